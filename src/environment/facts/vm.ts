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
  return [...found, ...governor.slice(0, 1)]
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
    ostype: 'kernel-os',
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
  if (iothreads > 0) found.push({ key: 'vm-iothreads', value: String(iothreads), line: at.number })
  return found
}

function toQemuOptions(text: string): { name: string; value: string }[] {
  const option = /(?:^|\s)-([a-z][\w-]*)\s+('[^']*'|"[^"]*"|[^\s-]\S*)/g
  return [...text.matchAll(option)].map(([, name = '', value = '']) => ({
    name,
    value: value.replace(/^['"]|['"]$/g, ''),
  }))
}

function toQemuFacts(name: string, value: string): Omit<Found, 'line'>[] {
  const get = (key: string) => new RegExp(`(?:^|,)${key}=([^,]+)`).exec(value)?.[1]
  if (name === 'machine' || name === 'M')
    return [{ key: 'vm-machine', value: get('type') ?? value.split(',')[0] ?? '' }]
  if (name === 'cpu') return [{ key: 'vm-cpu', value: value.split(',')[0] ?? '' }]
  if (name === 'smp') return [{ key: 'vm-vcpus', value: get('cpus') ?? value.split(',')[0] ?? '' }]
  if (name === 'm') return [{ key: 'vm-memory', value: get('size') ?? value.split(',')[0] ?? '' }]
  if (name === 'drive' && get('if') !== 'pflash' && get('media') !== 'cdrom') {
    const set = ['format', 'cache', 'aio', 'discard', 'detect-zeroes', 'if'].flatMap(key =>
      get(key) ? `${key}=${get(key)}` : [],
    )
    return set.length === 0 ? [] : [{ key: 'vm-disk', subject: get('id'), value: set.join(',') }]
  }
  const controller =
    /^(virtio-scsi\S*?|virtio-blk\S*?|nvme|lsi\w*|pvscsi|megasas\w*|ich9-ahci|ahci)(?:,|$)/.exec(
      value,
    )?.[1]
  return name === 'device' && controller
    ? [{ key: 'vm-controller', value: controller, subject: get('id') }]
    : []
}

/** Attributes of libvirt's XML that a storage reader asks for; each stands on a line of its own. */
const elements: readonly [key: Found['key'], pattern: RegExp][] = [
  ['vm-machine', /<type [^>]*machine=['"](?<value>[^'"]+)/],
  ['vm-vcpus', /<vcpu\b[^>]*>(?<value>\d+)</],
  ['vm-memory', /<memory(?: unit=['"](?:KiB|k)['"])?>(?<value>\d+)</],
  ['vm-pinning', /<vcpupin vcpu=['"](?<subject>\d+)['"] cpuset=['"](?<value>[^'"]+)/],
  ['vm-pinning', /<emulatorpin cpuset=['"](?<value>[^'"]+)/],
  ['vm-iothreads', /<iothreads>(?<value>\d+)</],
  ['vm-cpu', /<cpu [^>]*mode=['"](?<value>[^'"]+)/],
  ['vm-cpu', /<model\b(?![^>]*type=)[^>]*>(?<value>[^<]+)</],
  ['vm-controller', /<controller type=['"]scsi['"][^>]*model=['"](?<value>[^'"]+)/],
]

export const parseLibvirt: FactParser = lines => {
  const found: Found[] = []
  let driver: { value: string; line: number } | undefined
  for (const { text, number } of lines) {
    found.push(...elements.flatMap(([key, pattern]) => toElement(key, pattern, text, number)))
    driver = toDriver(text, number) ?? driver
    const [, subject, bus] = /<target dev=['"](\w+)['"](?: bus=['"](\w+))?/.exec(text) ?? []
    if (subject === undefined || !driver) continue
    const value = bus === undefined ? driver.value : `bus=${bus},${driver.value}`
    found.push({ key: 'vm-disk', subject, value, line: driver.line })
    driver = undefined
  }
  return found
}

function toElement(key: Found['key'], pattern: RegExp, text: string, line: number): Found[] {
  const { value, subject } = pattern.exec(text)?.groups ?? {}
  if (value === undefined) return []
  if (key === 'vm-memory') return [{ key, value: `${Number(value) / 1024} MiB`, line }]
  if (key !== 'vm-pinning') return [{ key, value, subject, line }]
  return [{ key, value, subject: subject === undefined ? 'emulator' : `vCPU ${subject}`, line }]
}

function toDriver(text: string, line: number): { value: string; line: number } | undefined {
  const attributes = /<driver (name=['"]qemu['"][^/>]*)/.exec(text)?.[1]
  if (attributes === undefined) return undefined
  const set = [...attributes.matchAll(/(\w+)=['"]([^'"]*)['"]/g)].filter(([, key]) =>
    /^(?:type|cache|io|discard|iothread|queues)$/.test(key ?? ''),
  )
  return { value: set.map(([, key, value]) => `${key}=${value}`).join(','), line }
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
