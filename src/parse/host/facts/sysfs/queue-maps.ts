import { count } from '../../../../format/count.ts'
import type { Found } from '../fact.ts'
import { toRanges } from '../kernel.ts'
import type { Entry } from './sysfs.ts'

/** What kinds of queues have files that name their CPUs; masks are numbers in hexadecimal. */
const kinds: readonly { key: Found['key']; path: RegExp; isMask: boolean; way: string }[] = [
  {
    key: 'disk-queue-cpus',
    path: /(?<subject>[\w-]+)\/mq\/(?<queue>\d+)\/cpu_list$/,
    isMask: false,
    way: '',
  },
  {
    key: 'nic-queue-cpus',
    path: /(?<subject>[\w.-]+)\/queues\/tx-(?<queue>\d+)\/xps_cpus$/,
    isMask: true,
    way: 'transmit (XPS): ',
  },
  {
    key: 'nic-queue-cpus',
    path: /(?<subject>[\w.-]+)\/queues\/rx-(?<queue>\d+)\/rps_cpus$/,
    isMask: true,
    way: 'receive (RPS): ',
  },
]

/** Which CPUs each queue of a disk or an interface serves: `2 queues of 4 CPUs: 0-3; 4-7`. */
export function toQueueMaps(entries: readonly Entry[]): Found[] {
  return kinds.flatMap(({ key, path, isMask, way }) => {
    const devices = new Map<string, { line: number; queues: [queue: number, cpus: number[]][] }>()
    for (const entry of entries) {
      const { subject, queue } = path.exec(entry.path)?.groups ?? {}
      if (subject === undefined) continue
      const device = devices.get(subject) ?? { line: entry.line, queues: [] }
      device.queues.push([Number(queue), isMask ? toBits(entry.value) : toList(entry.value)])
      devices.set(subject, device)
    }
    return [...devices].flatMap(([subject, { line, queues }]): Found[] => {
      const used = queues.sort((a, b) => a[0] - b[0]).filter(([, cpus]) => cpus.length > 0)
      return used.length === 0 ? [] : [{ key, subject, value: `${way}${toText(used)}`, line }]
    })
  })
}

function toText(queues: readonly [number, number[]][]): string {
  const sizes = new Set(queues.map(([, cpus]) => cpus.length))
  const [size = 0] = sizes
  const each = sizes.size > 1 ? '' : ` of ${count(size, 'CPU')}`
  const lists = queues.map(([, cpus]) => toRanges(cpus))
  return `${count(queues.length, 'queue')}${each}: ${lists.join('; ')}`
}

/** `0, 64` or `0-3`. */
function toList(text: string): number[] {
  return text.split(',').flatMap(part => {
    const [, from, to] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? []
    if (from === undefined) return []
    const length = Math.max(0, Number(to ?? from) - Number(from) + 1)
    return Array.from({ length }, (_, at) => Number(from) + at)
  })
}

/** `00000001,00000000` is CPU 32: words of 32 bits, the highest first. */
export function toBits(mask: string): number[] {
  const words = mask.slice(0, 10_000).split(',').reverse()
  return words.flatMap((word, index) => {
    const bits = Number.parseInt(word.replace(/^0x/, '') || '0', 16)
    return Array.from({ length: 32 }, (_, bit) => bit)
      .filter(bit => Math.floor(bits / 2 ** bit) % 2 === 1)
      .map(bit => 32 * index + bit)
  })
}
