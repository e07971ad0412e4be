# What is done in the guest, and what the host sees of it meanwhile. Read by setup.sh, in
# place of functions of ../../qemu-controllers/lab/measure.sh that have the same names.

# job LOAD SECONDS: fio's job file in the guest.
job() {
  cat <<JOB
[global]
direct=1
thread=1
norandommap=1
time_based=1
runtime=$(runtime "$1" "$2")
log_avg_msec=1000
write_iops_log=fio
write_lat_log=fio
rw=randread

[${1%-*}]
JOB
  case $1 in
    # fio with all its housekeeping, and one I/O a second that is none. No warm-up: after one, fio 3.33
    # forgets its pause.
    waiting) printf 'ioengine=null\nsize=1g\nthinktime=1000000\n' ;;
    *)       printf 'ioengine=libaio\nfilename=/dev/@disk@\nramp_time=%s\n' "$ramp" ;;
  esac
  case $1 in
    bandwidth*) printf 'bs=1m\niodepth=4\n' ;;
    latency)    printf 'bs=512\niodepth=1\n' ;;
    *)          printf 'bs=512\niodepth=32\n' ;;
  esac
}

runtime() { [ "$1" = waiting ] && echo $(($2 + ramp)) || echo "$2"; }

# limit READS BYTES: what the array serves a second; 0 is without limit.
limit() {
  echo "$1 $2 $service_us" > array.mnt/limit
}

limit_load() {
  case $1 in
    iops-*)      limit "${1#*-}" 0 ;;
    bandwidth-*) limit 0 $((${1#*-} << 20)) ;;
    *)           limit 0 0 ;;
  esac
}

# start_load LOAD SECONDS: fio in the guest, past its warm-up; `idle` is no fio at all.
start_load() {
  limit_load "$1"
  [ "$1" != idle ] || return 0
  say "run $1" "$($make_job "$1" "$2")" .
  expect control.log '^started' 30
  sleep "$ramp.5"     # fio itself takes a moment to start
}

# end_load LOAD DIR: fio must not have ended before the window did.
end_load() {
  [ "$1" != idle ] || return 0
  ! grep -q "^begin $1" control.log || { complain "fio ended inside the window of $1"; return 1; }
  receive "$1" "$2"
}

# run_alone DIR LOAD: measured once, whatever others had of the CPU; much of it is listed.
run_alone() {
  run "$1" "$2"
  share=$(foreign "$1")
  awk -v share="$share" -v most="$most_foreign" 'BEGIN { exit share > most }' ||
    complain "others had $share % of CPU $cpu in $2, which stays as it is"
}

# run DIR LOAD
run() {
  mkdir -p "$1"
  wait_for_others "$1"
  qmp query-blockstats > "$1/query-blockstats-before.json"
  start_load "$2" $((seconds + sample_seconds + slack))
  ./probe "$cpu" | sed 's/^/before /' > "$1/probe.txt"
  snapshot "$1" before
  observe "$1"
  snapshot "$1" after
  ./probe "$cpu" | sed 's/^/after /' >> "$1/probe.txt"
  sample "$1"
  end_load "$2" "$1"
  perf script -i samples -F comm,tid,ip > "$1/perf-script.txt"
  qmp query-blockstats > "$1/query-blockstats-after.json"
  limit 0 0
}

# observe DIR: count for the window.
observe() {
  usage > "$1/window.txt"
  # As text: -x does not say how long perf looked.
  perf stat -o "$1/perf-process.txt" -p "$qemu" -e "task-clock,context-switches$tsc" -- sleep $seconds &
  whole=$!
  perf stat -x, -o "$1/perf-threads.csv" --per-thread -p "$qemu" -e "$events" -- sleep $seconds &
  threads=$!
  S_TIME_FORMAT=ISO mpstat -P ALL -o JSON 1 $seconds > "$1/mpstat.json" &
  sampler=$!
  perf stat -x, -o "$1/perf-cpu.csv" -C "$cpu" -e "$events,duration_time" -- sleep $seconds
  for pid in $whole $threads $sampler; do wait $pid; done
  usage >> "$1/window.txt"
}

# sample DIR: user or kernel, from samples of the running time, as the kernel's own split is
# taken at its timer tick, with which a fixed rate may beat. In a window of its own, behind
# the one that is counted: at 499 a second, samples were a fifth of the back end's time.
sample() {
  perf record -q -B -N -o samples -p "$qemu" -e cpu-clock -F 999 -- sleep $sample_seconds
}

# record_stacks DIR LOAD: who calls whom, in a window of its own; its load is not counted.
record_stacks() {
  mkdir -p "$1"
  start_load "$2" $((stack_seconds + slack))
  perf record -q -B -N -o samples -p "$qemu" -e cpu-clock -F 999 --call-graph dwarf,4096 -- sleep $stack_seconds
  end_load "$2" "$1"
  rm "$1"/fio*
  perf script -i samples --no-inline -F comm,tid,time,event,ip,sym,dso > "$1/perf-script-g.txt" 2>/dev/null
  limit 0 0
}

# snapshot DIR WHEN: what the kernel has counted so far.
snapshot() {
  tasks > "$1/tasks-$2.txt"
  for file in interrupts softirqs diskstats; do cat /proc/$file > "$1/proc-$file-$2.txt"; done
  { cat array.mnt/limit; sed 's/^\([0-9]*\).*/CPU time (ns) \1/' /proc/$array/schedstat; } > "$1/array-$2.txt"
  [ "$2" = after ] || cpu_model > "$1/cpu-model.txt"
}

# tasks: QEMU's threads, with the names that QEMU gave them, the ns that each has run, and its switches.
tasks() {
  (cd /proc/"$qemu"/task && grep -s . ./*/comm ./*/schedstat; grep -s ctxt ./*/status || :)
}

cpu_model() {
  awk -F '\t*: ' '/^(vendor_id|cpu family|model|model name|stepping)/ { print $1 ": " $2 } /^$/ { exit }' /proc/cpuinfo
}

# usage: the host's clock; ns that all tasks, then those of QEMU, have had of its CPU.
usage() {
  if [ -e "$cgroup/cpuacct.usage_percpu" ]; then
    echo "$(date +%s.%N) $(cut -d' ' -f$((cpu + 1)) "${cgroup%/*}/cpuacct.usage_percpu") $(cut -d' ' -f$((cpu + 1)) "$cgroup/cpuacct.usage_percpu")"
  else
    # cgroup v2 has no counts by CPU; the kernel's ticks will do.
    echo "$(date +%s.%N) $(awk -v c="cpu$cpu" '$1 == c { printf "%.0f", ($2 + $3 + $4 + $7 + $8) * 1e7 }' /proc/stat) $(awk '/^usage_usec/ { print $2 "000" }' "$cgroup/cpu.stat")"
  fi
}

# wait_for_others DIR: until others have left the CPU for half a second, or patience is out.
wait_for_others() {
  for try in $(seq $((2 * patience_others))); do
    usage > "$1/window.txt"
    sleep 0.5
    usage >> "$1/window.txt"
    awk -v share="$(foreign "$1")" -v most="$most_foreign" 'BEGIN { exit share > most }' && return
  done
  return 0            # measured all the same
}

# foreign DIR: what others had of the CPU between the two snapshots, in %.
foreign() {
  awk '{ other = $2 - $3; if (NR > 1) printf "%.1f\n", (other - last) / ($1 - since) / 1e7; last = other; since = $1 }' "$1/window.txt" |
    tee "$1/foreign.txt"
}
