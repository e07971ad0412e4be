import { type FactParser, type Found } from './fact.ts'
import { toName } from './lscpu.ts'

/** Files of sysfs by their path; the group `subject` says of which device. */
const files: readonly [key: Found['key'], path: RegExp, format?: (value: string) => string][] = [
  ['mitigation', /vulnerabilities\/(?<subject>\w+)$/],
  ['cpu-governor', /scaling_governor$/],
  ['cpu-driver', /scaling_driver$/],
  ['cpu-max-mhz', /cpuinfo_max_freq$/, toMhz],
  ['cpu-min-mhz', /cpuinfo_min_freq$/, toMhz],
  ['cpu-boost', /(?:cpufreq\/(?:policy\d+\/)?boost|cpufreq\/boost)$/, value => (value === '1' ? 'enabled' : 'disabled')],
  ['cpu-boost', /intel_pstate\/no_turbo$/, value => (value === '0' ? 'enabled' : 'disabled')],
  ['cpu-energy-preference', /energy_performance_preference$/],
  ['cpu-idle-driver', /cpuidle\/current_driver$/],
  ['smt-control', /smt\/control$/],
  ['smt-siblings', /(?<subject>cpu\d+)\/topology\/thread_siblings_list$/],
  ['cpu-online', /cpu\/online$/],
  ['numa-cpus', /node\/(?<subject>node\d+)\/cpulist$/],
  ['pci-numa-node', /(?:devices\/|net\/|block\/|nvme\/|devices\/.*\/)(?<subject>[\w:.-]+)(?:\/device)?\/numa_node$/],
  ['kernel-clocksource', /current_clocksource$/],
  ['memory-transparent-huge-pages', /transparent_hugepage\/enabled$/, toActive],
  ['memory-huge-pages', /hugepages-(?<subject>\w+)\/nr_hugepages$/],
  ['irq-affinity', /irq\/(?<subject>\d+)\/(?:smp_affinity_list|effective_affinity_list)$/],
  ['disk-scheduler', /(?:(?<subject>[\w-]+)\/)?queue\/scheduler$/, toActive],
  ['disk-queue-size', /(?:(?<subject>[\w-]+)\/)?queue\/nr_requests$/],
  ['disk-read-ahead', /(?:(?<subject>[\w-]+)\/)?queue\/read_ahead_kb$/, value => `${value} KiB`],
  ['disk-rotational', /(?:(?<subject>[\w-]+)\/)?queue\/rotational$/, value => (value === '0' ? 'no' : 'yes')],
]
const settings = /(?:(?<subject>[\w-]+)\/)?queue\/(?<name>wbt_lat_usec|nomerges|rq_affinity|write_cache|io_poll|max_sectors_kb|logical_block_size|physical_block_size)$/

/** Parse `path:value` lines, as `grep -r . /sys/…` prints them. Settings of all CPUs alike are said once. */
export const parseSysfs: FactParser = lines => {
  const values = new Map<string, { found: Found; values: Set<string> }>()
  const states: { name: string; line: number; cpu: string; isOff?: boolean; path: string }[] = []
  for (const { text, number } of lines) {
    const [, path = '', value = ''] = /^(\/?[\w./:@-]*\/[\w.@-]+?):(?!\d+\/)\s?(.*)$/.exec(text) ?? []
    if (path === '' || value.trim() === '' || value.startsWith('<')) continue
    const idle = /(?:(cpu\d+)\/)?cpuidle\/(state\d+)\/(name|disable)$/.exec(path)
    if (idle) {
      const [, cpu = '', state = '', file] = idle
      if (file === 'name') states.push({ name: value.trim(), line: number, cpu, path: state })
      const known = states.find(item => item.cpu === cpu && item.path === state)
      if (file === 'disable' && value.trim() === '1' && known) known.isOff = true
      continue
    }
    const found = toFound(path, value.trim(), number)
    if (!found) continue
    const id = `${found.key} ${found.subject}`
    const known = values.get(id)
    if (known) known.values.add(found.value)
    else values.set(id, { found, values: new Set([found.value]) })
  }
  const facts = [...values.values()].map(({ found, values }) => ({ ...found, value: [...values].join(', ') }))
  const [first] = states
  if (!first) return facts
  const own = states.filter(({ cpu }) => cpu === first.cpu)
  const value = own.map(({ name, isOff }) => (isOff ? `${name} (disabled)` : name)).join(', ')
  return [...facts, { key: 'cpu-idle-states', value, line: first.line }]
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
    return { key, subject: subject && (key === 'mitigation' ? toName(subject) : subject), value: format?.(value) ?? value, line }
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
