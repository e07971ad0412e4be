import { type FactParser, type Found, type Pair, pick, toPairs } from './fact.ts'

/** Parse `/proc/cmdline`: the whole line, and each option of its own. */
export const parseCmdline: FactParser = lines => {
  const line = lines.find(({ text }) => /\S/.test(text) && !/^[#$]/.test(text))
  if (!line) return []
  // A long line may have been wrapped by a mail program.
  const rest = lines.filter(
    ({ number, text }) => number > line.number && /^[\w.]+(?:=\S*)?(?: |$)/.test(text),
  )
  const text = [line, ...rest].map(({ text }) => text.trim()).join(' ')
  const whole: Found = { key: 'kernel-command-line', value: text, line: line.number }
  return [whole, ...toOptions(text, line.number)]
}

/** Options that say where to boot from tell nothing about performance. */
const booting =
  /^(?:BOOT_IMAGE|root|ro|rw|quiet|splash|initrd|boot|rd\.lvm\S*|console|vt\.handoff|resume|rootflags|rootfstype|rhgb|LANG|crashkernel)$/

function toOptions(text: string, line: number): Found[] {
  const words = text.match(/(?:[^\s"]|"[^"]*")+/g) ?? []
  return words.flatMap(word => {
    const at = word.indexOf('=')
    const name = at === -1 ? word : word.slice(0, at)
    if (booting.test(name) || !/^[A-Za-z][\w.-]*$/.test(name)) return []
    return {
      key: 'kernel-option',
      subject: name,
      value: at === -1 ? 'set' : word.slice(at + 1),
      line,
    }
  })
}

export const parseOsRelease: FactParser = lines => {
  for (const { text, number } of lines) {
    const name = /^PRETTY_NAME=["']?([^"']+)/.exec(text)?.[1]
    if (name) return [{ key: 'kernel-os', value: name, line: number }]
  }
  const [name, version] = ['NAME', 'VERSION'].map(key =>
    lines.find(({ text }) => text.startsWith(`${key}=`)),
  )
  if (!name) return []
  const value = [name, version]
    .map(line => line?.text.replace(/^\w+=/, '').replaceAll('"', '') ?? '')
    .join(' ')
  return [{ key: 'kernel-os', value: value.trim(), line: name.number }]
}

/** `uname -a`, `uname -srvm` (without the host) and `/proc/version` alike. */
export const parseUname: FactParser = lines => {
  for (const { text, number } of lines) {
    const release = /^Linux (?:version )?(?:\S+ )??(\d+\.\d+\S*)/.exec(text)?.[1]
    if (release) return [{ key: 'kernel-release', value: release, line: number }]
  }
  return []
}

export const parseMeminfo: FactParser = lines => {
  const pairs = toPairs(lines).map(pair => ({
    ...pair,
    value: pair.value.replace(/^(\d+) kB$/, (_, kib) =>
      pair.label === 'memtotal' ? toGiB(Number(kib)) : `${kib} kB`,
    ),
  }))
  return pick(pairs, {
    memtotal: 'memory-total',
    hugepages_total: 'memory-huge-pages',
    hugepagesize: 'memory-huge-page-size',
  })
}

function toGiB(kib: number): string {
  return `${Math.round((kib / 1024 ** 2) * 10) / 10} GiB seen by the kernel`
}

export const parseCpuinfo: FactParser = lines => {
  const pairs = toPairs(lines)
  const processors = pairs.filter(
    ({ label, value }) => label === 'processor' && /^\d+$/.test(value),
  )
  const facts = pick(pairs, {
    'model name': 'cpu-model',
    microcode: 'cpu-microcode',
    cpu: 'cpu-model',
    'cpu model': 'cpu-model',
  })
  const [first] = processors
  if (first) facts.push({ key: 'cpu-count', value: String(processors.length), line: first.line })
  else facts.push(...pick(pairs, { '# processors': 'cpu-count' }))
  return [...facts, ...toSockets(pairs)]
}

/** Sockets by their numbers, threads a core by how many siblings a socket has and how many cores. */
function toSockets(pairs: Pair[]): Found[] {
  const [socket] = pairs.filter(({ label }) => label === 'physical id')
  const ids = new Set(pairs.flatMap(({ label, value }) => (label === 'physical id' ? value : [])))
  const siblings = pairs.find(({ label }) => label === 'siblings')
  const cores = pairs.find(({ label }) => label === 'cpu cores')
  const threads = Number(siblings?.value) / Number(cores?.value)
  return [
    ...(socket
      ? [{ key: 'cpu-sockets' as const, value: String(ids.size), line: socket.line }]
      : []),
    ...(siblings && Number.isInteger(threads) && threads > 0
      ? [{ key: 'smt-threads' as const, value: String(threads), line: siblings.line }]
      : []),
  ]
}

/** Devices whose interrupts matter to storage, and the CPUs that served any of them. */
const served =
  /(nvme\d+|mlx\d_\w+(?=\d*@)|virtio\d+|[\w-]+(?=-TxRx|-rx|-tx)|mpt\w+|megasas\w*|ahci|\b(?:eth\d+|en[opsx]\w+|ib\d+)\b)/

export const parseInterrupts: FactParser = lines => {
  const head = lines.find(({ text }) => /^\s+CPU\d+/.test(text))
  if (!head) return []
  const cpus = head.text
    .trim()
    .split(/\s+/)
    .map(name => name.replace('CPU', ''))
  const devices = new Map<string, { vectors: number; cpus: Set<string>; line: number }>()
  for (const { text, number } of lines) {
    const [, counts = '', what = ''] = /^\s*\d+:((?:\s+\d+)+)\s+(.*)$/.exec(text) ?? []
    const name = served.exec(what)?.[1]
    if (!name) continue
    const device = devices.get(name) ?? { vectors: 0, cpus: new Set<string>(), line: number }
    device.vectors += 1
    for (const [index, count] of counts.trim().split(/\s+/).entries()) {
      const cpu = cpus[index]
      if (count !== '0' && cpu !== undefined) device.cpus.add(cpu)
    }
    devices.set(name, device)
  }
  return [...devices].map(([subject, { vectors, cpus, line }]) => ({
    key: 'irq-cpus',
    subject,
    value: `${cpus.size === 0 ? 'none' : toRanges([...cpus].map(Number))} (${vectors} ${vectors === 1 ? 'vector' : 'vectors'})`,
    line,
  }))
}

/** `[0, 1, 2, 5]` is `0-2,5`, as the kernel writes lists of CPUs. */
export function toRanges(numbers: number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b)
  const ranges: [from: number, to: number][] = []
  for (const number of sorted) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',')
}

const sysctls =
  /^(kernel\.(?:numa_balancing|sched_\w+|nmi_watchdog|perf_event_paranoid|randomize_va_space|watchdog)|vm\.(?:swappiness|dirty_ratio|dirty_background_ratio|nr_hugepages|zone_reclaim_mode)|net\.core\.(?:[rw]mem_max|netdev_budget|busy_poll|busy_read|default_qdisc)|net\.ipv4\.tcp_(?:[rw]mem|congestion_control))\s*=\s*(.+)$/

export const parseSysctl: FactParser = lines =>
  lines.flatMap(({ text, number }): Found[] => {
    const [, subject, value] = sysctls.exec(text) ?? []
    return subject && value
      ? [{ key: 'kernel-sysctl', subject, value: value.trim(), line: number }]
      : []
  })

/** Parse `lsb_release -a`. */
export const parseLsbRelease: FactParser = lines =>
  pick(toPairs(lines), { description: 'kernel-os' })

/** Parse `hostnamectl`; its architecture is spelt as no other tool spells it. */
export const parseHostnamectl: FactParser = lines =>
  pick(toPairs(lines), {
    'operating system': 'kernel-os',
    kernel: 'kernel-release',
    virtualization: 'vm-hypervisor',
    'hardware vendor': 'machine-vendor',
    'hardware model': 'machine-product',
    'firmware version': 'bios-version',
  }).map(fact =>
    fact.key === 'kernel-release' ? { ...fact, value: fact.value.replace(/^Linux /, '') } : fact,
  )
