#!/bin/sh
# Measure the host's cost of fio's Linux I/O engines; one .tar.gz a round.
#
#   ./collect.sh --target FILE [--rounds 8] [--cpu 1] [--seed 1] [--out DIR]
#
# Needs Linux, root (perf -C, cgroups), fio >= 3.1 with libaio, io_uring and posixaio,
# perf and sysstat's mpstat. It only ever reads from FILE; FILE is created (1 GiB)
# if it does not exist, and a block device is taken only if it is named here.
# Rounds that are already in DIR are kept: an interrupted collection goes on.
#
# The fixed rates are held by the kernel's block throttle, in a cgroup of this script
# alone. fio could limit itself, but it paces by spinning and sleeping as a calibration
# at each start decides: on a busy host its own switches per I/O then vary tenfold.
set -eu

target= rounds=8 cpu=1 seed=1 out=. only=
seconds=10          # what perf and mpstat see of each run
ramp=2              # fio's warm-up, not counted by fio
margin=1            # perf starts this long after the warm-up and ends this long before fio

usage() { sed -n '2,13s/^# \{0,1\}//p' "$0"; }
fail() { echo "collect.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --target) target=$2; shift ;;
    --rounds) rounds=$2; shift ;;
    --cpu) cpu=$2; shift ;;
    --seed) seed=$2; shift ;;
    --out) out=$2; shift ;;
    --only) only=$2; shift ;;      # such as libaio/iops
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

[ -n "$target" ] || { usage >&2; exit 2; }
for tool in fio perf mpstat taskset tar awk; do
  command -v $tool >/dev/null || fail "$tool is missing; on Debian: apt-get install fio linux-perf sysstat util-linux"
done
for engine in psync libaio io_uring posixaio; do
  fio --enghelp | grep -qw "$engine" || fail "this fio was built without the engine $engine"
done
perf stat -C "$cpu" -e context-switches true >/dev/null 2>&1 ||
  fail "perf may not count on CPU $cpu; run as root, or set kernel.perf_event_paranoid to -1"
[ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ] || fail "needs two CPUs: one is measured, the other runs the tools"

if [ -d /sys/fs/cgroup/blkio ]; then
  cgroup=/sys/fs/cgroup/blkio/technote-$$                # cgroup v1
elif grep -qw io /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null; then
  cgroup=/sys/fs/cgroup/technote-$$                      # cgroup v2
else
  fail "no cgroup with a block I/O controller; on cgroup v2: echo +io > /sys/fs/cgroup/cgroup.subtree_control"
fi

# The tools, and this script, stay off the CPU that is measured.
taskset -pc "$(awk -v c="$cpu" '/^Cpus_allowed_list/ { print (c == 0 ? 1 : 0) }' /proc/self/status)" $$ >/dev/null

if [ ! -e "$target" ]; then
  fio --name=create --filename="$target" --size=1g --rw=write --bs=1m --direct=1 --ioengine=psync --minimal >/dev/null
fi
# fio records the name as typed, so the archive holds no path of this machine.
out=$(mkdir -p "$out" && cd "$out" && pwd)
cd "$(dirname "$target")"
file=$(basename "$target")

device=$(lsblk -sno MAJ:MIN "$(df --output=source "$file" | tail -n 1)" | tail -n 1 | tr -d ' ')   # the whole disk
[ -b "$file" ] && device=$(lsblk -sno MAJ:MIN "$file" | tail -n 1 | tr -d ' ')
disk=/sys/dev/block/$device

work=$(mktemp -d)
mkdir "$cgroup"
trap 'rm -rf "$work"; rmdir "$cgroup"' EXIT
trap 'exit 1' INT TERM

# limit WORKLOAD: what the cgroup may read, a second.
limit() {
  case $1 in
    iops)      iops=4000 bytes=0 ;;
    bandwidth) iops=0 bytes=209715200 ;;
    *)         iops=0 bytes=0 ;;
  esac
  if [ -e "$cgroup/io.max" ]; then
    echo "$device riops=$(or_max $iops) rbps=$(or_max $bytes)" > "$cgroup/io.max"
  else
    echo "$device $iops" > "$cgroup/blkio.throttle.read_iops_device"
    echo "$device $bytes" > "$cgroup/blkio.throttle.read_bps_device"
  fi
}
or_max() { [ "$1" = 0 ] && echo max || echo "$1"; }

# job ENGINE WORKLOAD: the job file.
job() {
  cat <<JOB
[global]
filename=$file
direct=1
thread=1
time_based=1
ramp_time=$ramp
runtime=$((seconds + 2 * margin))
log_avg_msec=1000
write_iops_log=fio
write_lat_log=fio

[$2]
ioengine=${1%-fixed}
JOB
  case $1 in io_uring-fixed) printf 'fixedbufs=1\nregisterfiles=1\n' ;; esac
  case $2 in
    latency)   printf 'rw=randread\nbs=4k\niodepth=1\n' ;;
    iops)      printf 'rw=randread\nbs=4k\niodepth=16\n' ;;
    bandwidth) printf 'rw=randread\nbs=128k\niodepth=4\n' ;;
  esac
}

