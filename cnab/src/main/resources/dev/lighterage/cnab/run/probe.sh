# Tries what namespaces.sh will do, on nothing. Arguments: as there, overlay's options and whether
# to become the run's user. Says "fits"; what it cannot do is said by the program that could not.
set -eu
options=$1 drop=$2
mount -n -t tmpfs -o size=1m tmpfs /tmp
cd /tmp
mkdir lower upper overlay root
mount -n -t overlay -o "lowerdir=lower,upperdir=upper,workdir=overlay,nosuid,nodev$options" overlay root
mkdir root/proc
mount -n -t proc -o subset=pid,hidepid=2,nosuid,nodev,noexec proc root/proc
if [ "$drop" = yes ]; then
  exec setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs -- \
    unshare -U --map-user=65532 --map-group=65532 --root=/ --wd=/ /bin/sh -c 'echo fits'
fi
exec setpriv --no-new-privs -- \
  unshare -U --map-user=65532 --map-group=65532 --root=/ --wd=/ /bin/sh -c 'echo fits'
