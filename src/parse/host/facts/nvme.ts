import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type LabelTable, toPairs } from './fact.ts'
import { isJson, type Member, toMembers } from './json-members.ts'

/** Fields of the controller, by the specification's names, which the text and JSON share. */
const identity: LabelTable = {
  mn: 'disk-model',
  fr: 'disk-firmware',
  tnvmcap: 'disk-size',
  vwc: 'disk-write-cache',
}

/** Fields of the health log, in nvme-cli's text and, after the slash, in its JSON. */
const health: LabelTable = {
  critical_warning: 'disk-warning',
  'critical_warning.value': 'disk-warning',
  temperature: 'disk-temperature',
  percentage_used: 'disk-wear',
  percent_used: 'disk-wear',
  power_on_hours: 'disk-hours',
  media_errors: 'disk-errors',
  'warning temperature time': 'disk-throttling',
  warning_temp_time: 'disk-throttling',
}

/** Labels to values, whichever of the two forms the text has. */
function toFields(lines: Line[]): { label: string; value: string; line: number }[] {
  if (!isJson(lines)) return toPairs(lines)
  return toMembers(lines).map(({ path, value, line }) => ({ label: toLabel(path), value, line }))
}

/** Below the controller's name, where there is one; a controller's own power states are no field. */
function toLabel(path: Member['path']): string {
  return path.filter(key => !/^nvme\d/.test(key)).join('.')
}

/** Parse `nvme id-ctrl`: what the controller is. */
export const parseIdentity: FactParser = (lines, subject) => pickFields(lines, identity, subject)

/** Parse `nvme smart-log`: how worn it is, and whether it was too warm. */
export const parseHealth: FactParser = (lines, subject) => pickFields(lines, health, subject)

function pickFields(lines: Line[], table: LabelTable, subject: string | undefined): Found[] {
  const seen = new Set<Found['key']>()
  return toFields(lines).flatMap(({ label, value, line }): Found[] => {
    const key = table[label]
    const said = key && !seen.has(key) && !isUnknown(value) ? toValue(key, value) : undefined
    if (!key || said === undefined) return []
    seen.add(key)
    return [{ key, subject, value: said, line }]
  })
}

function toValue(key: Found['key'], value: string): string | undefined {
  switch (key) {
    case 'disk-size':
      return /^[1-9]\d*$/.test(value) ? `${value} B` : undefined
    // Bit 0 of `vwc`: there is a volatile write cache. Whether it is on, a feature tells.
    case 'disk-write-cache':
      return Number(value) % 2 === 1 ? 'present' : 'none'
    case 'disk-wear':
      return `${value.replace('%', '')}% used`
    case 'disk-throttling':
      return `${value} min above warning`
    case 'disk-temperature':
      return toTemperature(value)
    case 'disk-hours':
    case 'disk-errors':
      return value.replaceAll(/[,.’']/g, '')
    default:
      return value
  }
}

/** nvme-cli's JSON has kelvins, its text degrees. */
function toTemperature(value: string): string {
  if (/^\d+$/.test(value) && Number(value) > 200) return `${Number(value) - 273} °C`
  return /^(\d+) ?(?:°?C)/.exec(value)?.[1]?.concat(' °C') ?? value
}
