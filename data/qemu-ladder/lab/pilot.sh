#!/bin/sh
# The pilot: how the load is held, what perf costs, what the slowest can do. About ten minutes.
#
#   ./pilot.sh --work DIR --out DIR [--runs 3] [--cpu 1]
#
# Leaves a folder a run in --out: holders/HOLDER.N, perf/INSTRUMENTS.N, most/COMBINATION.LOAD.
# pilot-tables.sh makes the tables of the README of them.
set -eu

work= out= runs=3 cpu=1 accel=tcg,thread=multi
while [ $# -gt 0 ]; do
  case $1 in
    --work) work=$2; shift ;;
    --out) out=$2; shift ;;
    --runs) runs=$2; shift ;;
    --cpu) cpu=$2; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done
[ "$(hostname)" = bench ] || exec unshare --uts sh -c 'hostname bench && exec "$@"' sh "$0" \
  --work "$work" --out "$out" --runs "$runs" --cpu "$cpu"
lab=$(cd "$(dirname "$0")" && pwd)
. "$lab/setup.sh"

# boot CONTROLLER AIO IOTHREAD
boot() {
  combination=$1.$2.$3
  echo "$(date -u +%T) $combination" >&2
  limit 0 0
  start_machine "$1" "$2" "$3"
}

# Arrivals at random times, 500 a second: of reads of the disk, and of nothing.
paced() { job "$@"; printf 'rate_iops=500\nrate_process=poisson\n'; }
paced_null() { paced "$@" | sed -e 's/^ioengine=.*/ioengine=null/' -e 's/^filename=.*/size=1g/'; }

# hold HOLDER LOAD: as often as is asked for.
hold() {
  for run in $(seq "$runs"); do
    run_alone "$out/holders/$1.$run" "$2"
    describe_threads "$out/holders/$1.$run"
  done
}
describe_threads() { qmp query-cpus-fast > "$1/query-cpus-fast.json"; }

# observe_as INSTRUMENTS: replaces observe, whose instruments are `stat`.
observe_as() {
  instruments=$1
  observe() {
    usage > "$1/window.txt"
    others=
    case $instruments in *stat*)
      perf stat -o "$1/perf-process.txt" -p "$qemu" -e "task-clock,context-switches$tsc" -- sleep $seconds & others=$!
      perf stat -x, -o "$1/perf-threads.csv" --per-thread -p "$qemu" -e "$events" -- sleep $seconds & others="$others $!"
      perf stat -x, -o "$1/perf-cpu.csv" -C "$cpu" -e "$events,duration_time" -- sleep $seconds & others="$others $!" ;;
    esac
    case $instruments in *samples*)
      perf record -q -B -N -o samples -p "$qemu" -e cpu-clock -F 499 -- sleep $seconds & others="$others $!" ;;
    esac
    sleep $seconds
    for pid in $others; do wait "$pid"; done
    usage >> "$1/window.txt"
  }
}

rm -rf "$out/holders" "$out/perf" "$out/most"

boot virtio-blk native off
hold array iops-500
make_job=paced;      hold guest guest
make_job=paced_null; hold guest-without-disk null
make_job=job
hold idle idle
stop_machine

boot virtio-blk native,throttling.iops-read=500 off
hold qemu qemu
stop_machine

# The kernel's block throttle needs a disk of the kernel's.
[ -e disk.raw ] || dd if=/dev/urandom of=disk.raw bs=1M count=1024 conv=fsync status=none
ln -sf disk.raw disk.img
boot virtio-blk native off
group=/sys/fs/cgroup/blkio/technote-$$
mkdir "$group"
echo "$(lsblk -sno MAJ:MIN "$(df --output=source disk.raw | tail -n 1)" | tail -n 1 | tr -d ' ') 500" > "$group/blkio.throttle.read_iops_device"
echo "$qemu" > "$group/cgroup.procs"
hold kernel kernel
stop_machine
rmdir "$group"
ln -sf "$loop" disk.img

boot virtio-blk native off
for run in $(seq "$runs"); do
  for instruments in none stat stat+samples; do
    observe_as "$instruments"
    run_alone "$out/perf/$instruments.$run" iops-500
    describe_threads "$out/perf/$instruments.$run"
  done
done
stop_machine

observe_as none
for slow in ide/native ide/threads lsi53c810/threads lsi53c895a/io_uring sata/threads; do
  boot "${slow%/*}" "${slow#*/}" off
  for load in saturation bandwidth; do run_alone "$out/most/${slow%/*}.${slow#*/}.$load" "$load"; done
  stop_machine
done
