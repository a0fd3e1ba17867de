# What the benches share: timing, medians, lines of output, servers. Sourced by bench/run.
# shellcheck shell=bash disable=SC2154

# measure COMMAND...: sets `seconds`, wall time of the whole command, and `peak`, the most it had resident in MiB: the
# kernel's own high-water mark, looked at twenty times a second.
measure() {
  local start=$EPOCHREALTIME
  "$@" >"$work/out" 2>&1 &
  local measured=$! ended=0
  watch_memory "$measured" >"$work/peak" &
  local watcher=$!
  wait "$measured" || ended=$?
  local end=$EPOCHREALTIME
  wait "$watcher"
  [ "$ended" = 0 ] || { echo "bench/run: '$*' ended with $ended:" >&2; cat "$work/out" >&2; exit 1; }
  seconds=$(awk "BEGIN { printf \"%.4f\", $end - $start }")
  peak=$(awk '$1 == "VmHWM:" && $2 > most { most = $2 } END { printf "%d", most / 1024 + 0.5 }' "$work/peak")
}
# Of the process and those that it started, since a function of ours is a shell around them.
watch_memory() { # PID
  local pid
  while [ -d "/proc/$1" ]; do
    for pid in "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
      grep VmHWM "/proc/$pid/status" 2>/dev/null || true
    done
    sleep 0.05
  done
}

median() { sort -n | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'; }

row() { printf '%-24s %8s  %-6s %8s  %5s  %10s  %7s\n' "$@"; }

# compare BENCH PEER: a line from what `note` wrote down.
compare() {
  local ours theirs
  ours=$(median <"$work/notes/$1.ours.seconds")
  theirs=$(median <"$work/notes/$1.$2.seconds")
  row "$1" "$(in_units "$ours")" "$2" "$(in_units "$theirs")" "$(awk "BEGIN { printf \"%.2f\", $ours / $theirs }")" \
    "$(resident "$1.ours")" "$(resident "$1.$2")"
}
resident() { sort -n "$work/notes/$1.peak" | awk 'END { print $1 ? $1 " MiB" : "-" }'; }
in_units() { awk "BEGIN { if ($1 < 1) printf \"%.0f ms\", $1 * 1000; else printf \"%.2f s\", $1 }"; }
# note BENCH WHO: writes down what `measure` found.
note() {
  mkdir -p "$work/notes"
  echo "$seconds" >>"$work/notes/$1.$2.seconds"
  echo "$peak" >>"$work/notes/$1.$2.peak"
}

# Starts docker-registry on $work/distribution and sets `distribution` to its address.
start_distribution() {
  cat >"$work/registry.yml" <<YML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $work/distribution}}
http: {addr: 127.0.0.1:0}
YML
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  local pid=$! port=
  pids+=("$pid")
  for _ in $(seq 200); do
    port=$(ss -ltnpH | sed -n "s/.*127.0.0.1:\([0-9]*\) .*pid=$pid,.*/\1/p")
    [ -z "$port" ] || break
    sleep 0.1
  done
  [ -n "$port" ] || { echo "bench/run: docker-registry did not start" >&2; exit 1; }
  distribution=127.0.0.1:$port
}

# Starts `lighter serve` and sets `served` to its address; publishes the example's runner and bundle there once.
start_served() {
  [ -z "${served-}" ] || return 0
  "$lighter" serve "$work/served" >"$work/address" 2>"$work/serve.log" &
  pids+=($!)
  for _ in $(seq 200); do
    [ ! -s "$work/address" ] || break
    sleep 0.1
  done
  served=$(cat "$work/address")
  [ -n "$served" ] || { echo "bench/run: lighter serve did not start" >&2; exit 1; }
  "$lighter" -q runner build examples/first-light/runner/runner.yaml -o "$work/runner" --tag 1 >/dev/null
  "$lighter" -q copy "oci:$work/runner:1" "$served/runners/playground:1" >/dev/null
  cp -R examples/first-light/shop "$work/shop"
  sed -i "s/localhost:5000/$served/g" "$work/shop/lighter.yaml"
  "$lighter" -q push -f "$work/shop" >/dev/null
}
# Changes one line of the example's chart.
change_line() { sed -i "s/^greeting: .*/greeting: Hello $1/" "$work/shop/charts/web/values.yaml"; }

# Has the archive of classes made that the launcher makes beside its first command, as for a user of the second day.
warm_up() {
  "$lighter" -q list >/dev/null 2>&1
  for _ in $(seq 600); do
    ! compgen -G "$XDG_CACHE_HOME/lighter/start/*.jsa" >/dev/null || return 0
    sleep 0.1
  done
  echo "bench/run: the launcher made no archive of classes; starts take longer without" >&2
}
