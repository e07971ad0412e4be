# What lab.sh and pilot.sh need before they measure. Read by both, with work, out, cpu and
# accel set; leaves the shell in the work folder, with the array mounted and running there.

here=$lab/../../qemu-controllers/lab   # the guest, the virtual machine, the controllers
loads='idle waiting iops-125 iops-250 iops-500 bandwidth-20 bandwidth-80 latency saturation'
stack_loads='iops-500 bandwidth-80'   # call stacks of the first in odd rounds, of the second in even ones
seconds=4           # what perf and mpstat see of each load
sample_seconds=2    # and perf's sampling, behind that
stack_seconds=3     # and of the load that call stacks are recorded of
ramp=1              # fio's warm-up, not counted by fio
slack=2             # how much longer fio runs than perf looks
service_us=200      # how long the array takes for a read, at least
patience=60         # for a guest to boot
patience_quiet=6    # for the machine to become quiet
patience_others=2   # for others to leave QEMU's CPU before a window
most_foreign=20     # % of QEMU's CPU that others may have in a window before it is listed
make_job=job        # what writes fio's job

fail() { echo "${0##*/}: $*" >&2; exit 1; }

for tool in qemu-system-x86_64 perf mpstat taskset chrt tar awk gcc pkg-config fusermount3; do
  command -v $tool >/dev/null || fail "$tool is missing; on Debian: apt-get install qemu-system-x86 linux-perf sysstat gcc pkg-config libfuse3-dev fuse3"
done
perf stat -C "$cpu" -e context-switches true >/dev/null 2>&1 ||
  fail "perf may not count on CPU $cpu; run as root, or set kernel.perf_event_paranoid to -1"
[ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ] || fail "needs two CPUs: one for QEMU, the other for the tools and the array"

# A cgroup of QEMU alone, to tell its CPU time from others'.
if [ -d /sys/fs/cgroup/cpuacct ]; then
  cgroup=/sys/fs/cgroup/cpuacct/technote-$$              # cgroup v1
else
  cgroup=/sys/fs/cgroup/technote-$$                      # cgroup v2
fi

# The tools, and this script, stay off the CPU that QEMU has, and go first on theirs. All of
# them and QEMU count for so much that the kernel leaves other work to the other CPU.
renice -n -10 -p $$ >/dev/null
[ ! -e /proc/$$/autogroup ] || echo -20 > /proc/$$/autogroup
tool_cpus=$(awk -v c="$cpu" '/^processor/ && $3 != c { list = list sep $3; sep = "," } END { print list }' /proc/cpuinfo)
taskset -pc "$tool_cpus" $$ >/dev/null

out=$(mkdir -p "$out" && cd "$out" && pwd)
mkdir -p "$work"
cd "$work"          # so that QEMU's command line holds no path of this machine
[ -e guest/initramfs.cpio ] && [ guest/initramfs.cpio -nt "$here/guest-init" ] || "$here/build-guest.sh" . > build-guest.log 2>&1 ||
  fail "the guest could not be built; see build-guest.log in the work folder"
make_tool() {
  [ "$1" -nt "$lab/$1.c" ] || gcc -O2 -D_FILE_OFFSET_BITS=64 -o "$1" "$lab/$1.c" $(pkg-config --cflags --libs fuse3)
}
make_tool array
make_tool probe

# Only events that exist here: those that do not would fill the files.
events=
for event in task-clock context-switches cpu-migrations page-faults cycles:u cycles:k instructions:u instructions:k msr/tsc/; do
  ! perf stat -x, -e $event true 2>&1 | grep -q '^[0-9]' || events=$events${events:+,}$event
done
tsc=
case $events in *msr/tsc/) tsc=,msr/tsc/ ;; esac

. "$here/machine.sh"
. "$here/measure.sh"    # of which: describe, wait_for_quiet, capture
. "$lab/measure.sh"     # the rest, anew

# What follows the guest's modules on its kernel's command line is for the kernel: it keeps its
# tick, since a guest that lets it sleep only while idle does other work at a load than at none.
kernel_options=nohz=off
controller_field() {
  awk -v name="$1" -v options="$kernel_options" '$1 == name { $1 = $1; $2 = $2 "\t" options; print }' "$here/controllers.txt" |
    cut -d' ' -f"$2" | tr '\t' ' '
}

qemu= combination=- round=0
complain() {
  echo "${0##*/}: $combination, round $round: $*" >&2
  printf '%s\t%s\t%s\t%s\n' "$(date -u +%FT%TZ)" "$round" "$combination" "$*" >> "$out/faults.tsv"
}

# The array, and a block device over it: of a file system QEMU cannot ask what alignment it
# needs, takes 4096, and then leaves 512 B reads to its worker threads, whatever `aio` says.
# The kernel's unbound workers, of which the loop device has one, stay off QEMU's CPU too.
mkdir "$cgroup"
mkdir -p array.mnt
! fusermount3 -uqz array.mnt || echo "unmounted what an interrupted call had left" >&2
chrt -f 5 ./array array.mnt 2> array.log & array=$!
loop=
workers=/sys/devices/virtual/workqueue/cpumask
worker_cpus=$(cat $workers)
cleanup() {
  stop_machine
  [ -z "$loop" ] || losetup -d "$loop"
  echo "$worker_cpus" > $workers
  kill $array; wait $array || :
  rmdir "$cgroup"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
until [ -e array.mnt/limit ]; do sleep 0.1; kill -0 $array || fail "the array does not start: $(cat array.log)"; done
taskset -c "$tool_cpus" awk '/^Cpus_allowed:/ { print $2 }' /proc/self/status > $workers
loop=$(losetup --find --show --direct-io=on array.mnt/disk.img)
echo none > "/sys/block/${loop##*/}/queue/scheduler"
ln -sf "$loop" disk.img
host_disk=$(cat "/sys/block/${loop##*/}/dev")

# KVM where a guest boots on it; it opens on some machines where guests then hang.
if [ -z "$accel" ]; then
  accel=tcg,thread=multi
  if [ -w /dev/kvm ] && (accel=kvm out=. patience=20; start_machine virtio-blk native off; status=$?; stop_machine; exit $status) 2>/dev/null; then
    accel=kvm
  fi
fi
