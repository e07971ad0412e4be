import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, pick, toPairs } from './fact.ts'

/** Parse `cpupower frequency-info` and `idle-info`. */
export const parseCpupower: FactParser = lines => {
  const found = pick(toPairs(lines), {
    driver: 'cpu-driver',
    'hardware limits': 'cpu-limits',
    'energy performance preference': 'cpu-energy-preference',
    'cpuidle driver': 'cpu-idle-driver',
    active: 'cpu-boost',
    'available idle states': 'cpu-idle-states',
  }).map(fact =>
    fact.key === 'cpu-boost'
      ? { ...fact, value: fact.value === 'yes' ? 'enabled' : 'disabled' }
      : fact,
  )
  const governor = lines.flatMap(({ text, number }): Found[] => {
    const value = /The governor "(\w+)"/.exec(text)?.[1]
    return value ? [{ key: 'cpu-governor', value, line: number }] : []
  })
  const policy = lines.flatMap(({ text, number }): Found[] => {
    const [, least, most] =
      /current policy: frequency should be within (\S+ \S+) and (\S+ [GMk]?Hz)/.exec(text) ?? []
    return least && most ? [{ key: 'cpu-policy', value: `${least} to ${most}`, line: number }] : []
  })
  return [...found, ...policy.slice(0, 1), ...governor.slice(0, 1), ...toLatencies(lines)]
}

/** `C6:` with `Latency: 133` below it, of `cpupower idle-info`. */
function toLatencies(lines: Line[]): Found[] {
  const said: string[] = []
  let state: string | undefined
  let first: number | undefined
  for (const { text, number } of lines) {
    const name = /^(\w[\w-]{0,30})(?: \(DISABLED\) ?)?:\s*$/.exec(text)?.[1]
    if (name !== undefined) state = name
    const latency = /^\s*Latency:\s*(\d+)/.exec(text)?.[1]
    if (!latency || !state) continue
    said.push(`${state} ${latency} µs`)
    first ??= number
  }
  return first === undefined
    ? []
    : [{ key: 'cpu-idle-latency', value: said.join(', '), line: first }]
}

export const parseTuned: FactParser = lines =>
  pick(toPairs(lines), { 'current active profile': 'tuned-profile' })

const packages =
  /^(?:proxmox-ve|pve-qemu-kvm|qemu-server|pve-kernel-[\d.]+|proxmox-kernel-[\d.]+|zfsutils-linux|libpve-storage-perl)$/

/** `pveversion`, of one line, and `pveversion -v`, a package a line. */
export const parsePveversion: FactParser = lines =>
  lines.flatMap(({ text, number }): Found[] => {
    const manager = /^pve-manager[/:]\s*([\d.-]+)/.exec(text)?.[1]
    const kernel = /running kernel: ([\w.-]+)/.exec(text)?.[1]
    const [, name = '', version = ''] = /^([\w.+-]+): (\S+)/.exec(text) ?? []
    return [
      ...(manager ? [{ key: 'vm-pve' as const, value: manager, line: number }] : []),
      ...(kernel ? [{ key: 'kernel-release' as const, value: kernel, line: number }] : []),
      ...(packages.test(name)
        ? [{ key: 'vm-package' as const, subject: name, value: version, line: number }]
        : []),
    ]
  })