# observe DIR FORMAT [PID]: count for the window, for the CPU and, with PID, for the process.
observe() {
  case $2 in text) flags= name=txt ;; csv) flags=-x, name=csv ;; json) flags=-j name=json ;; esac
  if [ $# -gt 2 ]; then
    # Always as text: -x and -j do not say how long perf looked, and duration_time is
    # added up over threads.
    perf stat -o "$1/perf-process.txt" -p "$3" \
      -e task-clock,context-switches,cpu-migrations,page-faults,msr/tsc/ -- sleep $seconds &
    counter=$!
    # Where the time goes, user or kernel: from samples of the running time, because the
    # kernel's own split is taken at its timer tick, with which a fixed rate may beat.
    perf record -q -o "$work/samples" -p "$3" -e cpu-clock -F 499 -- sleep $seconds &
    recorder=$!
  fi
  S_TIME_FORMAT=ISO mpstat -P "$cpu" -o JSON 1 $seconds > "$1/mpstat.json" &
  sampler=$!
  perf stat $flags -o "$1/perf-cpu.$name" -C "$cpu" \
    -e cycles:u,cycles:k,instructions:u,instructions:k,context-switches,cpu-migrations,page-faults,duration_time -- sleep $seconds
  wait $sampler
  [ $# -gt 2 ] || return 0
  wait $counter
  wait $recorder
  perf script -i "$work/samples" -F comm,tid,ip > "$1/perf-script.txt"
  rm "$work/samples"
}

# run DIR ENGINE WORKLOAD
run() {
  mkdir -p "$1"
  job "$2" "$3" > "$1/job.fio"
  case $3 in latency) format=text ;; iops) format=csv ;; bandwidth) format=json ;; esac
  # fio writes its logs where it stands, so it stands in DIR; a link leads it to the file.
  ln -s "$PWD/$file" "$1/$file"
  limit "$3"
  cat "$cgroup"/io.max "$cgroup"/blkio.throttle.read_*_device > "$1/throttle.txt" 2>/dev/null || :
  (
    cd "$1"
    # A process that puts itself into the cgroup and then becomes fio.
    exec sh -c 'echo $$ > "$1/cgroup.procs"; shift; exec "$@"' sh "$cgroup" \
      taskset -c "$cpu" fio --readonly --output-format=json+ --output=fio.json job.fio
  ) &
  fio=$!
  sleep $((ramp + margin))
  observe "$1" $format $fio
  wait $fio || echo "collect.sh: fio failed in $1; its output is kept" >&2
  rm "$1/$file"
}

capture() {
  mkdir -p "$1"
  uname -srvm > "$1/uname.txt"
  # Without init and its arguments: they belong to the machine's owner, not to the kernel.
  sed -e 's/ -- .*//' -e 's/ *\<rd\{0,1\}init=[^ ]*//g' /proc/cmdline > "$1/proc-cmdline.txt"
  cat /etc/os-release > "$1/os-release.txt"
  cat /proc/meminfo > "$1/proc-meminfo.txt"
  LC_ALL=C lscpu > "$1/lscpu.txt"
  grep -r . /sys/devices/system/cpu/vulnerabilities > "$1/vulnerabilities.txt" || :
  grep -rs . /sys/devices/system/cpu/cpu"$cpu"/cpufreq /sys/devices/system/cpu/cpu"$cpu"/cpuidle > "$1/cpufreq-cpuidle.txt" || echo "(no cpufreq or cpuidle in sysfs)" > "$1/cpufreq-cpuidle.txt"
  grep -s . /sys/devices/system/clocksource/clocksource0/* > "$1/clocksource.txt" || :
  LC_ALL=C lsblk -t > "$1/lsblk-t.txt"
  (cd "$disk" && grep -rs . queue) > "$1/block-queue.txt" || :
  df --output=fstype,size "$file" > "$1/df.txt"
  { fio --version; perf --version; mpstat -V | head -n 1; } > "$1/tools.txt"
  cp /proc/loadavg "$1/proc-loadavg.txt"
  cp /proc/interrupts "$1/proc-interrupts.txt"
}

round=1
while [ "$round" -le "$rounds" ]; do
  archive=$out/round-$round.tar.gz
  if [ -e "$archive" ]; then echo "round $round: already there" >&2; round=$((round + 1)); continue; fi
  dir=$work/round-$round
  capture "$dir/host"
  # A new order in each round, the same on every machine for one seed.
  for engine in psync libaio io_uring io_uring-fixed posixaio; do
    for workload in latency iops bandwidth; do echo "$engine $workload"; done
  done | awk -v seed="$((seed * 1000 + round))" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort -n | cut -d' ' -f2- > "$dir/order.txt"
  mkdir -p "$dir/idle"
  observe "$dir/idle" csv
  i=0
  while read -r engine workload <&3; do
    i=$((i + 1))
    [ -z "$only" ] || [ "$only" = "$engine/$workload" ] || continue
    echo "round $round of $rounds, $i of 15: $engine, $workload" >&2
    run "$dir/$engine/$workload" "$engine" "$workload"
  done 3< "$dir/order.txt"
  # Written beside its place and renamed: an archive that is there is whole.
  tar -C "$dir" --sort=name --owner=0 --group=0 --numeric-owner -cf - . | gzip -9n > "$archive.part"
  mv "$archive.part" "$archive"
  round=$((round + 1))
done
