#!/bin/sh
# Capture what a Linux host says of itself, for the environment appendix of a technote.
#
#   sh capture.sh [--out FILE.tar.gz] [--sudo | --no-sudo]
#
# It only reads: no setting is changed, nothing is installed, nothing is sent anywhere.
# Any command may be absent; the capture then says so. Without --sudo or --no-sudo it asks
# before it uses sudo, and does without where nobody can be asked. The archive holds names,
# addresses and serial numbers: `technote build` takes them out of what it publishes.
set -u

out=technote-capture.tar.gz sudo=ask
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?--out needs a file}; shift ;;
    --sudo) sudo=yes ;;
    --no-sudo) sudo=no ;;
    -h|--help) echo 'usage: capture.sh [--out FILE.tar.gz] [--sudo | --no-sudo]'; exit 0 ;;
    *) echo "capture.sh: unexpected $1; see --help" >&2; exit 2 ;;
  esac
  shift
done

LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 077

# A bare root may lack even this.
null=/dev/null
[ -c $null ] || { null=${TMPDIR:-/tmp}/technote-null.$$; (set -C; : > "$null") || exit 1; }

has() { command -v "$1" >"$null" 2>&1; }

# Root sees what others do not: dmidecode, link state in lspci, the kernel's log.
as_root=
if [ "$(id -u 2>"$null" || echo 0)" != 0 ] && [ $sudo != no ] && has sudo; then
  if [ $sudo = ask ] && [ -t 2 ] && (: </dev/tty) 2>"$null"; then
    printf 'dmidecode, lspci -vvv, ethtool, dmesg, smartctl and nvme tell more to root. Use sudo for these? [y/N] ' >&2
    read -r answer </dev/tty || answer=
    case $answer in [yY]*) sudo=yes ;; esac
  fi
  [ $sudo = yes ] && as_root=sudo
fi

work=$(mktemp -d 2>"$null") || { work=${TMPDIR:-/tmp}/technote-capture.$$; mkdir "$work" || exit 1; }
trap 'rm -rf "$work" "${TMPDIR:-/tmp}/technote-null.$$"' EXIT
trap 'exit 1' HUP INT TERM
host=$work/host
mkdir "$host"

# A device that hangs must not keep the rest from being captured.
limit=
if has timeout; then
  if timeout 1 true >"$null" 2>&1; then limit='timeout 60'; else limit='timeout -t 60'; fi
fi

# take FILE COMMAND...: the command as a heading, then all that it says, up to 4 MB.
take() {
  file=$host/$1
  shift
  {
    echo "# $*"
    if has "$1"; then
      $limit "$@" 2>&1 <"$null" || :
    else
      echo "$1: command not found"
    fi
  } | head -c 4000000 > "$file"
}

# take_root: the same, as root where that was allowed.
take_root() {
  file=$1
  shift
  if [ -n "$as_root" ] && has "$1"; then
    { echo "# $*"; $limit sudo "$@" 2>&1 || :; } | head -c 4000000 > "$host/$file"
  else
    take "$file" "$@"
  fi
}

# read_files NAME PATH...: each readable file as PATH:VALUE, as grep -r prints it.
read_files() {
  file=$host/$1
  shift
  for path in "$@"; do
    [ -f "$path" ] && [ -r "$path" ] || continue
    value=$(head -c 4000 "$path" 2>"$null" | tr '\n' ' ') || continue
    [ -n "$value" ] && printf '%s:%s\n' "$path" "$value"
  done > "$file"
  [ -s "$file" ] || echo '(no such file or directory)' > "$file"
}

# copy NAME PATH: a file as it is.
copy() {
  if [ -r "$2" ]; then head -c 4000000 "$2" > "$host/$1" 2>"$null"; else echo "$2: No such file or directory" > "$host/$1"; fi
}

echo 'capturing ...' >&2
take uname.txt uname -srvm
copy os-release.txt /etc/os-release
copy proc-cmdline.txt /proc/cmdline
copy proc-version.txt /proc/version
copy proc-cpuinfo.txt /proc/cpuinfo
copy proc-meminfo.txt /proc/meminfo
copy proc-interrupts.txt /proc/interrupts
copy proc-loadavg.txt /proc/loadavg
take lscpu.txt lscpu
take lscpu-e.txt lscpu -e
# Its sockets, nodes and caches as a tree, with what hangs where.
if has lstopo-no-graphics || ! has lstopo; then lstopo=lstopo-no-graphics; else lstopo=lstopo; fi
take lstopo.txt $lstopo --of console
take_root dmidecode.txt dmidecode
take_root lspci-vvv.txt lspci -vvv
take numactl-H.txt numactl -H
take_root rdmsr-0x1a4.txt rdmsr -a 0x1a4
take_root dmesg.txt dmesg
take sysctl-a.txt sysctl -a

