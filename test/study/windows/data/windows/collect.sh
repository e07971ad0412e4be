#!/bin/bash
# Two engines, one run each; in each run, windows of perf one after another, on two scopes.
set -e
for engine in psync libaio; do
  mkdir -p $engine; cd $engine
  fio --name=job --filename=../target --size=64M --direct=1 --rw=randread --bs=4k \
    --ioengine=$engine --iodepth=4 --rate_iops=400 --time_based --runtime=24 \
    --write_iops_log=fio --log_avg_msec=1000 \
    --output-format=json --output=fio.json &
  sleep 2
  pid=$(pgrep -n -x fio)
  for window in 1 2 3; do
    perf stat -C 0 -e context-switches,cpu-migrations,task-clock -o perf-cpu.$window.txt -- sleep 3 &
    perf stat -p $pid -e context-switches,cpu-migrations,task-clock -o perf-process.$window.txt -- sleep 3
    wait %2 2>/dev/null || true
  done
  for window in 4 5; do
    perf stat -C 0 -e msr/tsc/,page-faults,cycles,instructions -o perf-cpu.$window.txt -- sleep 3 &
    perf stat -p $pid -e msr/tsc/,page-faults,cycles,instructions -o perf-process.$window.txt -- sleep 3
    wait %2 2>/dev/null || true
  done
  wait
  cd ..
done
