#!/bin/sh
# Marginal and idle cost from the raw files alone, for checking the pages:
#
#   ./slopes.sh CONTROLLER.AIO.IOTHREAD [iops|bandwidth] [EVENT]
#
# A line a round: of EVENT (default context-switches) of the back end, that is of all of
# QEMU's threads but the vCPU, the count a second at each load, and the least-squares line
# through them, each weighted by the inverse square of its count, as the study does (which takes
# the mean count over the rounds): slope (a read, or a MiB) and intercept (a second). Last line:
# mean over the rounds, with Student's 95 % interval where there are three or more.
set -eu
cell=$1 load=${2:-iops} event=${3:-context-switches}
data=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# point DIR: achieved rate of reads or MiB, count, both a second.
point() {
  vcpu=$(jq '.return[0]["thread-id"]' "$work/machine/query-cpus-fast.json")
  seconds=$(awk '/seconds time elapsed/ { print $1 }' "$1/perf-process.txt")
  count=$(awk -F, -v vcpu="-$vcpu\$" -v event="$event" '$1 !~ vcpu && $4 == event { sum += $2 } END { printf "%.6f", sum }' "$1/perf-threads.csv")
  # By bytes: total_ios lacks the reads that were in flight at the end.
  rate=0
  [ "${1##*/}" = waiting ] ||
    rate=$(jq '.jobs[0] | .read.io_bytes / .read.runtime * 1000 / (if ."job options".bs == "1m" then 1048576 else 512 end)' "$1/fio.json")
  echo "$rate $(awk -v c="$count" -v s="$seconds" 'BEGIN { print c / s }')"
}

for archive in "$data"/round-*/"$cell".tar.gz; do
  rm -rf "${work:?}"/*
  tar -xzf "$archive" -C "$work"
  round=${archive%/*}
  for folder in "$work/waiting" "$work/$load"-*; do point "$folder"; done | awk -v round="${round##*-}" '
    { w = 1 / $2 / $2; n += w; x += w * $1; y += w * $2; xx += w * $1 * $1; xy += w * $1 * $2; points = points " " $1 ":" $2 }
    END { slope = (n * xy - x * y) / (n * xx - x * x); printf "round %s slope %.6g intercept %.6g points%s\n", round, slope, (y - slope * x) / n, points }'
done | awk '
  { print; n++; s += $4; q += $4 * $4; i += $6 }
  END {
    split("0 12.706 4.303 3.182 2.776 2.571 2.447 2.365", t, " ")
    printf "mean of %d: slope %.6g, intercept %.6g", n, s / n, i / n
    if (n > 2) { sd = sqrt((q - s * s / n) / (n - 1)); printf ", slope +- %.3g (95 %%), sd %.3g", t[n] * sd / sqrt(n), sd }
    print ""
  }'