cpu=/sys/devices/system/cpu
read_files sys-vulnerabilities.txt $cpu/vulnerabilities/*
read_files sys-cpufreq.txt $cpu/cpu0/cpufreq/* $cpu/cpufreq/boost $cpu/intel_pstate/* $cpu/amd_pstate/* $cpu/cpu[0-9]*/cpufreq/scaling_governor
read_files sys-cpuidle.txt $cpu/cpuidle/* $cpu/cpu0/cpuidle/state*/*
read_files sys-microcode.txt $cpu/cpu0/microcode/version
read_files sys-dmi.txt /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_name /sys/class/dmi/id/board_vendor /sys/class/dmi/id/board_name /sys/class/dmi/id/bios_version /sys/class/dmi/id/bios_date
read_files sys-smt.txt $cpu/smt/* $cpu/online $cpu/isolated $cpu/cpu[0-9]*/topology/thread_siblings_list
read_files sys-numa.txt /sys/devices/system/node/node*/cpulist /sys/class/net/*/device/numa_node /sys/class/nvme/*/device/numa_node /sys/block/*/device/numa_node
read_files sys-memory.txt /sys/kernel/mm/transparent_hugepage/enabled /sys/kernel/mm/hugepages/*/nr_hugepages
read_files sys-block-queue.txt /sys/block/[!lrz]*/queue/*
read_files sys-clocksource.txt /sys/devices/system/clocksource/clocksource0/*
read_files sys-irq-affinity.txt /proc/irq/[0-9]*/smp_affinity_list /proc/irq/[0-9]*/effective_affinity_list
read_files sys-queues.txt /sys/block/[!lrz]*/mq/[0-9]*/cpu_list /sys/class/net/*/queues/tx-*/xps_cpus /sys/class/net/*/queues/rx-*/rps_cpus
read_files sys-links.txt /sys/class/net/*/device/current_link_* /sys/class/net/*/device/max_link_* /sys/class/nvme/*/device/current_link_* /sys/class/nvme/*/device/max_link_*
read_files sys-nvme.txt /sys/class/nvme/*/address /sys/class/nvme/*/model /sys/class/nvme/*/firmware_rev /sys/class/nvme/*/transport
take cpupower-frequency.txt cpupower frequency-info
take cpupower-idle.txt cpupower idle-info
take tuned.txt tuned-adm active

take ip-link.txt ip -d -s link
take ip-addr.txt ip addr
for path in /sys/class/net/*; do
  name=${path##*/}
  # Only what has a device behind it: bridges and taps have nothing to say.
  [ -e "$path/device" ] || continue
  take_root "ethtool-$name.txt" ethtool "$name"
  for flag in i k c g l a S; do take_root "ethtool-$flag-$name.txt" ethtool -$flag "$name"; done
  take_root "ethtool-fec-$name.txt" ethtool --show-fec "$name"
done

take lsblk.txt lsblk -b -o NAME,TYPE,SIZE,ROTA,SCHED,RQ-SIZE,RA,MODEL
take lsblk-t.txt lsblk -t
take_root nvme-list.txt nvme list
take_root nvme-list-subsys.txt nvme list-subsys
for path in /sys/class/nvme/nvme[0-9]*; do
  name=${path##*/}
  [ -e "$path" ] || continue
  take_root "nvme-id-ctrl-$name.txt" nvme id-ctrl "/dev/$name"
  take_root "nvme-smart-log-$name.txt" nvme smart-log "/dev/$name"
done
for path in /sys/block/[!lrz]*; do
  name=${path##*/}
  [ -e "$path/device" ] || continue
  # A disk that sleeps is left asleep.
  take_root "smartctl-$name.txt" smartctl -n standby -a "/dev/$name"
done
take lsscsi.txt lsscsi -t
take_root multipath.txt multipath -ll
take_root iscsiadm.txt iscsiadm -m session -P 3

take pveversion.txt pveversion -v
if has qm; then
  for id in $(qm list 2>"$null" | awk 'NR > 1 { print $1 }'); do take_root "qm-config-$id.txt" qm config "$id"; done
else
  take qm-config.txt qm config
fi
ps ax -o args 2>"$null" | grep -E '(qemu-system|qemu-kvm|/kvm) ' | grep -v grep > "$host/qemu.txt" || echo '(no such process: no QEMU runs)' > "$host/qemu.txt"
if has virsh; then
  for name in $(virsh list --name 2>"$null"); do take_root "virsh-dumpxml-$name.txt" virsh dumpxml "$name"; done
else
  take virsh-dumpxml.txt virsh dumpxml
fi
{
  for tool in fio perf; do if has $tool; then $tool --version 2>&1; else echo "$tool: command not found"; fi; done
  if has mpstat; then mpstat -V 2>&1 | head -n 1; else echo 'mpstat: command not found'; fi
} > "$host/tools.txt"

if ! has tar || ! has gzip; then
  trap - EXIT
  echo "capture.sh: tar or gzip is missing; the captures are in $host" >&2
  exit 1
fi
# Made in the fresh folder and moved: a link that somebody planted at its place is not followed.
(cd "$work" && tar -cf - host | gzip -9 > part) && mv -f "$work/part" "$out" || exit 1
echo "$out" >&2
