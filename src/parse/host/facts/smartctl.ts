import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown, type Pair, toPairs } from './fact.ts'
import { isJson, type Member, toMembers } from './json-members.ts'

type Key = Found['key']
/** A label, the fact that it is, and how its value reads. */
type Rule = readonly [label: RegExp, key: Key, format?: (value: string) => string | undefined]

const lower = (value: string) => value.toLowerCase()

/** `Enabled`; what a disk has not is `Unavailable`. */
const toCache = (value: string) => (/^(?:enabled|disabled)/i.test(value) ? lower(value) : undefined)

const toRotation = (value: string) => (/solid state/i.test(value) ? 'no' : `yes (${value})`)

const toCount = (value: string) => /^[\d.,’' ]*\d/.exec(value)?.[0].replaceAll(/[.,’' ]/g, '')

/** The labels of ATA, SCSI and NVMe disks; the first that a listing has counts. */
const labels: readonly Rule[] = [
  [/^(?:device model|model number)$/, 'disk-model'],
  [/^(?:firmware version|revision)$/, 'disk-firmware'],
  [/^(?:user capacity|total nvm capacity|namespace 1 size\/capacity)$/, 'disk-size', toSize],
  [/^sector sizes?$/, 'disk-sectors'],
  [/^namespace 1 formatted lba size$/, 'disk-format', value => `${value} B`],
  [/^rotation rate$/, 'disk-rotational', toRotation],
  [/^transport protocol$/, 'disk-transport'],
  [/^sata version is$/, 'disk-link'],
  [/^(?:write cache is|writeback cache is)$/, 'disk-write-cache', toCache],
  [/^smart (?:overall-health self-assessment test result|health status)$/, 'disk-health'],
  [/^critical warning$/, 'disk-warning'],
  [/^(?:power on hours|number of hours powered up)$/, 'disk-hours', toCount],
  [/^percentage used(?: endurance indicator)?$/, 'disk-wear', value => `${value} used`],
  [/^media and data integrity errors$/, 'disk-errors', toCount],
  [/^(?:temperature|current drive temperature)$/, 'disk-temperature'],
  [/^warning\s+comp\. temperature time$/, 'disk-throttling', value => `${value} min above warning`],
]

/** `1,920,383,410,176 bytes [1.92 TB]` is `1.92 TB`. */
function toSize(value: string): string {
  return /\[([^\]]+)\]/.exec(value)?.[1] ?? value
}

/** Parse `smartctl -a`, `-i` or `-x` of ATA, SCSI and NVMe disks, as text and as JSON. */
export const parseSmartctl: FactParser = (lines, subject) =>
  isJson(lines) ? toJsonFacts(toMembers(lines), subject) : toTextFacts(lines, subject)

function toTextFacts(lines: Line[], subject: string | undefined): Found[] {
  const pairs = toPairs(lines)
  const found = labels.flatMap(([label, key, format]): Found[] => {
    const pair = pairs.find(pair => label.test(pair.label) && !isUnknown(pair.value))
    const value = pair && (format ? format(pair.value) : pair.value)
    return pair && value ? [{ key, subject, value, line: pair.line }] : []
  })
  const more = [...toScsiModel(pairs, subject), ...toBlocks(pairs, subject)]
  return [...more, ...found, ...toAttributes(lines, subject), ...toScsi(lines, subject)]
}

/** SCSI disks have their maker and their product on lines of their own. */
function toScsiModel(pairs: Pair[], subject: string | undefined): Found[] {
  const [vendor, product] = ['vendor', 'product'].map(label =>
    pairs.find(pair => pair.label === label && !isUnknown(pair.value)),
  )
  if (!product) return []
  const value = [vendor?.value, product.value].filter(Boolean).join(' ')
  return [{ key: 'disk-model', subject, value, line: product.line }]
}

function toBlocks(pairs: Pair[], subject: string | undefined): Found[] {
  const [logical, physical] = ['logical', 'physical'].map(kind =>
    pairs.find(({ label }) => label === `${kind} block size`),
  )
  if (!logical) return []
  const parts = [`${logical.value} logical`, physical && `${physical.value} physical`]
  const value = parts.filter(Boolean).join(', ')
  return [{ key: 'disk-sectors', subject, value, line: logical.line }]
}

const wear =
  /^(?:Wear_Leveling_Count|Media_Wearout_Indicator|Percent_Lifetime_Remain|SSD_Life_Left|Remaining_Lifetime_Perc)$/

