#!/bin/sh
# Measure the host's cost of fio's Linux I/O engines; one .tar.gz a round.
#
#   ./collect.sh --target FILE [--rounds 8] [--cpu 1] [--seed 1] [--out DIR]
#
# Needs Linux, root (perf -C), fio >= 3.1 with libaio, io_uring and posixaio,
# perf and sysstat's mpstat. It only ever reads from FILE; FILE is created (1 GiB)
# if it does not exist, and a block device is taken only if it is named here.
# Rounds that are already in DIR are kept: an interrupted collection goes on.
set -eu

target= rounds=8 cpu=1 seed=1 out=. only=
seconds=10          # what perf and mpstat see of each run
ramp=2              # fio's warm-up, not counted by fio
margin=1            # perf starts this long after the warm-up and ends this long before fio

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; }
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

# The tools, and this script, stay off the CPU that is measured.
taskset -pc "$(awk -v c="$cpu" '/^Cpus_allowed_list/ { print (c == 0 ? 1 : 0) }' /proc/self/status)" $$ >/dev/null

if [ ! -e "$target" ]; then
  fio --name=create --filename="$target" --size=1g --rw=write --bs=1m --direct=1 --ioengine=psync --minimal >/dev/null
fi
# fio records the name as typed, so the archive holds no path of this machine.
out=$(mkdir -p "$out" && cd "$out" && pwd)
cd "$(dirname "$target")"
file=$(basename "$target")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# job ENGINE WORKLOAD: the job file. Queue depths and rates are those every engine can hold.
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
    iops)      printf 'rw=randread\nbs=4k\niodepth=16\nrate_iops=4000\n' ;;
    bandwidth) printf 'rw=randread\nbs=128k\niodepth=4\nrate=200m\n' ;;
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
  (cd "$1" && exec taskset -c "$cpu" fio --readonly --output-format=json+ --output=fio.json job.fio) &
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
  device=$(lsblk -sno KNAME "$(df --output=source "$file" | tail -n 1)" | tail -n 1)   # the whole disk, below any partition
  grep -rs . /sys/block/"$device"/queue > "$1/block-queue.txt" || :
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
