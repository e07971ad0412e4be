#!/bin/sh
# Measure what QEMU's storage controllers cost the host; one .tar.gz a combination and round.
#
#   ./lab.sh --work DIR --out DIR [--rounds 6] [--only CONTROLLER/AIO/IOTHREAD]
#            [--seed 1] [--cpu 1] [--iops 1000] [--bandwidth 52428800] [--accel tcg,thread=multi]
#
# Needs Linux, root (perf, cgroups), QEMU with x86-64 guests, perf, sysstat's mpstat, and
# what build-guest.sh needs. Everything large is made in --work: the guest and a disk of
# 1 GiB, which is only ever read. Nothing but archives is written to --out.
# Archives that are already there are kept: an interrupted collection goes on.
#
# Such as: ./lab.sh --work /var/tmp/lab --out .. --rounds 1 --only virtio-blk/native/off
set -eu

work= out= rounds=6 only= seed=1 cpu=1 accel= rate_iops=1000 rate_bytes=52428800
seconds=8           # what perf and mpstat see of each run
ramp=2              # fio's warm-up, not counted by fio
slack=2             # how much longer fio runs than perf looks
patience=60         # for a guest to boot
patience_quiet=120  # for the machine to become quiet
most_foreign=5      # % of QEMU's CPU that others may have in a window

usage() { sed -n '2,14s/^# \{0,1\}//p' "$0"; }
fail() { echo "lab.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --work) work=$2; shift ;;
    --out) out=$2; shift ;;
    --rounds) rounds=$2; shift ;;
    --only) only=$2; shift ;;
    --seed) seed=$2; shift ;;
    --cpu) cpu=$2; shift ;;
    --iops) rate_iops=$2; shift ;;
    --bandwidth) rate_bytes=$2; shift ;;
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
    --rounds "$rounds" --seed "$seed" --cpu "$cpu" --iops "$rate_iops" --bandwidth "$rate_bytes" \
    ${only:+--only "$only"} ${accel:+--accel "$accel"}
fi

for tool in qemu-system-x86_64 perf mpstat taskset tar awk; do
  command -v $tool >/dev/null || fail "$tool is missing; on Debian: apt-get install qemu-system-x86 linux-perf sysstat"
done
perf stat -C "$cpu" -e context-switches true >/dev/null 2>&1 ||
  fail "perf may not count on CPU $cpu; run as root, or set kernel.perf_event_paranoid to -1"
[ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ] || fail "needs two CPUs: one for QEMU, the other for the tools"

if [ -d /sys/fs/cgroup/blkio ]; then
  cgroup=/sys/fs/cgroup/blkio/technote-$$                # cgroup v1
elif grep -qw io /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null; then
  cgroup=/sys/fs/cgroup/technote-$$                      # cgroup v2
else
  fail "no cgroup with a block I/O controller; on cgroup v2: echo +io > /sys/fs/cgroup/cgroup.subtree_control"
fi

# The tools, and this script, stay off the CPU that QEMU has, and go first on theirs.
renice -n -10 -p $$ >/dev/null
[ ! -e /proc/$$/autogroup ] || echo -10 > /proc/$$/autogroup
taskset -pc "$(awk -v c="$cpu" '/^processor/ && $3 != c { list = list sep $3; sep = "," } END { print list }' /proc/cpuinfo)" $$ >/dev/null

here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "$out" && cd "$out" && pwd)
mkdir -p "$work"
cd "$work"          # so that QEMU's command line holds no path of this machine
[ -e guest/initramfs.cpio ] && [ guest/initramfs.cpio -nt "$here/guest-init" ] || "$here/build-guest.sh" . > build-guest.log 2>&1 ||
  fail "the guest could not be built; see build-guest.log in the work folder"
[ -e disk.img ] || dd if=/dev/urandom of=disk.img bs=1M count=1024 conv=fsync status=none

host_disk=$(lsblk -sno MAJ:MIN "$(df --output=source disk.img | tail -n 1)" | tail -n 1 | tr -d ' ')   # the whole disk
events=task-clock,context-switches,cpu-migrations,page-faults,cycles:u,cycles:k,instructions:u,instructions:k
tsc=
[ ! -e /sys/bus/event_source/devices/msr/events/tsc ] || tsc=,msr/tsc/
events=$events$tsc

. "$here/machine.sh"
. "$here/measure.sh"

qemu= combination=- round=0
complain() {
  echo "lab.sh: $combination, round $round: $*" >&2
  printf '%s\t%s\t%s\t%s\n' "$(date -u +%FT%TZ)" "$round" "$combination" "$*" >> "$out/faults.tsv"
}
mkdir "$cgroup"
cleanup() { stop_machine; rmdir "$cgroup"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

# KVM where a guest boots on it; it opens on some machines where guests then hang.
if [ -z "$accel" ]; then
  accel=tcg,thread=multi
  if [ -w /dev/kvm ] && (accel=kvm out=. patience=20; start_machine virtio-blk native off; status=$?; stop_machine; exit $status) 2>/dev/null; then
    accel=kvm
  fi
fi

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

# measure DIR CONTROLLER AIO IOTHREAD NUMBER: all workloads, on one boot.
measure() (
  set -e
  trap stop_machine EXIT
  mkdir -p "$1/machine"
  wait_for_quiet "$1/machine/quiet.txt"
  start_machine "$2" "$3" "$4"
  describe "$1"
  for workload in $(printf '%s\n' iops bandwidth latency saturation idle | shuffle "$5"); do
    echo "$workload" >> "$1/machine/order.txt"
    run_alone "$1/$workload" "$workload"
  done
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
  case $round in 3) format=text ;; *[02468]) format=json ;; *) format=csv ;; esac
  combinations | shuffle $((round * 100)) > order.txt
  if [ ! -e "$out/round-$round/host.tar.gz" ]; then
    rm -rf host
    capture host/host
    cp order.txt host/order.txt
    pack host "$out/round-$round/host.tar.gz"
  fi
  number=$((round * 100))
  while read -r controller aio iothread <&9; do
    number=$((number + 1))
    combination=$controller.$aio.$iothread
    archive=$out/round-$round/$combination.tar.gz
    [ -z "$only" ] || [ "$only" = "$controller/$aio/$iothread" ] || continue
    [ ! -e "$archive" ] || continue
    for try in 1 2; do
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
