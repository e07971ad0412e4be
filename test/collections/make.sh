#!/bin/bash
# Make the collections beside this script: small results of fio and perf as people bring them.
#   bash test/collections/make.sh [NAME …]      all of them where no name is given
# Needs fio, perf, Linux and a CPU that little else uses; takes about 20 minutes. Every job is on a
# file in memory, so what the disk does is in none of them; a held rate or a think time makes each
# I/O wait, hence a switch.
# A collection is a folder: results/ as a person would bring it, COMMANDS with the versions and
# what was run, and expected.tsv, which expected.awk computes from the raw files alone.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=/dev/shm/technote-collections
file=$work/file
cpu=${CPU:-0}
events=context-switches,task-clock,page-faults
export LC_ALL=C
declare -A asked=()
for name in "$@"; do asked[$name]=1; done
mkdir -p $work
fio --name=prepare --filename=$file --size=16m --rw=write --bs=1m --output=/dev/null

# begin NAME: start a collection; false where others were asked for
begin() {
  [ $# -eq 0 ] && return 1
  [ ${#asked[@]} -gt 0 ] && [ -z "${asked[$1]:-}" ] && return 1
  dir=$here/$1
  rm -rf "$dir"
  mkdir -p "$dir/results"
  cd "$dir/results" || exit 1
  shown=
  printf '%s, %s, Linux %s; one CPU\n' "$(fio --version)" "$(perf --version)" "$(uname -r)" > "$dir/COMMANDS"
  printf 'run\tway\tcount\tlow\tvalue\thigh\n' > "$dir/expected.tsv"
  echo "$1"
}
# run COMMAND: keep the first two of each collection in COMMANDS, and run it on one CPU
run() {
  shown=x$shown
  [ ${#shown} -le 2 ] && echo "$1" | sed "s|$file|FILE|g" >> ../COMMANDS
  taskset -c $cpu bash -c "$1"
}
# expect WAY RUN FIO PERF [VARIABLE=…]: what each event costs, from the raw files
expect() {
  local way=$1 name=$2 fio=$3 perf=${4:-}
  shift $(($# < 4 ? $# : 4))
  awk -v way=$way -v run=$name "${@/#/-v}" -f "$here/expected.awk" $fio $perf >> ../expected.tsv
}

# pack DIR…: archives in place of folders, as collectors leave them
pack() {
  for folder in "$@"; do
    (cd $folder && tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -c * | gzip -n) > $folder.tar.gz
    rm -r $folder
    sed -i "s|^$folder/|$folder.tar.gz/|" ../expected.tsv
  done
}

read="--name=read --filename=$file --size=16m --rw=randread --bs=4k"
kind() { # the options of each kind of job, for an engine
  case $1 in
    time) echo "$read --ioengine=$2 --thinktime=800 --time_based --runtime=5" ;;
    size) echo "$read --ioengine=$2 --rate_iops=800" ;;
    ramp) echo "$read --ioengine=$2 --rate_iops=700 --time_based --ramp_time=2 --runtime=5" ;;
    jobs) echo "$read --ioengine=$2 --rate_iops=200 --numjobs=4 --time_based --runtime=5 ${3:-}" ;;
    stonewall) echo "--filename=$file --size=16m --bs=4k --ioengine=$2 --rate_iops=600 --time_based --runtime=3 --name=randread --rw=randread --name=randwrite --stonewall --rw=randwrite" ;;
    client) echo "--client=127.0.0.1 ../job-$2.fio" ;;
  esac
}
job_file() { # for --client: the server reads options from a file
  printf '[read]\nfilename=%s\nsize=16m\nrw=randread\nbs=4k\nioengine=%s\nrate_iops=800\ntime_based\nruntime=5\n' $file $1 > ../job-$1.fio
}

# perf starts fio: as text, -x and -j, each over six kinds of jobs
declare -A style=([text]="" [x]="-x," [j]="-j")
declare -A ext=([text]=txt [x]=csv [j]=json)
for format in text x j; do
  for kind in time size ramp jobs stonewall client; do
    begin starts-$format-$kind || continue
    engines='psync posixaio'
    extra=
    [ $format = j ] && extra=--group_reporting
    if [ $kind = client ]; then
      for engine in $engines; do job_file $engine; done
      taskset -c $cpu fio --server=127.0.0.1 --daemonize=$work/pid > /dev/null
      sleep 1
    fi
    for n in 1 2 3; do
      for engine in $engines; do
        options=$(kind $kind $engine "$extra")
        case $format-$kind in
          x-time|x-jobs) # fio's own text
            mkdir -p rep$n/$engine
            f=rep$n/$engine/fio.txt p=rep$n/$engine/perf.csv
            run "perf stat -x, -e $events -o $p fio $options > $f" ;;
          text-time|text-jobs) # what perf counts when it is asked for nothing, on standard error
            mkdir -p $engine/run$n
            f=$engine/run$n/fio.json p=$engine/run$n/perf.txt
            run "perf stat fio $options --output-format=json --output=$f 2> $p" ;;
          text-*)
            f=$engine-$n.json p=$engine-$n.perf.txt
            run "perf stat -e $events -o $p fio $options --output-format=json > $f" ;;
          x-size|x-ramp|x-stonewall)
            f=$engine-r$n.json p=$engine-r$n.csv
            run "perf stat -x, -e $events fio $options --output-format=json --output=$f 2> $p" ;;
          *)
            mkdir -p rep$n/$engine
            f=rep$n/$engine/fio.json p=rep$n/$engine/perf.${ext[$format]}
            run "perf stat ${style[$format]} -e $events -o $p fio $options --output-format=json --output=$f" ;;
        esac
        case $kind in
          client) expect refused $f $f $p ;;
          ramp) expect ramp $f $f $p rate=700 ramp=2 ;;
          *) expect whole $f $f $p ;;
        esac
      done
    done
    [ $kind = client ] && kill "$(cat $work/pid)" && rm -f ../job-*.fio
    case $format-$kind in
      text-jobs) pack $engines ;;
      x-jobs|x-client|j-jobs|j-stonewall) pack rep1 rep2 rep3 ;;
    esac
  done
