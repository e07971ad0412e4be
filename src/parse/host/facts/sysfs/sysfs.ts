import type { Line } from '../../captures/capture.ts'
import type { FactParser, Found } from '../fact.ts'
import { toName } from '../lscpu.ts'
import { toQueueMaps } from './queue-maps.ts'

/** Files of sysfs by their path; the group `subject` says of which device. */
const files: readonly [key: Found['key'], path: RegExp, format?: (value: string) => string][] = [
  ['mitigation', /vulnerabilities\/(?<subject>\w+)$/],
  ['cpu-governor', /scaling_governor$/],
  ['cpu-driver', /scaling_driver$/],
  ['cpu-max-mhz', /cpuinfo_max_freq$/, toMhz],
  ['cpu-min-mhz', /cpuinfo_min_freq$/, toMhz],
  ['cpu-base-mhz', /cpufreq\/(?:policy\d+\/)?base_frequency$/, toMhz],
  ['cpu-policy', /scaling_max_freq$/, value => `at most ${toMhz(value)} MHz`],
  ['cpu-microcode', /microcode\/version$/],
  ['cpu-l3-groups', /cache\/index3\/shared_cpu_list$/],
  ['machine-vendor', /\/dmi\/id\/sys_vendor$/],
  ['machine-product', /\/dmi\/id\/product_name$/],
  ['board-vendor', /\/dmi\/id\/board_vendor$/],
  ['board-product', /\/dmi\/id\/board_name$/],
  ['bios-version', /\/dmi\/id\/bios_version$/],
  ['bios-date', /\/dmi\/id\/bios_date$/],
  ['nic-firmware', /infiniband\/(?<subject>\w+)\/fw_ver$/],
  ['nic-model', /infiniband\/(?<subject>\w+)\/hca_type$/],
  ['nic-part-number', /infiniband\/(?<subject>\w+)\/board_id$/],
  ['nic-speed', /infiniband\/(?<subject>\w+\/ports\/\d+)\/rate$/],
  [
    'nic-state',
    /infiniband\/(?<subject>\w+\/ports\/\d+)\/state$/,
    value => value.replace(/^\d+: /, ''),
  ],
  ['nic-link-layer', /infiniband\/(?<subject>\w+\/ports\/\d+)\/link_layer$/],
  ['disk-model', /(?:block|nvme)\/(?<subject>[\w-]+)\/(?:device\/)?model$/],
  ['disk-firmware', /(?:block|nvme)\/(?<subject>[\w-]+)\/(?:device\/)?(?:firmware_rev|rev)$/],
  [
    'disk-discard',
    /(?:(?<subject>[\w-]+)\/)?queue\/discard_max_bytes$/,
    value => (value === '0' ? 'no' : `up to ${value} B`),
  ],
  ['disk-address', /nvme\/(?<subject>nvme\d+)\/address$/],
  ['disk-transport', /nvme\/(?<subject>nvme\d+)\/transport$/],
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
export interface Entry {
  path: string
  value: string
  line: number
}

/** Parse `path:value` lines, as `grep -r . /sys/…` prints them. */
export const parseSysfs: FactParser = (lines, asked) => {
  const listed = lines.flatMap(({ text, number }): Entry[] => {
    const [, path = '', value = ''] =
      /^(\/?[\w./:@-]*\/[\w.@-]+?):(?!\d+\/)\s?(.*)$/.exec(text) ?? []
    const isSaid = path !== '' && value.trim() !== '' && !value.startsWith('<')
    return isSaid ? [{ path, value: value.trim(), line: number }] : []
  })
  const entries = listed.length > 0 ? listed : toEntry(lines, asked)
  return [
    ...mergeAlike(entries),
    ...toIdleStates(entries),
    ...toLinks(entries),
    ...toQueueMaps(entries),
  ]
}

/** What `cat` of one file says, which names the file only in the command. */
function toEntry(lines: Line[], path: string | undefined): Entry[] {
  const [only, ...more] = lines.filter(({ text }) => text.trim() !== '')
  if (!path?.startsWith('/sys/') || !only || more.length > 0) return []
  return [{ path, value: only.text.trim(), line: only.number }]
}

/** A link's speed and width are files of their own: `8.0 GT/s PCIe, Width x4`. */
function toLinks(entries: Entry[]): Found[] {
  return entries.flatMap(({ path, value, line }): Found[] => {
    const [, device, subject, which] =
      /^(.*?([\w:.-]+)(?:\/device)?)\/(current|max)_link_speed$/.exec(path) ?? []
    const width = entries.find(other => other.path === `${device}/${which}_link_width`)?.value
    if (device === undefined || width === undefined || !/^\d/.test(value)) return []
    const key = which === 'max' ? 'pci-link-capability' : 'pci-link-status'
    return [{ key, subject, value: `${value.replace(/ PCIe$/, '')}, Width x${width}`, line }]
  })
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
      /(?:(cpu\d+)\/)?cpuidle\/(state\d+)\/(name|disable|latency)$/.exec(path) ?? []
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
  const latencies = names.flatMap(({ value, state, cpu }) => {
    const own = files.find(
      other => other.cpu === cpu && other.state === state && other.file === 'latency',
    )
    return own ? { text: `${value} ${own.value} µs`, line: own.line } : []
  })
  const [latency] = latencies
  const states: Found = { key: 'cpu-idle-states', value: value.join(', '), line: first.line }
  if (!latency) return [states]
  const text = latencies.map(({ text }) => text).join(', ')
  return [states, { key: 'cpu-idle-latency', value: text, line: latency.line }]
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
