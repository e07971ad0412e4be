#!/bin/sh
# The pilot's tables from its folders: ./pilot-tables.sh DIR, as pilot.sh left it.
set -eu
cd "$1"

# one RUN: rate (IO/s), then of the back end, a second: switches and ms of CPU by perf, M of TSC;
# then by /proc: switches and ms of the back end, and ms of the whole of QEMU; others' share.
one() {
  vcpu=$(jq '.return[0]["thread-id"]' "$1/query-cpus-fast.json")
  rate=$(jq '.jobs[0].read | .total_ios / .runtime * 1000' "$1/fio.json" 2>/dev/null || echo 0)
  awk -v vcpu="$vcpu" -v rate="$rate" -v share="$(cat "$1/foreign.txt")" '
    FILENAME ~ /perf-process/ { if (/seconds time elapsed/) perf = $1; next }
    FILENAME ~ /window/ { window = $1 - since; since = $1; qemu = $3 - used; used = $3; next }
    FILENAME ~ /perf-threads/ {
      split($0, field, ",")
      if (field[1] !~ "-" vcpu "$" && field[2] ~ /^[0-9]/) { event = field[4]; sum[event] += field[2] }
      next
    }
    !/schedstat|ctxt/ { next }
    { split($0, path, "/"); if (path[2] == vcpu) next; value = $0; sub(/.*(schedstat:|switches:[ \t]*)/, "", value)
      sign = FILENAME ~ /before/ ? -1 : 1
      if (/schedstat/) ns += sign * value; else switches += sign * value }
    END {
      printf "%.1f %s %s %s %.1f %.3f %.1f %s\n", rate,
        perf ? sprintf("%.1f", sum["context-switches"] / perf) : "-",
        perf ? sprintf("%.3f", sum["task-clock"] / perf) : "-",
        perf ? sprintf("%.3f", sum["msr/tsc/"] / perf / 1e6) : "-",
        switches / window, ns / window / 1e6, qemu / window / 1e6, share
    }' $(ls "$1"/perf-process.txt "$1"/perf-threads.csv 2>/dev/null) "$1/window.txt" "$1/tasks-before.txt" "$1/tasks-after.txt"
}

# several NAME: mean and coefficient of variation of each column over the runs NAME.1, NAME.2, ...
several() {
  for run in "$1".*; do one "$run"; done | awk -v name="${1#*/}" '
    { for (i = 1; i <= NF; i++) { n[i] += $i != "-"; s[i] += $i; q[i] += $i * $i; each[i] = each[i] (NR > 1 ? ", " : "") $i } columns = NF }
    END {
      printf "%s", name
      for (i = 1; i < columns; i++) {
        if (!n[i]) { printf "\t-"; continue }
        mean = s[i] / n[i]; variance = n[i] > 1 ? (q[i] - n[i] * mean * mean) / (n[i] - 1) : 0
        printf "\t%.4g (%.1f %%)", mean, mean ? 100 * sqrt(variance > 0 ? variance : 0) / mean : 0
      }
      printf "\t%s\n", each[columns]
    }'
}

head='	IO/s	switches/s	task-clock ms/s	TSC M/s	switches/s, /proc	ms/s, /proc	QEMU ms/s	others %'
echo "holder$head"
for holder in idle array kernel qemu guest guest-without-disk; do several "holders/$holder"; done
echo
echo "instruments$head"
for instruments in none stat stat+samples; do several "perf/$instruments"; done
echo
echo 'combination	load	IO/s or MiB/s'
for run in most/*; do
  jq -r --arg run "${run#most/}" '$run + "\t" + (.jobs[0] | .jobname) + "\t" + (.jobs[0].read | if .bw > 20000 then .bw / 1024 else .iops end | tostring)' "$run/fio.json"
done