done

# beside OPTIONS REPORT PERF: fio runs, two seconds later perf counts it
beside() {
  local format=--output-format=json
  case $2 in *.txt) format= ;; esac
  run "fio $1 $format --output=$2 & sleep 2; $3; wait"
}
asynchronous() { [ $1 = io_uring ] && echo --force_async=1; } # what is in memory would never wait
pids="\$(pgrep -d, -f '^fio --name=read --filename=$file')"
held() { echo "$read --ioengine=$1 $(asynchronous $1) --rate_iops=${2:-800} --time_based --runtime=7"; }

begin beside-p-text && for n in 1 2 3; do for e in psync posixaio; do
  mkdir -p $e/$n; f=$e/$n/fio.json p=$e/$n/perf.txt
  beside "$(held $e)" $f "perf stat -e $events -o $p -p $pids -- sleep 4"
  expect inside $f $f $p
done; done
begin beside-p-j && for n in 1 2 3; do for e in psync posixaio; do
  f=$e.$n.txt p=$e.$n.perf.json
  beside "$(held $e)" $f "perf stat -j -e $events -o $p -p $pids -- sleep 4"
  expect inside $f $f $p
done; done
begin beside-a && for n in 1 2 3; do for e in psync posixaio; do
  mkdir -p $e-run$n; f=$e-run$n/fio.json p=$e-run$n/system.txt
  beside "$(held $e)" $f "perf stat -a -e $events -o $p -- sleep 4"
  expect inside $f $f $p
done; done
begin beside-a-x && for n in 1 2 3; do for e in psync posixaio; do
  mkdir -p $e-run$n; f=$e-run$n/fio.txt p=$e-run$n/system.csv
  beside "$(held $e)" $f "perf stat -a -x, -e $events -- sleep 4 2> $p"
  expect inside $f $f $p
