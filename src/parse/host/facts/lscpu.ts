import type { Line } from '../captures/capture.ts'
import {
  type FactParser,
  type Found,
  isUnknown,
  type LabelTable,
  type Pair,
  toPairs,
} from './fact.ts'
import { isLscpuTable, parseLscpuTable } from './lscpu-table.ts'

/** Labels as lscpu writes them, and as its translations do; these are never complete. */
const labels: LabelTable = {
  architecture: 'cpu-architecture',
  architektur: 'cpu-architecture',
  архитектура: 'cpu-architecture',
  架构: 'cpu-architecture',
  'cpu(s)': 'cpu-count',
  cpu: 'cpu-count',
  'processeur(s)': 'cpu-count',
  'on-line cpu(s) list': 'cpu-online',
  'liste der online-cpu(s)': 'cpu-online',
  'liste de processeur(s) en ligne': 'cpu-online',
  '在线 cpu 列表': 'cpu-online',
  'model name': 'cpu-model',
  modellname: 'cpu-model',
  'nom de modèle': 'cpu-model',
  'имя модели': 'cpu-model',
  型号名称: 'cpu-model',
  'socket(s)': 'cpu-sockets',
  sockel: 'cpu-sockets',
  сокетов: 'cpu-sockets',
  座: 'cpu-sockets',
  'core(s) per socket': 'cpu-cores-per-socket',
  'core(s) per cluster': 'cpu-cores-per-socket',
  'kern(e) pro sockel': 'cpu-cores-per-socket',
  'cœur(s) par socket': 'cpu-cores-per-socket',
  'ядер на сокет': 'cpu-cores-per-socket',
  每个座的核数: 'cpu-cores-per-socket',
  'thread(s) per core': 'smt-threads',
  'thread(s) pro kern': 'smt-threads',
  'thread(s) par cœur': 'smt-threads',
  'потоков на ядро': 'smt-threads',
  每个核的线程数: 'smt-threads',
  'cpu mhz': 'cpu-mhz',
  'cpu мгц': 'cpu-mhz',
  'cpu dynamic mhz': 'cpu-mhz',
  'cpu max mhz': 'cpu-max-mhz',
  'maximale taktfrequenz der cpu': 'cpu-max-mhz',
  'vitesse maximale du processeur en mhz': 'cpu-max-mhz',
  'cpu 最大 mhz': 'cpu-max-mhz',
  'cpu min mhz': 'cpu-min-mhz',
  'minimale taktfrequenz der cpu': 'cpu-min-mhz',
  'vitesse minimale du processeur en mhz': 'cpu-min-mhz',
  'cpu 最小 mhz': 'cpu-min-mhz',
  'frequency boost': 'cpu-boost',
  übertaktung: 'cpu-boost',
  'microcode version': 'cpu-microcode',
  virtualization: 'vm-virtualization',
  virtualisation: 'vm-virtualization',
  виртуализация: 'vm-virtualization',
  虚拟化: 'vm-virtualization',
  'hypervisor vendor': 'vm-hypervisor',
  'numa node(s)': 'numa-nodes',
  'numa 节点': 'numa-nodes',
}

const caches: LabelTable = { l1d: 'cpu-l1d', l1i: 'cpu-l1i', l2: 'cpu-l2', l3: 'cpu-l3' }

/**
 * Parse lscpu in its three layouts and as JSON. Before util-linux 2.34 a cache's size is that
 * of one instance, since then of all of them together: the value says which.
 */
export const parseLscpu: FactParser = lines => {
  if (isLscpuTable(lines)) return parseLscpuTable(lines)
  const pairs = isJson(lines) ? toJsonPairs(lines) : toPairs(lines).filter(isLabel)
  const isSum = pairs.some(
    pair =>
      /instance/.test(pair.value) ||
      /caches \(sum/.test(pair.label) ||
      /(?:KiB|MiB)/.test(pair.value),
  )
  const seen = new Set<string>()
  return pairs.flatMap(pair => {
    const found = toFound(pair, isSum)
    const id = `${found?.key} ${found?.subject}`
    // Hybrid CPUs say some labels once for each kind of core; the first is kept, models all.
    if (!found || (seen.has(id) && found.key !== 'cpu-model')) return []
    seen.add(id)
    return found
  })
}

/**
 * A table or a hex dump below the listing has colons too, and no CPU has no thread. Packagers
 * call an architecture `arm64` or `amd64`, and hostnamectl `x86-64`: lscpu says it in other words.
 */
function isLabel({ label, value }: Pair): boolean {
  if (label === 'architecture' && /^(?:arm64|amd64|x86-64)$/.test(value)) return false
  return !/^[#\d]/.test(label) && !(label === 'thread(s) per core' && value === '0')
}

function toFound(pair: Pair, isSum: boolean): Found | undefined {
  const { label, value, line } = pair
  if (isUnknown(value)) return undefined
  const key = labels[label]
  if (key === 'cpu-max-mhz' || key === 'cpu-min-mhz' || key === 'cpu-mhz')
    return { key, value: value.replace(',', '.'), line }
  if (key !== undefined) return { key, value, line }
  // Newer layouts list them below a heading, without the word.
  const isMitigation = /^(?:Not affected|Mitigation|Vulnerable|KVM: |Unknown: )/.test(value)
  const vulnerability = /^vulnerability (.+)$/.exec(label)?.[1] ?? (isMitigation && label)
  if (vulnerability) return { key: 'mitigation', subject: toName(vulnerability), value, line }
  const node = /^numa[ -].*?node(\d+)|^numa(?:[^\d]*)(\d+)/.exec(label)
  if (node && /^[\d,-]+$/.test(value))
    return { key: 'numa-cpus', subject: `node${node[1] ?? node[2]}`, value, line }
  const cache = caches[label.replace(/ cache$/, '')]
  if (cache === undefined || !/^\d/.test(value)) return undefined
  const part = isSum ? 'in total' : 'per instance'
  return {
    key: cache,
    value: /instance/.test(value) ? value.replace('(', '(in total, ') : `${value} (${part})`,
    line,
  }
}

/** `Spectre v2` and `/vulnerabilities/spectre_v2` are one. */
export function toName(vulnerability: string): string {
  return vulnerability
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
}

function isJson(lines: Line[]): boolean {
  return /^\s*[{[]/.test(lines.find(({ text }) => text.trim() !== '')?.text ?? '')
}

/** One member a line, as lscpu writes it; what is cut short still gives what is there. */
function toJsonPairs(lines: Line[]): Pair[] {
  const members = /"field"\s*:\s*"([^"]*?):?"\s*,\s*"data"\s*:\s*"([^"]*)"/g
  return lines.flatMap(({ text, number }) =>
    [...text.matchAll(members)].map(([, label = '', value = '']) => ({
      label: label.toLowerCase().trim(),
      value,
      line: number,
      indent: 0,
    })),
  )
}
