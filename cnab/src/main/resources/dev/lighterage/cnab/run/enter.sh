# The last step into a run: already the run's user, with the root as working folder.
#
# Reads the run's environment from descriptor 3, NAME=VALUE a line, in which \\ is a backslash and
# \n a line's end. Values are never in an argument list, which any user of the machine could read,
# and nothing that runs as root sees them. Argument: the program unshare.
unset LC_ALL
while IFS= read -r __line; do
  __value=${__line#*=}
  case $__value in
    *\\*)
      __value=$(printf '%b.' "$__value")
      __value=${__value%.}
      ;;
  esac
  export "${__line%%=*}=$__value"
done <&3
exec 3<&-
# Both streams into one pipe: from two, nobody could tell the order of their lines.
exec "$1" -U --map-user=65532 --map-group=65532 --root=. --wd=/ /cnab/app/run 2>&1