done; done
begin beside-C && for n in 1 2 3; do for e in psync posixaio; do
  mkdir -p $e/r$n; f=$e/r$n/fio.json p=$e/r$n/cpu.csv
  beside "$(held $e)" $f "perf stat -C $cpu -x, -e $events -o $p -- sleep 4"
  expect inside $f $f $p
done; done
# intervals until fio ends, which takes perf with it; of engines whose cost is steady inside a run
begin beside-I && for n in 1 2 3; do for e in posixaio io_uring; do
  mkdir -p $e/r$n; f=$e/r$n/fio.json p=$e/r$n/perf.csv
  beside "$(held $e)" $f "perf stat -I 500 -x, -e $events -o $p -p $pids"
  expect intervals $f $f $p
done; done
begin starts-I-ramp && for n in 1 2 3; do for e in posixaio io_uring; do
  mkdir -p $e/r$n; f=$e/r$n/fio.json p=$e/r$n/perf.txt
  run "perf stat -I 500 -e $events -o $p fio $(kind ramp $e) $(asynchronous $e) --output-format=json --output=$f"
  expect intervals $f $f $p rate=700 ramp=2
done; done
# a rate so low that the process uses less than a tenth of a CPU
begin held-low && for n in 1 2 3 4; do for rate in 150 400; do
  f=rate$rate-$n.json p=rate$rate-$n.csv
  beside "$(held posixaio $rate)" $f "perf stat -x, -e $events -o $p -p $pids -- sleep 4"
  expect inside $f $f $p
done; done
# before and after a change that no option of fio tells: the scheduling class
begin ab-tree && for n in 1 2 3; do for side in before after; do for w in randread randwrite; do
  mkdir -p $side; f=$side/${w}_4k_run$n.json p=$side/${w}_4k_run$n.txt
  with=; [ $side = after ] && with='chrt --batch 0 '
  run "${with}perf stat -e $events -o $p fio --name=$w --filename=$file --size=16m --rw=$w --bs=4k --ioengine=posixaio --rate_iops=800 --time_based --runtime=5 --output-format=json --output=$f"
  expect whole $f $f $p
done; done; done
# names that say nothing, and a sheet that says all
begin sheet && {
  echo path,engine,repeat > runs.csv
  at=0
  for n in 1 2 3; do for e in psync posixaio; do
    at=$((at + 1)); d=20261122-08$((10 + at)); mkdir -p $d; f=$d/out.json p=$d/perf.out
    run "perf stat -e $events -o $p fio $read --ioengine=$e --rate_iops=800 --time_based --runtime=5 --output-format=json --output=$f"
    echo $d,$e,$n >> runs.csv
    expect whole $f $f $p
  done; done
}
# two sizes of block, json without bins, no perf
begin json-plain && for n in 1 2 3; do for bs in 4k 64k; do
  mkdir -p bs$bs; f=bs$bs/r$n.json
  run "fio --name=read --filename=$file --size=16m --rw=randread --bs=$bs --ioengine=psync --rate_iops=800 --time_based --runtime=2 --output-format=json --output=$f"
done; done
# all that was printed in one file: perf's counts behind fio's own text
begin one-log && for n in 1 2 3; do for e in psync posixaio; do
  f=$e-$n.log
  run "perf stat fio $read --ioengine=$e --rate_iops=800 --time_based --runtime=5 > $f 2>&1"
  expect whole $f $f
done; done
# fio is killed by perf's user: the report of one run is not there
begin lost-report && for n in 1 2 3; do for e in psync posixaio; do
  mkdir -p $e/$n; f=$e/$n/fio.json p=$e/$n/perf.txt
  run "perf stat -e $events -o $p fio $read --ioengine=$e --rate_iops=800 --time_based --runtime=5 --output-format=json --output=$f"
  [ $e-$n = posixaio-2 ] && head -c 700 $f > cut && mv cut $f && continue
  expect whole $f $f $p
done; done
rm -rf $work
