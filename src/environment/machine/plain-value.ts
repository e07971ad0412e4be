import type { FactKey } from '../../parse/host/facts/catalogue.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'

/** How a person would say what a tool printed; facts that are not here are said as printed. */
const forms: { readonly [key in FactKey]?: (value: string) => string } = {
  'cpu-mhz': toGigahertz,
  'cpu-base-mhz': toGigahertz,
  'cpu-max-mhz': toGigahertz,
  'cpu-min-mhz': toGigahertz,
  'nic-speed': toGigabits,
  'disk-size': toDecimalBytes,
  'pci-link-status': toLink,
  'pci-link-capability': toLink,
  'numa-memory': toBinaryBytes,
  'memory-total': toBinaryBytes,
}

/** `2300.0000` of a frequency is `2.3 GHz`, `200000Mb/s` of an interface `200 Gb/s`. */
export function plainValue({ key, value }: Pick<Fact, 'key' | 'value'>): string {
  return forms[key]?.(value) ?? value
}

/** Without the unit that the value has of its own: `Maximum frequency`. */
export function plainLabel(label: string): string {
  return label.replace(/ \(MHz\)$/, '')
}

function toGigahertz(value: string): string {
  return value.replaceAll(/\d+(?:\.\d+)?/g, megahertz =>
    Number(megahertz) >= 1000
      ? `${trim(Number(megahertz) / 1000, 2)} GHz`
      : `${trim(Number(megahertz), 0)} MHz`,
  )
}

function toGigabits(value: string): string {
  const [, digits, unit] = /^(\d+) ?(Mb\/s|Mbps|Mbit\/s)/.exec(value) ?? []
  if (digits === undefined || unit === undefined) return value
  return Number(digits) >= 1000 ? `${trim(Number(digits) / 1000, 1)} Gb/s` : `${digits} Mb/s`
}

/** `16GT/s (ok), Width x16 (ok)` is `16 GT/s x16`. */
function toLink(value: string): string {
  const [, speed, note = '', width] =
    /^([\d.]+) ?GT\/s(?: \((\w+)\))?.*?Width (x\d+)/.exec(value) ?? []
  if (speed === undefined || width === undefined) return value
  const state = /downgraded/.test(value) || note === 'downgraded' ? ' (downgraded)' : ''
  return `${trim(Number(speed), 1)} GT/s ${width}${state}`
}

function toDecimalBytes(value: string): string {
  const bytes = /^(\d{4,}) ?(?:B|bytes)?$/.exec(value)?.[1]
  return bytes === undefined
    ? value
    : scale(Number(bytes), 1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'])
}

/** Memory is counted in powers of two, whatever the tool calls them. */
function toBinaryBytes(value: string): string {
  const [, digits, unit = ''] = /^(\d+) ?(kB|KB|KiB|MB|MiB)$/.exec(value) ?? []
  if (digits === undefined) return value
  const bytes = Number(digits) * (/^k/i.test(unit) ? 1024 : 1024 ** 2)
  return scale(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'])
}

function scale(bytes: number, step: number, units: readonly string[]): string {
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(step)), units.length - 1)
  const scaled = bytes / step ** Math.max(0, power)
  return `${trim(scaled, scaled < 10 ? 2 : scaled < 100 ? 1 : 0)} ${units[Math.max(0, power)]}`
}

/** Without the zeros that say nothing: `2.30` is `2.3`. */
function trim(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)))
}
