# The virtual machine: start it, talk to it, stop it. Read by lab.sh, in its work folder.
# The guest answers into control.log, QEMU itself (QMP) into qmp.log.

# start_machine CONTROLLER AIO IOTHREAD
start_machine() {
  devices=$(controller_field "$1" 3-)
  modules=$(controller_field "$1" 2)
  thread=
  [ "$3" = off ] || thread=,iothread=iothread0
  rm -f control.in control.out qmp.in qmp.out
  mkfifo control.in control.out qmp.in qmp.out
  : > control.log
  : > qmp.log
  cat control.out >> control.log & control_reader=$!
  cat qmp.out >> qmp.log & qmp_reader=$!
  exec 3<> qmp.in 4<> control.in
  set -- qemu-system-x86_64 -nodefaults -no-user-config -display none -name bench,debug-threads=on \
    -machine pc,usb=off -accel "$accel" -smp 1 -m 384 \
    -kernel guest/vmlinuz -initrd guest/initramfs.cpio \
    -append "console=ttyS0 quiet panic=-1 mitigations=off nokaslr tsc=reliable modules=$modules" \
    -no-reboot -serial file:console.log -chardev pipe,id=control,path=control -serial chardev:control \
    -chardev pipe,id=qmp,path=qmp -mon chardev=qmp,mode=control \
    -drive "if=none,id=disk,file=disk.img,format=raw,cache=none,aio=$2,detect-zeroes=off"
  case $accel in kvm*) set -- "$@" -cpu host ;; esac
  [ -z "$thread" ] || set -- "$@" -object iothread,id=iothread0
  for device in $devices; do
    set -- "$@" -device "$(echo "$device" | sed "s/@/$thread/")"
  done
  # A process that puts itself into the cgroup and then becomes QEMU, at the usual priority.
  sh -c 'echo $$ > "$1/cgroup.procs"; shift; exec "$@"' sh "$cgroup" \
    nice -n 10 taskset -c "$cpu" "$@" 3<&- 4<&- > qemu.log 2>&1 &
  qemu=$!
  expect control.log '^ready' "$patience" || return 1
  qmp qmp_capabilities > /dev/null
  # The guest's clock, to the second's beginning.
  sleep "$(date +%N | awk '{ printf "%.3f", 1 - $1 / 1e9 }')"
  say "clock $(date +%s)"
  expect control.log '^set' 10
}

stop_machine() {
  [ -n "$qemu" ] || return 0
  kill "$qemu" 2>/dev/null || :
  wait "$qemu" 2>/dev/null || :
  kill "$control_reader" "$qmp_reader" 2>/dev/null || :
  qemu=
}

# say LINE...: a command to the guest; its answer begins an empty log.
say() {
  : > control.log
  printf '%s\n' "$@" >&4
}

# expect LOG PATTERN SECONDS: wait for a line, as long as QEMU lives.
expect() {
  left=$(($3 * 10))
  until grep -q "$2" "$1"; do
    [ $left -gt 0 ] || { complain "waited $3 s for $2"; return 1; }
    kill -0 "$qemu" 2>/dev/null || { complain "QEMU ended: $(tail -n 1 qemu.log)"; return 1; }
    sleep 0.1
    left=$((left - 1))
  done
}

# receive NAME DIR: unpack what the guest sent.
receive() {
  expect control.log "^end $1 " 60 || return 1
  tr -d '\r' < control.log | sed -n "/^begin $1\$/,/^end $1 /p" | sed "1d; \$d" | base64 -d | tar -xz -C "$2"
  grep -q "^end $1 0" control.log || { complain "fio failed in the guest: $(tail -n 1 "$2/fio.log")"; return 1; }
}

# qmp COMMAND: QEMU's answer, one line of JSON.
qmp() {
  : > qmp.log
  printf '{"execute": "%s"}\n' "$1" >&3
  expect qmp.log '"return"' 10 || return 1
  grep '"return"' qmp.log | tr -d '\r'
}

# controller_field CONTROLLER FIELDS: from controllers.txt.
controller_field() {
  awk -v name="$1" '$1 == name { $1 = $1; print }' "$here/controllers.txt" | cut -d' ' -f"$2"
}
