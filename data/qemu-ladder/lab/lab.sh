#!/bin/sh
# Measure what one more I/O costs through each of QEMU's storage controllers: a ladder of
# loads on each boot; one .tar.gz a combination and round.
#
#   ./lab.sh --work DIR --out DIR [--rounds 6] [--only CONTROLLER/AIO/IOTHREAD]
#            [--seed 2] [--cpu 1] [--accel tcg,thread=multi]
#
# Needs Linux, root (perf, cgroups, FUSE), QEMU with x86-64 guests, perf, sysstat's mpstat,
# gcc and libfuse3-dev, and what build-guest.sh needs. The guest, which is that of
# ../../qemu-controllers, is built in --work. Nothing but archives is written to --out.
# Archives that are already there are kept: an interrupted collection goes on, where the CPU
# is of the same model; a round is of one model.
#
# Such as: ./lab.sh --work /var/tmp/lab --out .. --rounds 1 --only virtio-blk/native/off
set -eu

work= out= rounds=6 only= seed=2 cpu=1 accel=
usage() { sed -n '2,16s/^# \{0,1\}//p' "$0"; }

while [ $# -gt 0 ]; do
  case $1 in
    --work) work=$2; shift ;;
    --out) out=$2; shift ;;
    --rounds) rounds=$2; shift ;;
    --only) only=$2; shift ;;
    --seed) seed=$2; shift ;;
    --cpu) cpu=$2; shift ;;
    --accel) accel=$2; shift ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
[ -n "$work" ] && [ -n "$out" ] || { usage >&2; exit 2; }

# A name that is nobody's, as tools write the host's name into their output.
if [ "$(hostname)" != bench ]; then
  exec unshare --uts sh -c 'hostname bench && exec "$@"' sh "$0" --work "$work" --out "$out" \
    --rounds "$rounds" --seed "$seed" --cpu "$cpu" ${only:+--only "$only"} ${accel:+--accel "$accel"}
fi

lab=$(cd "$(dirname "$0")" && pwd)
. "$lab/setup.sh"

combinations() {
  grep -v '^#' "$here/controllers.txt" | while read -r controller modules devices; do
    for aio in native io_uring threads; do
      echo "$controller $aio off"
      case $devices in *@*) echo "$controller $aio on" ;; esac
    done
  done
}

# shuffle NUMBER: a new order for each number, the same each time for one seed.
shuffle() {
  awk -v seed="$((seed * 100000 + $1))" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort -n | cut -d' ' -f2-
}

# measure DIR CONTROLLER AIO IOTHREAD NUMBER: all loads, on one boot.
measure() (
  set -e
  trap stop_machine EXIT
  trap 'exit 1' INT TERM
  mkdir -p "$1/machine"
  wait_for_quiet "$1/machine/quiet.txt"
  limit 0 0
  start_machine "$2" "$3" "$4"
  describe "$1"
  for load in $(printf '%s\n' $loads | shuffle "$5"); do
    echo "$load" >> "$1/machine/order.txt"
    run_alone "$1/$load" "$load"
  done
  load=$(echo $stack_loads | cut -d' ' -f$((2 - round % 2)))
  record_stacks "$1/stacks/$load" "$load"
)

# pack DIR ARCHIVE: written beside its place and renamed; an archive that is there is whole.
pack() {
  mkdir -p "$(dirname "$2")"
  tar -C "$1" --sort=name --owner=0 --group=0 --numeric-owner -cf - . | gzip -9n > "$2.part"
  mv "$2.part" "$2"
}

missing=0
round=1
while [ "$round" -le "$rounds" ]; do
  combinations | shuffle $((round * 100)) > order.txt
  host=$out/round-$round/host.tar.gz
  if [ ! -e "$host" ]; then
    rm -rf host
    capture host/host
    cpu_model > host/host/cpu-model.txt
    cp order.txt host/order.txt
    pack host "$host"
  fi
  number=$((round * 100))
  while read -r controller aio iothread <&9; do
    number=$((number + 1))
    combination=$controller.$aio.$iothread
    archive=$out/round-$round/$combination.tar.gz
    [ -z "$only" ] || [ "$only" = "$controller/$aio/$iothread" ] || continue
    [ ! -e "$archive" ] || continue
    [ "$(tar -xzOf "$host" ./host/cpu-model.txt)" = "$(cpu_model)" ] ||
      fail "round $round began on another model of CPU; finish it there, or move it away and list it in faults.tsv"
    for try in 1 2; do
      kill -0 $array || fail "the array has ended: $(cat array.log)"
      echo "$(date -u +%T) round $round of $rounds, $((number - round * 100)) of $(wc -l < order.txt): $combination" >&2
      rm -rf result
      set +e
      measure result "$controller" "$aio" "$iothread" "$number"
      status=$?
      set -e
      [ $status -ne 0 ] || break
    done
    if [ $status -eq 0 ]; then pack result "$archive"; else missing=$((missing + 1)); fi
  done 9< order.txt
  round=$((round + 1))
done
[ $missing -eq 0 ] || fail "$missing combinations could not be measured; see faults.tsv, and run again"
