# What an I/O costs, from the raw files of one run: fio's JSON (or text), then perf's output.
#   awk -v way=whole -v run=NAME -f expected.awk fio.json perf.txt
# way is how perf looked at fio, which the one who ran both knows:
#   whole      perf started fio: count ÷ all I/Os; below, the same without perf's other seconds
#   ramp       the same with a ramp, whose I/Os a held rate tells
#   inside     perf looked for a while inside the run: (count ÷ its seconds) ÷ (I/Os ÷ fio's)
#   intervals  the same of perf's intervals that lie inside, whenever in its second perf began
#   refused    perf counted something else than what did the work
# Prints, for each event: run, way, event, lowest, expected and highest cost. A figure of few digits
# widens the bounds by half of its last digit.
function moment(text, word) { # Mon Nov 30 02:57:46 2026
  split(text, word, /[ :]+/)
  return mktime(word[7] " " (index("JanFebMarAprMayJunJulAugSepOctNovDec", word[2]) + 2) / 3 " " word[3] " " word[4] " " word[5] " " word[6])
}
function add(event, count) { if (count ~ /^[0-9.]+$/) counts[event] += count }
function key(text, value) {
  value = text; sub(/^[^:]*: */, "", value); gsub(/[",]/, "", value); return value
}
# fio's JSON, a key a line; fio adds up the clients once more
FNR == NR && /^ *"(read|write|trim)" : \{/ { split($0, part, "\""); direction = part[2] }
FNR == NR && /^ *"(sync|job_runtime|usr_cpu)"/ { direction = "" }
FNR == NR && /^ *"jobname"/ { isSum = ($0 ~ /All clients/) }
FNR == NR && /^ *"groupid"/ { group = key($0) }
FNR == NR && direction != "" && /^ *"total_ios"/ && !isSum { ios += key($0) }
FNR == NR && direction != "" && /^ *"runtime" : [0-9]/ && !isSum {
  if (key($0) + 0 > longest[group]) longest[group] = key($0) + 0
}
# fio's text
FNR == NR && /groupid=[0-9]/ { match($0, /groupid=[0-9]+/); group = substr($0, RSTART + 8, RLENGTH - 8) }
FNR == NR && /^ *(read|write): IOPS=/ {
  match($0, /\/[0-9]+msec/); ms = substr($0, RSTART + 1, RLENGTH - 5) + 0
  if (ms > longest[group]) longest[group] = ms
}
FNR == NR && /issued rwts: total=/ { match($0, /total=[0-9,]+/); n = split(substr($0, RSTART + 6, RLENGTH - 6), part, ","); ios += part[1] + part[2] + part[3] }

# when fio wrote its report, and perf began: to the second, in the zone that the report shows
FNR == NR && /^ *"timestamp(_ms)?" : / { written = /_ms/ ? key($0) / 1000 : (written ? written : key($0)) }
FNR == NR && /^ *"time" : / { split($0, part, "\""); local = moment(part[4]) }
/^# started on / { begun = moment(substr($0, 14)) }
# perf's intervals, in order
/^ *[0-9]+\.[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][ ,]/ && !/seconds/ {
  if (split($0, field, ",") >= 4 && field[4] ~ /^[a-z-]+$/) { time = field[1] + 0; value = field[2]; event = field[4] }
  else { split($0, word, " "); time = word[1] + 0; value = word[2]; gsub(",", "", value); event = word[3] == "msec" ? word[4] : word[3] }
  if (intervals == 0 || time != ends[intervals]) ends[++intervals] = time
  amount[event, intervals] = value
  next
}
# perf's JSON
/^\{.*"counter-value"/ {
  match($0, /"counter-value" : "[^"]*/); value = substr($0, RSTART + 19, RLENGTH - 19)
  match($0, /"event" : "[^"]*/); event = substr($0, RSTART + 11, RLENGTH - 11)
  add(event, value)
  if (event == "task-clock" && match($0, /"metric-value" : [0-9.]+/)) utilized = substr($0, RSTART + 17, RLENGTH - 17)
  if (match($0, /"event-runtime" : [0-9]+/)) runtime = substr($0, RSTART + 18, RLENGTH - 18)
  next
}
# perf's CSV
/^[0-9.]+,[a-z]*,[a-z-]+,[0-9]+,/ {
  split($0, field, ","); add(field[3], field[1])
  if (field[7] ~ /CPUs utilized/) utilized = field[6]
  next
}
# perf's text
/^ +[0-9][0-9,.]* +(msec +)?[a-z-]+ +(#|$)/ && !/seconds/ {
  value = $1; gsub(",", "", value); event = $2 == "msec" ? $3 : $2; add(event, value)
}
/seconds time elapsed/ { elapsed = $1 }

function show(event, low, value, high, scale) {
  scale = event ~ /clock/ ? 0.001 : 1
  printf "%s\t%s\t%s\t%.9g\t%.9g\t%.9g\n", run, way, event, low * scale, value * scale, high * scale
}
END {
  # groups of jobs follow one another
  for (group in longest) total += longest[group] / 1000
  spread = 0
  if (elapsed == "" && utilized > 0) {
    elapsed = counts["task-clock"] / 1000 / utilized
    # three decimals in CSV, six in JSON
    spread = 0.5 / 10 ^ (length(utilized) - index(utilized, ".")) / utilized
  }
  n = split("context-switches task-clock page-faults", order, " ")
  for (at = 1; at <= n; at++) {
    event = order[at]
    if (way == "intervals") {
      # those whose middle lies in fio's run, wherever in its second perf began
      end = written - (begun - (local - int(written))); seconds = inside = 0
      for (n_th = 1; n_th <= intervals; n_th++) {
        from = n_th == 1 ? 0 : ends[n_th - 1]; middle = (from + ends[n_th]) / 2
        if (middle < end - total || middle > end - 1) continue
        seconds += ends[n_th] - from; inside += amount[event, n_th]
      }
      value = inside / seconds / (ios / total)
      show(event, value, value, value)
      continue
    }
    if (!(event in counts)) continue
    if (way == "refused") { printf "%s\t%s\t%s\t\t\t\n", run, way, event; continue }
    if (way == "whole") {
      value = counts[event] / ios
      show(event, value * total / (elapsed * (1 + spread)), value, value)
    }
    if (way == "ramp") {
      value = counts[event] / (rate * (ramp + total))
      show(event, value * (ramp + total) / (elapsed * (1 + spread)), value, value)
    }
    if (way == "inside") {
      value = counts[event] / elapsed / (ios / total)
      show(event, value * (1 - spread), value, value * (1 + spread))
    }
  }
}
