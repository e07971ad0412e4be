import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown } from './fact.ts'
import { parseCmdline } from './kernel.ts'

/** An entry of inxi, which goes on in lines that are indented further: its section and its text. */
interface Entry {
  section: string
  text: string
  line: number
}

/** A field of an entry, and the fact that it is. */
type Field = readonly [key: Found['key'], name: string]

/** Parse `inxi -F` or more, printed without colours; entries have several fields on a line. */
export const parseInxi: FactParser = lines => {
  const entries = toEntries(lines)
  return [...entries.flatMap(toHost), ...toInterfaces(entries), ...entries.flatMap(toDisk)]
}

function toEntries(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = []
  let section = ''
  for (const { text, number } of lines) {
    const heading = /^([A-Z][\w/ -]{1,30}):\s*$/.exec(text)?.[1]
    const last = entries.at(-1)
    if (heading !== undefined) section = heading
    else if (/^ {2}\S/.test(text)) entries.push({ section, text: text.trim(), line: number })
    else if (last && /^ {3,}\S/.test(text) && last.text.length < 20_000)
      last.text += ` ${text.trim()}`
  }
  return entries
}

/** What follows a field's name, up to the name of the next. */
function get({ text }: Entry, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}: `).exec(text)
  if (!found) return undefined
  const rest = text.slice(found.index + found[0].length)
  const end = rest.search(/ [\w/#.-]{1,24}(?: \([\w ]{1,12}\))?:(?: |$)/)
  const value = (end === -1 ? rest : rest.slice(0, end)).trim()
  return value === '' || isUnknown(value) ? undefined : value
}

function pick(entry: Entry, fields: readonly Field[], subject?: string): Found[] {
  return fields.flatMap(([key, name]): Found[] => {
    const value = get(entry, name)
    return value === undefined ? [] : [{ key, subject, value, line: entry.line }]
  })
}

/** Fields of the host itself, by the section and the first word of the entry. */
const ofHost: readonly [section: string, entry: RegExp, fields: readonly Field[]][] = [
  [
    'System',
    /Kernel: /,
    [
      ['kernel-release', 'Kernel'],
      ['kernel-clocksource', 'clocksource'],
    ],
  ],
  ['System', /Distro: /, [['kernel-os', 'Distro']]],
  [
    'Machine',
    /^Type: .*System: /,
    [
      ['machine-vendor', 'System'],
      ['machine-product', 'product'],
    ],
  ],
  [
    'Machine',
    /^Mobo: /,
    [
      ['board-vendor', 'Mobo'],
      ['board-product', 'model'],
      ['bios-vendor', '(?:UEFI|BIOS|Firmware)'],
      ['bios-date', 'date'],
    ],
  ],
  ['Memory', /^System RAM: /, [['memory-total', 'total']]],
  [
    'CPU',
    /^Info: /,
    [
      ['cpu-model', 'model'],
      ['cpu-microcode', 'microcode'],
    ],
  ],
  [
    'CPU',
    /^Speed/,
    [
      ['cpu-boost', 'boost'],
      ['cpu-driver', 'driver'],
      ['cpu-governor', 'governor'],
    ],
  ],
]

function toHost(entry: Entry): Found[] {
  const own = ofHost
    .filter(([section, start]) => section === entry.section && start.test(entry.text))
    .flatMap(([, , fields]) => pick(entry, fields))
  return [
    ...own,
    ...toVersion(entry),
    ...toModule(entry),
    ...toMitigation(entry),
    ...toOptions(entry),
  ]
}

/** The version of the firmware, whose label stands in other fields too. */
function toVersion({ section, text, line }: Entry): Found[] {
  const value = /(?:UEFI|BIOS|Firmware): .{1,60}? v: (\S+)/.exec(text)?.[1]
  return section === 'Machine' && value ? [{ key: 'bios-version', value, line }] : []
}

function toModule(entry: Entry): Found[] {
  const subject = /^Device-\d+: (.{1,40}?) type: /.exec(entry.text)?.[1]
  const size = get(entry, 'size')
  if (entry.section !== 'Memory' || subject === undefined || !size || !/^\d/.test(size)) return []
  const [rated, set] = [get(entry, 'spec'), get(entry, 'actual')]
  const speed = set && rated && set !== rated ? `${set} of ${rated}` : (set ?? rated)
  const maker = [get(entry, 'manufacturer'), get(entry, 'part-no')].filter(Boolean).join(' ')
  const value = [size, get(entry, 'type'), speed, maker].filter(Boolean).join(', ')
  return [{ key: 'memory-module', subject, value, line: entry.line }]
}

function toMitigation({ section, text, line }: Entry): Found[] {
  const [, subject, kind, value] = /^Type: (\w{1,40}) (status|mitigation): (.+)$/.exec(text) ?? []
  if (section !== 'CPU' || !subject || !value) return []
  const said = kind === 'mitigation' ? `Mitigation: ${value}` : value
  return [{ key: 'mitigation', subject, value: said, line }]
}

/** The command line is the last field of its entry. */
function toOptions({ section, text, line }: Entry): Found[] {
  const at = text.indexOf(' parameters: ')
  if (section !== 'System' || at === -1) return []
  return parseCmdline([{ text: text.slice(at + ' parameters: '.length), number: line }])
}

/** A card is followed by its interface, which has the name. */
function toInterfaces(entries: Entry[]): Found[] {
  const own = entries.filter(({ section }) => section === 'Network')
  return own.flatMap((entry, index): Found[] => {
    const subject = /^IF(?:-ID-\d+)?: ([\w.@-]+)/.exec(entry.text)?.[1]
    if (subject === undefined) return []
    const before = own[index - 1]
    const card = before && /^Device-\d+: (.{1,120}?) (?:vendor|driver): /.exec(before.text)?.[1]
    const state: Found[] = pick(
      entry,
      [
        ['nic-state', 'state'],
        ['nic-speed', 'speed'],
        ['nic-duplex', 'duplex'],
      ],
      subject,
    ).filter(({ value }) => !/^(?:-1|unknown)$/.test(value))
    if (!before || card === undefined || !/^IF: /.test(entry.text)) return state
    return [
      { key: 'nic-model', subject, value: card, line: before.line },
      ...pick(
        before,
        [
          ['nic-driver', 'driver'],
          ['nic-bus', 'bus-ID'],
        ],
        subject,
      ),
      ...state,
    ]
  })
}

function toDisk(entry: Entry): Found[] {
  const subject = /^ID-\d+: \/dev\/(\w+)/.exec(entry.text)?.[1]
  if (entry.section !== 'Drives' || subject === undefined) return []
  const model = [get(entry, 'vendor'), get(entry, 'model')].filter(Boolean).join(' ')
  const named: Found[] =
    model === '' ? [] : [{ key: 'disk-model', subject, value: model, line: entry.line }]
  const [logical, physical] = [get(entry, 'logical'), get(entry, 'physical')]
  const sectors: Found[] = logical
    ? [
        {
          key: 'disk-sectors',
          subject,
          value: [`${logical} logical`, physical && `${physical} physical`]
            .filter(Boolean)
            .join(', '),
          line: entry.line,
        },
      ]
    : []
  return [
    ...named,
    ...pick(
      entry,
      [
        ['disk-size', 'size'],
        ['disk-firmware', 'fw-rev'],
      ],
      subject,
    ),
    ...sectors,
  ]
}