/** The table of attributes of ATA: number, name, flag, value, worst, threshold, …, raw value. */
function toAttributes(lines: Line[], subject: string | undefined): Found[] {
  return lines.flatMap(({ text, number }): Found[] => {
    const [, name = '', value = '', rest = ''] =
      /^ *\d{1,3} ([\w-]{3,40}) +(?:0x\w{4}|[A-Z-]{6}) +(\d{3}) +\d{3} +(?:\d{3}|---) +(\S.*)$/.exec(
        text,
      ) ?? []
    const raw = /(?:^|\s)(\d+)(?:h\+\d+m\S*)?(?: \([^)]*\))?$/.exec(rest)?.[1]
    const degrees = name === 'Temperature_Celsius' && /(?:^| )-? *(\d+)(?: \(|$)/.exec(rest)?.[1]
    if (degrees) return [{ key: 'disk-temperature', subject, value: `${degrees} °C`, line: number }]
    if (name === 'Power_On_Hours' && raw)
      return [{ key: 'disk-hours', subject, value: raw, line: number }]
    return wear.test(name)
      ? [{ key: 'disk-wear', subject, value: `${name} ${Number(value)} of 100`, line: number }]
      : []
  })
}

/** Lines of SCSI disks that have no colon, or one too many. */
function toScsi(lines: Line[], subject: string | undefined): Found[] {
  return lines.flatMap(({ text, number }): Found[] => {
    const value = /^\s*Accumulated power on time, hours:minutes (\d+):/.exec(text)?.[1]
    if (value) return [{ key: 'disk-hours', subject, value, line: number }]
    const degrees = /^Current temperature = (\d+)$/.exec(text)?.[1]
    return degrees
      ? [{ key: 'disk-temperature', subject, value: `${degrees} °C`, line: number }]
      : []
  })
}

/** Members of smartctl's JSON, by their path; a kind of disk has its own. */
const members: readonly Rule[] = [
  [/^(?:model_name|scsi_model_name)$/, 'disk-model'],
  [/^(?:firmware_version|scsi_revision)$/, 'disk-firmware'],
  [/^(?:user_capacity\.bytes|nvme_total_capacity)$/, 'disk-size', value => `${value} B`],
  [/^rotation_rate$/, 'disk-rotational', value => (value === '0' ? 'no' : `yes (${value} rpm)`)],
  [/^scsi_transport_protocol\.name$/, 'disk-transport'],
  [/^interface_speed\.current\.string$/, 'disk-link'],
  [
    /^write_cache\.enabled$/,
    'disk-write-cache',
    value => (value === 'true' ? 'enabled' : 'disabled'),
  ],
  [/^smart_status\.passed$/, 'disk-health', value => (value === 'true' ? 'PASSED' : 'FAILED')],
  [/^nvme_smart_health_information_log\.critical_warning$/, 'disk-warning'],
  [/^power_on_time\.hours$/, 'disk-hours'],
  [/^nvme_smart_health_information_log\.percentage_used$/, 'disk-wear', value => `${value}% used`],
  [/^nvme_smart_health_information_log\.media_errors$/, 'disk-errors'],
  [/^temperature\.current$/, 'disk-temperature', value => `${value} °C`],
  [
    /^nvme_smart_health_information_log\.warning_temp_time$/,
    'disk-throttling',
    value => `${value} min above warning`,
  ],
  [/^(?:nvme_namespaces\.0\.formatted_lba_size)$/, 'disk-format', value => `${value} B`],
]

function toJsonFacts(all: Member[], asked: string | undefined): Found[] {
  const at = (path: string) => all.find(member => member.path.join('.') === path)
  const subject = at('device.name')?.value.replace(/^\/dev\//, '') ?? asked
  const found = members.flatMap(([path, key, format]): Found[] => {
    const member = all.find(member => path.test(member.path.join('.')) && isTold(member.value))
    const value = member && (format ? format(member.value) : member.value)
    return member && value ? [{ key, subject, value, line: member.line }] : []
  })
  const [logical, physical] = [at('logical_block_size'), at('physical_block_size')]
  if (!logical) return found
  const sizes = [`${logical.value} B logical`, physical && `${physical.value} B physical`]
  const value = sizes.filter(Boolean).join(', ')
  return [...found, { key: 'disk-sectors', subject, value, line: logical.line }]
}

/** Some who publish such a file write over what names the disk. */
function isTold(value: string): boolean {
  return !isUnknown(value) && !/^(?:REDACTED|null)$/.test(value)
}
