# What is done in the guest, and what the host sees of it meanwhile. Read by lab.sh.

# job WORKLOAD: fio's job file in the guest.
job() {
  cat <<JOB
[global]
direct=1
thread=1
norandommap=1
time_based=1
runtime=$(runtime "$1")
log_avg_msec=1000
write_iops_log=fio
write_lat_log=fio

[$1]
JOB
  case $1 in
    idle)
      # No warm-up: after one, fio 3.33 forgets its pauses until it has made up for them.
      # In the bursts in which the host's throttle lets I/Os go; 2 ms are for issuing them.
      printf 'ioengine=null\nsize=1g\n'
      printf 'thinktime=98000\nthinktime_blocks=%s\nthinktime_blocks_type=issue\n' $((rate_iops / 10)) ;;
    *) printf 'ioengine=libaio\nfilename=/dev/@disk@\nramp_time=%s\n' "$ramp" ;;
  esac
  case $1 in
    bandwidth)  printf 'rw=randread\nbs=1m\niodepth=4\n' ;;
    latency)    printf 'rw=randread\nbs=512\niodepth=1\n' ;;
    *)          printf 'rw=randread\nbs=512\niodepth=32\n' ;;
  esac
}

runtime() { [ "$1" = idle ] && echo $((ramp + seconds + slack)) || echo $((seconds + slack)); }

# limit WORKLOAD: what QEMU may read from the host's disk, a second.
limit() {
  case $1 in
    iops)      iops=$rate_iops bytes=0 ;;
    bandwidth) iops=0 bytes=$rate_bytes ;;
    *)         iops=0 bytes=0 ;;
  esac
  if [ -e "$cgroup/io.max" ]; then
    echo "$host_disk riops=$(or_max $iops) rbps=$(or_max $bytes)" > "$cgroup/io.max"
  else
    echo "$host_disk $iops" > "$cgroup/blkio.throttle.read_iops_device"
    echo "$host_disk $bytes" > "$cgroup/blkio.throttle.read_bps_device"
  fi
}
or_max() { [ "$1" = 0 ] && echo max || echo "$1"; }

# observe DIR: count for the window.
observe() {
  case $format in text) flag= name=txt ;; csv) flag=-x, name=csv ;; json) flag=-j name=json ;; esac
  # Always as text: -x and -j do not say how long perf looked.
  usage > "$1/window.txt"
  perf stat -o "$1/perf-process.txt" -p "$qemu" -e "task-clock,context-switches$tsc" -- sleep $seconds &
  whole=$!
  perf stat $flag -o "$1/perf-threads.$name" --per-thread -p "$qemu" -e "$events" -- sleep $seconds &
  threads=$!
  # User or kernel: from samples of the running time, as the kernel's own split is taken at
  # its timer tick, with which a fixed rate may beat.
  perf record -q -B -N -o samples -p "$qemu" -e cpu-clock -F 499 -- sleep $seconds &
  recorder=$!
  S_TIME_FORMAT=ISO mpstat -P ALL -o JSON 1 $seconds > "$1/mpstat.json" &
  sampler=$!
  perf stat $flag -o "$1/perf-cpu.$name" -C "$cpu" -e "$events,duration_time" -- sleep $seconds
  for pid in $whole $threads $recorder $sampler; do wait $pid; done
  usage >> "$1/window.txt"
}

# run_alone DIR WORKLOAD: again where others had too much of the CPU, whatever was measured.
run_alone() {
  for attempt in 1 2 3; do
    rm -rf "$1"
    run "$1" "$2"
    share=$(foreign "$1")
    awk -v share="$share" -v most="$most_foreign" 'BEGIN { exit share > most }' && return
    complain "others had $share % of CPU $cpu in $2, attempt $attempt of 3"
  done
}