/** Parse `qm config`; snapshots and pending changes are not what runs. */
export const parseQmConfig: FactParser = lines => {
  const end = lines.findIndex(({ text }) => /^\[/.test(text))
  const pairs = toPairs(end === -1 ? lines : lines.slice(0, end))
  const found = pick(pairs, {
    machine: 'vm-machine',
    cpu: 'vm-cpu',
    affinity: 'vm-pinning',
    scsihw: 'vm-controller',
    args: 'vm-arguments',
    ostype: 'vm-os',
  })
  for (const { label, value, line } of pairs) {
    if (label === 'memory') found.push({ key: 'vm-memory', value: `${value} MiB`, line })
    if (/^(?:scsi|virtio|sata|ide)\d+$/.test(label) && !/media=cdrom|^none/.test(value)) {
      found.push({
        key: 'vm-disk',
        subject: label,
        value: value.replace(/^[^,]*,?/, '') || 'no options',
        line,
      })
    }
    if (/^hostpci\d+$/.test(label))
      found.push({ key: 'vm-host-device', subject: label, value, line })
    if (/^net\d+$/.test(label))
      found.push({ key: 'vm-network', subject: label, value: value.replace(/=[^,]*,/, ', '), line })
  }
  const cores = pairs.find(({ label }) => label === 'cores')
  const sockets = Number(pairs.find(({ label }) => label === 'sockets')?.value ?? 1)
  if (cores)
    found.push({ key: 'vm-vcpus', value: String(Number(cores.value) * sockets), line: cores.line })
  return found
}

/** Parse the command line of a QEMU process, also where a mail program broke its lines. */
export const parseQemu: FactParser = lines => {
  const at = lines.find(({ text }) => /qemu|\bkvm\b/.test(text))
  if (!at) return []
  const text = lines.map(({ text }) => text.replace(/\\$/, '').trim()).join(' ')
  const options = toQemuOptions(text)
  const line = (value: string) =>
    lines.find(({ text }) => text.includes(value.split(/[\s,]/)[0] ?? value))?.number ?? at.number
  const found: Found[] = []
  let iothreads = 0
  for (const { name, value } of options) {
    if (name === 'object' && value.startsWith('iothread')) iothreads += 1
    found.push(...toQemuFacts(name, value).map(fact => ({ ...fact, line: line(value) })))
  }
  const bound = /\btaskset (?:-c|--cpu-list|-ac) (\S+)/.exec(text)?.[1]
  if (bound) found.push({ key: 'vm-pinning', value: bound, line: at.number })
  if (iothreads > 0) found.push({ key: 'vm-iothreads', value: String(iothreads), line: at.number })
  return found
}

function toQemuOptions(text: string): { name: string; value: string }[] {
  const option = /(?:^|\s)-([a-z][\w-]*)(?:\s+('[^']*'|"[^"]*"|[^\s-]\S*))?/g
  return [...text.matchAll(option)].map(([, name = '', value = '']) => ({
    name,
    value: value.replace(/^['"]|['"]$/g, ''),
  }))
}

type Get = (key: string) => string | undefined
type Told = Omit<Found, 'line'>

/** Options of one fact each: what they say, given their parts and the first of these. */
const qemuOptions: { [name: string]: (get: Get, first: string, value: string) => Told[] } = {
  machine: (get, first) => [{ key: 'vm-machine', value: get('type') ?? first }],
  M: (get, first) => [{ key: 'vm-machine', value: get('type') ?? first }],
  accel: (_get, _first, value) => [{ key: 'vm-accelerator', value }],
  'enable-kvm': () => [{ key: 'vm-accelerator', value: 'kvm' }],
  cpu: (_get, first) => [{ key: 'vm-cpu', value: first }],
  smp: (get, first) => [{ key: 'vm-vcpus', value: get('cpus') ?? first }],
  m: (get, first) => [{ key: 'vm-memory', value: toSize(get('size') ?? first) }],
  drive: toDriveFacts,
  blockdev: (_get, _first, value) => toBlockFacts(value),
  device: toControllerFacts,
}

function toQemuFacts(name: string, value: string): Told[] {
  const get = (key: string) => new RegExp(`(?:^|,)${key}=([^,]+)`).exec(value)?.[1]
  return qemuOptions[name]?.(get, value.split(',')[0] ?? '', value) ?? []
}

function toDriveFacts(get: Get): Told[] {
  if (get('if') === 'pflash' || get('media') === 'cdrom') return []
  const set = ['format', 'cache', 'aio', 'discard', 'detect-zeroes', 'if'].flatMap(key =>
    get(key) ? `${key}=${get(key)}` : [],
  )
  return set.length === 0 ? [] : [{ key: 'vm-disk', subject: get('id'), value: set.join(',') }]
}

const controllers =
  /^(?:virtio-scsi[\w-]*|virtio-blk[\w-]*|vhost-[\w-]*|nvme|lsi\w*|pvscsi|megasas[\w-]*|mptsas\w*|ich9-ahci|ahci|piix[34]-ide)$/

function toControllerFacts(get: Get, first: string): Told[] {
  if (!controllers.test(first)) return []
  const set = ['iothread', 'num-queues', 'num_queues', 'queue-size', 'packed'].flatMap(key =>
    get(key) ? `${key}=${get(key)}` : [],
  )
  return [{ key: 'vm-controller', value: [first, ...set].join(','), subject: get('id') }]
}

/** QEMU takes a number without a unit for MiB. */
function toSize(size = ''): string {
  return /^\d+$/.test(size) ? `${size} MiB` : size
}

/** `-blockdev driver=raw,node-name=x,…`, or the same as JSON. */
function toBlockFacts(value: string): Told[] {
  const pairs = [...value.matchAll(/"?([\w.-]+)"?\s*[:=]\s*"?([^",{}]+)/g)]
  const get = (key: string) => pairs.find(pair => pair[1] === key)?.[2]
  const set = ['driver', 'aio', 'cache.direct', 'direct', 'discard', 'detect-zeroes'].flatMap(
    key => (get(key) ? `${key}=${get(key)}` : []),
  )
  return set.length === 0
    ? []
    : [{ key: 'vm-disk', subject: get('node-name'), value: set.join(',') }]
}

/** The versions that our own script writes down, and others do behind a prompt. */
export const parseTools: FactParser = (lines: Line[]) =>
  lines.flatMap(({ text, number }): Found[] => {
    const fio = /^fio-(\d\S*)/.exec(text)?.[1]
    const perf = /^perf version (\S+)/.exec(text)?.[1]
    const sysstat = /^sysstat version (\S+)/.exec(text)?.[1]
    return [
      ...(fio ? [{ key: 'fio-version' as const, value: fio, line: number }] : []),
      ...(perf ? [{ key: 'perf-version' as const, value: perf, line: number }] : []),
      ...(sysstat ? [{ key: 'sysstat-version' as const, value: sysstat, line: number }] : []),
    ]
  })
