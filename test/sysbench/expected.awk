# Numbers of a report of `sysbench fileio`, and of the perf beside it, from their words alone:
# run, IOPS, B/s, mean latency in s (- where fsync is in it), p99 in s, switches per I/O.
BEGIN { OFS = "\t"; CONVFMT = OFMT = "%.12g" }
FNR == 1 { latency = 0 }
/reads\/s:/ { reads = $2 }
/writes\/s:/ { writes = $2 }
/fsyncs\/s:/ { fsyncs = $2 }
/read, MiB\/s:/ { mib = $3 }
/written, MiB\/s:/ { mib += $3 }
/total time:/ { sub(/s$/, "", $3); seconds = $3 }
/total number of events:/ { events = $5 }
/99th percentile:/ { p99 = $3 / 1000 }
/ sum:/ {
  ios = events * (reads + writes) / (reads + writes + fsyncs)
  run = FILENAME
  sub(/^study\//, "", run)
  sub(/\/sysbench.txt$/, "", run)
  perf = FILENAME
  sub(/sysbench.txt$/, "perf.txt", perf)
  while ((getline line < perf) > 0) if (line ~ /context-switches/) { split(line, part, " "); switches = part[1] }
  close(perf)
  mean = fsyncs > 0 ? "-" : $2 / 1000 / events
  print run, ios / seconds, ios * 4096 / seconds, mean, (fsyncs > 0 || p99 == 0) ? "-" : p99, switches / ios
}
