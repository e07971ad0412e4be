#!/bin/sh
# What perf's task-clock and msr/tsc/ say of a thread whose work is known: ./tsc.sh [CPU]
# Prints a line a run: instruments, switches, then ms: worked, the kernel's CPU time, task-clock,
# msr/tsc/ at the TSC's rate. `lab` are the events and sessions of lab.sh's windows.
# As root; the CPU should have nothing else to do.
set -eu
cpu=${1:-1}
lab=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
gcc -O2 -o tsc "$lab/tsc.c"
events=task-clock,context-switches,cpu-migrations,page-faults,msr/tsc/

echo 'instruments switches worked kernel task-clock tsc'
for try in 1 2 3; do
  for switches in 0 1000 5000 20000; do
    for instruments in none one lab; do
      # At real-time priority: a switch is then the thread's own.
      chrt -f 1 ./tsc "$cpu" $switches 1 > said & thread=$!
      until grep -q ' T ' /proc/$thread/stat; do sleep 0.05; done
      sessions=
      case $instruments in
        one) perf stat -x, -o counts --per-thread -e task-clock,msr/tsc/ -p $thread & sessions=$! ;;
        lab)
          perf stat -x, -o counts --per-thread -e $events -p $thread & sessions=$!
          perf stat -x, -o whole -e task-clock,context-switches,msr/tsc/ -p $thread & sessions="$sessions $!"
          perf stat -x, -o cpu -C "$cpu" -e $events,duration_time & sessions="$sessions $!"
          perf record -q -B -N -o samples -e cpu-clock -F 499 -p $thread & sessions="$sessions $!" ;;
      esac
      sleep 0.7
      kill -CONT $thread
      wait $thread
      [ -z "$sessions" ] || { kill -INT $sessions; wait $sessions || :; }
      [ $instruments != none ] || printf 'a,,,task-clock\na,,,msr/tsc/\n' > counts
      awk -v instruments=$instruments '
        NR == FNR { for (i = 1; i < NF; i += 2) said[$i] = $(i + 1); next }
        { split($0, field, ",") }
        field[4] == "task-clock" { clock = field[2] }
        field[4] == "msr/tsc/" { tsc = field[2] }
        END {
          printf "%s %d %.2f %.2f %s %s\n", instruments, said["switches"], said["worked_tsc"] / said["ghz"] / 1e6,
            said["cpu_ns"] / 1e6, clock == "" ? "-" : clock, tsc == "" ? "-" : sprintf("%.2f", tsc / said["ghz"] / 1e6)
        }' said counts
    done
  done
done
