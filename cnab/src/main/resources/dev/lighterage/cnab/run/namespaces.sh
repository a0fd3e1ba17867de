# The first process of a run's namespaces: builds the root, starts the run tool, passes signals on.
#
# Arguments: the folder to work on, the unpacked image, bytes of scratch space, bytes for outputs,
# what overlayfs wants besides, how to become the run's user (yes where the caller is root), the
# text of enter.sh, then any number of
#   ro FOLDER PATH    an artifact, PATH in the root
#   rw FOLDER PATH    a granted folder of the host
# Standard output: "ready" when the driver may put files into root, "mounted" when all is in place,
# then whatever the run says. Standard input: "go" after either, then names of signals for the run
# tool; its end means that the driver is gone, and so the run goes too.
set -eu
umask 022
ulimit -c 0
work=$1 image=$2 scratch=$3 room=$4 options=$5 drop=$6 enter=$7
shift 7

# No capability, no way to one, and from root no way back: what the run tool starts as.
as_user() {
  if [ "$drop" = yes ]; then
    exec setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs -- "$@"
  fi
  exec setpriv --no-new-privs -- "$@"
}

# PATH: a folder in the root, which no link leads to. A mount follows links, and not within the root.
plain() {
  [ "$(cd "root$1" && pwd -P)" = "$here/root$1" ] || {
    echo "lighter: a link leads to $1 in the image" >&2
    exit 1
  }
}

told_to_go() {
  read -r word && [ "$word" = go ]
}

mount -n -t tmpfs -o "size=$scratch,mode=0755,nosuid,nodev" tmpfs "$work"
cd "$work"
here=$(pwd -P)
mkdir image upper overlay root outputs
mount -n --bind "$image" image
mount -n -t overlay -o "lowerdir=image,upperdir=upper,workdir=overlay,nosuid,nodev$options" overlay root
mount -n -t tmpfs -o "size=$room,mode=0755,nosuid,nodev,noexec" tmpfs outputs
echo ready
told_to_go

plain /cnab/app/outputs
plain /proc
plain /dev
mount -n --bind outputs root/cnab/app/outputs
mount -n -t proc -o subset=pid,hidepid=2,nosuid,nodev,noexec proc root/proc
mount -n -t tmpfs -o size=64k,mode=0755,nosuid,noexec tmpfs root/dev
for device in full null random urandom zero; do
  : >"root/dev/$device"
  mount -n --bind "/dev/$device" "root/dev/$device"
done
ln -s /proc/self/fd root/dev/fd
ln -s /proc/self/fd/0 root/dev/stdin
ln -s /proc/self/fd/1 root/dev/stdout
ln -s /proc/self/fd/2 root/dev/stderr
mkdir root/dev/shm
mount -n -t tmpfs -o size=64m,mode=1777,nosuid,nodev tmpfs root/dev/shm
mount -n -o remount,bind,ro root/dev

# Also asks once for the inner namespace, so that its lack is not taken for an error of the run.
(as_user unshare -U --map-user=65532 --map-group=65532 /bin/sh -c :)

while [ $# -gt 0 ]; do
  plain "$3"
  case $1 in
    ro)
      mount -n --bind "$2" "root$3"
      mount -n -o remount,bind,ro,nosuid,nodev,noexec "root$3"
      ;;
    rw)
      mount -n --rbind "$2" "root$3"
      (
        cd "root$3"
        as_user unshare -U --map-user=65532 --map-group=65532 /bin/sh -c '[ -w . ] && [ -x . ]'
      ) || {
        echo "lighter: the run cannot write to $2" >&2
        exit 1
      }
      ;;
  esac
  shift 3
done
echo mounted
told_to_go

exec 4<&0
(
  cd root
  exec 4<&-
  as_user /bin/sh -c "$enter" enter "$(command -v unshare)"
) 3<environment </dev/null &
run=$!
(
  while read -r signal <&4; do
    kill -s "$signal" "$run"
  done
  kill -s KILL "$run"
) >/dev/null 2>&1 &
exec 4<&-
code=0
wait "$run" || code=$?
exit "$code"
