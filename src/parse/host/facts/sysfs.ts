import type { FactParser, Found } from './fact.ts'
import { toName } from './lscpu.ts'

/** Files of sysfs by their path; the group `subject` says of which device. */
const files: readonly [key: Found['key'], path: RegExp, format?: (value: string) => string][] = [
  ['mitigation', /vulnerabilities\/(?<subject>\w+)$/],
  ['cpu-governor', /scaling_governor$/],
  ['cpu-driver', /scaling_driver$/],
  ['cpu-max-mhz', /cpuinfo_max_freq$/, toMhz],
  ['cpu-min-mhz', /cpuinfo_min_freq$/, toMhz],
  [
    'cpu-boost',
    /(?:cpufreq\/(?:policy\d+\/)?boost|cpufreq\/boost)$/,
    value => (value === '1' ? 'enabled' : 'disabled'),
  ],
  ['cpu-boost', /intel_pstate\/no_turbo$/, value => (value === '0' ? 'enabled' : 'disabled')],
  ['cpu-energy-preference', /energy_performance_preference$/],
  ['cpu-idle-driver', /cpuidle\/current_driver$/],
  ['smt-control', /smt\/control$/],
  ['smt-siblings', /(?<subject>cpu\d+)\/topology\/thread_siblings_list$/],
  ['cpu-online', /cpu\/online$/],
  ['numa-cpus', /node\/(?<subject>node\d+)\/cpulist$/],
  [
    'pci-numa-node',
    /(?:devices\/|net\/|block\/|nvme\/|devices\/.*\/)(?<subject>[\w:.-]+)(?:\/device)?\/numa_node$/,
  ],
  ['kernel-clocksource', /current_clocksource$/],
  ['memory-transparent-huge-pages', /transparent_hugepage\/enabled$/, toActive],
  ['memory-huge-pages', /hugepages-(?<subject>\w+)\/nr_hugepages$/],
  ['irq-affinity', /irq\/(?<subject>\d+)\/(?:smp_affinity_list|effective_affinity_list)$/],
  ['disk-scheduler', /(?:(?<subject>[\w-]+)\/)?queue\/scheduler$/, toActive],
  ['disk-queue-size', /(?:(?<subject>[\w-]+)\/)?queue\/nr_requests$/],
  ['disk-read-ahead', /(?:(?<subject>[\w-]+)\/)?queue\/read_ahead_kb$/, value => `${value} KiB`],
  [
    'disk-rotational',
    /(?:(?<subject>[\w-]+)\/)?queue\/rotational$/,
    value => (value === '0' ? 'no' : 'yes'),
  ],
]
const settings =
  /(?:(?<subject>[\w-]+)\/)?queue\/(?<name>wbt_lat_usec|nomerges|rq_affinity|write_cache|io_poll|max_sectors_kb|logical_block_size|physical_block_size)$/

/** A file of sysfs and what it says. */
interface Entry {
  path: string
  value: string
  line: number
}

/** Parse `path:value` lines, as `grep -r . /sys/…` prints them. */
export const parseSysfs: FactParser = lines => {
  const entries = lines.flatMap(({ text, number }): Entry[] => {
    const [, path = '', value = ''] =
      /^(\/?[\w./:@-]*\/[\w.@-]+?):(?!\d+\/)\s?(.*)$/.exec(text) ?? []
    const isSaid = path !== '' && value.trim() !== '' && !value.startsWith('<')
    return isSaid ? [{ path, value: value.trim(), line: number }] : []
  })
  return [...mergeAlike(entries), ...toIdleStates(entries)]
}

/** What all CPUs say alike is said once; where they differ, each value. */
function mergeAlike(entries: Entry[]): Found[] {
  const merged = new Map<string, { found: Found; values: Set<string> }>()
  for (const { path, value, line } of entries) {
    const found = toFound(path, value, line)
    if (!found) continue
    const id = `${found.key} ${found.subject}`
    const known = merged.get(id) ?? { found, values: new Set<string>() }
    merged.set(id, { ...known, values: known.values.add(found.value) })
  }
  return [...merged.values()].map(({ found, values }) => ({
    ...found,
    value: [...values].join(', '),
  }))
}

/** The states of the first CPU, and which of them are disabled. */
function toIdleStates(entries: Entry[]): Found[] {
  const files = entries.flatMap(({ path, value, line }) => {
    const [, cpu, state, file] =
      /(?:(cpu\d+)\/)?cpuidle\/(state\d+)\/(name|disable)$/.exec(path) ?? []
    return state === undefined ? [] : { cpu, state, file, value, line }
  })
  const names = files.filter(({ file, cpu }) => file === 'name' && cpu === files[0]?.cpu)
  const [first] = names
  if (!first) return []
  const value = names.map(({ value, state, cpu }) => {
    const isOff = files.some(
      other =>
        other.cpu === cpu &&
        other.state === state &&
        other.file === 'disable' &&
        other.value === '1',
    )
    return isOff ? `${value} (disabled)` : value
  })
  return [{ key: 'cpu-idle-states', value: value.join(', '), line: first.line }]
}

function toFound(path: string, value: string, line: number): Found | undefined {
  const setting = settings.exec(path)?.groups
  if (setting) {
    const { subject, name = '' } = setting
    return { key: 'disk-setting', subject: [subject, name].filter(Boolean).join(' '), value, line }
  }
  for (const [key, pattern, format] of files) {
    const match = pattern.exec(path)
    if (!match) continue
    const subject = match.groups?.subject
    if (key === 'pci-numa-node' && value === '-1') return undefined
    return {
      key,
      subject: subject && (key === 'mitigation' ? toName(subject) : subject),
      value: format?.(value) ?? value,
      line,
    }
  }
  return undefined
}

/** `none [mq-deadline] kyber` means mq-deadline. */
function toActive(value: string): string {
  return /\[([\w-]+)\]/.exec(value)?.[1] ?? value
}

function toMhz(khz: string): string {
  return String(Number(khz) / 1000)
}