# run DIR WORKLOAD
run() {
  mkdir -p "$1"
  limit "$2"
  cat "$cgroup"/io.max "$cgroup"/blkio.throttle.read_*_device > "$1/throttle.txt" 2>/dev/null || :
  qmp query-blockstats > "$1/query-blockstats-before.json"
  say "run $2" "$(job "$2")" .
  expect control.log '^started' 30
  sleep "$ramp.5"     # fio itself takes a moment to start
  tasks > "$1/tasks-before.txt"
  observe "$1"
  # fio must not have ended before perf did.
  ! grep -q "^begin $2" control.log || { complain "fio ended inside the window of $2"; return 1; }
  tasks > "$1/tasks-after.txt"
  perf script -i samples -F comm,tid,ip > "$1/perf-script.txt"
  receive "$2" "$1"
  qmp query-blockstats > "$1/query-blockstats-after.json"
  limit none
}

# usage: the host's clock, and the ns that tasks, of all kinds, have had of each CPU.
usage() {
  echo "$(date +%s.%N) $(cat /sys/fs/cgroup/cpuacct/cpuacct.usage_percpu 2>/dev/null)"
}

# foreign DIR: what others had of the CPU between the two snapshots, in %. What a worker had
# that ended in between is lost, so it counts as others'; what it had before does not.
foreign() {
  awk -v column=$((cpu + 2)) '
    FILENAME ~ /window/ { used = $column - last; seconds = $1 - since; last = $column; since = $1; next }
    !/schedstat:/ { next }
    { task = $1; sub(/schedstat:.*/, "", task); sub(/.*schedstat:/, "") }
    FILENAME ~ /before/ { before[task] = $1; next }
    { qemu += $1 - before[task] }
    END { printf "%.1f\n", last == "" ? 0 : (used - qemu) / seconds / 1e7 }' \
    "$1/window.txt" "$1/tasks-before.txt" "$1/tasks-after.txt"
}

# tasks: QEMU's threads, with the names that QEMU gave them and the ns that each has run.
tasks() {
  (cd /proc/"$qemu"/task && grep -s . ./*/comm ./*/schedstat || :)
}

# describe DIR: the machine as it is now.
describe() {
  mkdir -p "$1/machine" "$1/guest"
  tr '\0' ' ' < /proc/"$qemu"/cmdline > "$1/machine/qemu-command.txt"
  for command in query-version query-cpus-fast query-iothreads; do
    qmp $command > "$1/machine/$command.json"
  done
  cat /proc/loadavg /proc/uptime > "$1/machine/load.txt"
  say show
  receive show "$1/guest"
  cp guest/versions.txt "$1/guest/"
}

# wait_for_quiet FILE: until the CPU is left alone. FILE gets, a try a line: time, busy share
# in % of this CPU and of the others together, share stolen by the host's host.
wait_for_quiet() {
  tries=$((patience_quiet / 3))
  while :; do
    busy=$(busy_shares)
    echo "$(date -u +%T) $busy" >> "$1"
    echo "$busy" | awk '{ exit !($1 <= 3 && $3 <= 5) }' && return
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { echo "not quiet after $patience_quiet s, measured all the same" >> "$1"; return; }
    sleep 1
  done
}

busy_shares() {
  { cat /proc/stat; sleep 2; cat /proc/stat; } | awk -v cpu="cpu$cpu" '
    /^cpu[0-9]/ {
      busy = $2 + $3 + $4 + $7 + $8; all = busy + $5 + $6 + $9
      part = $1 == cpu ? 1 : 2
      if ($1 in seen) { b[part] += busy - b0[$1]; a[part] += all - a0[$1]; stolen += $9 - s0[$1]; total += all - a0[$1] }
      seen[$1] = 1; b0[$1] = busy; a0[$1] = all; s0[$1] = $9
    }
    END { printf "%.1f %.1f %.1f\n", 100 * b[1] / a[1], (a[2] ? 100 * b[2] / a[2] : 0), 100 * stolen / total }'
}

# capture DIR: what the host says of itself.
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
  (cd "/sys/dev/block/$host_disk" && grep -rs . queue) > "$1/block-queue.txt" || :
  df --output=fstype,size disk.img > "$1/df.txt"
  { qemu-system-x86_64 --version | head -n 1; perf --version; mpstat -V | head -n 1; } > "$1/tools.txt"
  echo "$accel" > "$1/accelerator.txt"
  cp /proc/loadavg "$1/proc-loadavg.txt"
  cp /proc/interrupts "$1/proc-interrupts.txt"
}
