import type { Line } from '../captures/capture.ts'
import { type FactParser, type Found, isUnknown } from './fact.ts'
import { isJson, toMembers } from './json-members.ts'

/** Columns of lsblk to facts; of the names of loops nobody asks. */
const columns: { readonly [heading: string]: Found['key'] } = {
  SIZE: 'disk-size',
  MODEL: 'disk-model',
  ROTA: 'disk-rotational',
  SCHED: 'disk-scheduler',
  'RQ-SIZE': 'disk-queue-size',
  RA: 'disk-read-ahead',
  REV: 'disk-firmware',
  TRAN: 'disk-transport',
  'DISC-MAX': 'disk-discard',
}
const boring = /^(?:loop|ram|zram|sr|fd|dm-)\d+$/

/** What partitions and volumes have as well as whole disks. */
const ofAll: { readonly [heading: string]: Found['key'] } = {
  MOUNTPOINT: 'disk-mount',
  MOUNTPOINTS: 'disk-mount',
  FSTYPE: 'disk-file-system',
}

/** What a value of a column can be; anything else has slipped out of another column. */
const shapes: { readonly [heading: string]: RegExp } = {
  SIZE: /^\d[\d.,]*[BKMGTPE]?$/,
  ROTA: /^(?:0|1|true|false)$/,
  'RQ-SIZE': /^\d+$/,
  RA: /^\d+$/,
  'MAJ:MIN': /^\d+:\d+$/,
  'LOG-SEC': /^\d+$/,
  'PHY-SEC': /^\d+$/,
  'DISC-MAX': /^\d[\d.,]*[BKMGTPE]?$/,
  MOUNTPOINT: /^(?:\/|\[SWAP\])/,
  MOUNTPOINTS: /^(?:\/|\[SWAP\])/,
  SCHED: /^[a-z][\w-]*$/,
  TRAN: /^[a-z]+$/,
}

/** A device, by the headings of its columns. */
interface Row {
  name: string
  fields: Map<string, string>
  isChild: boolean
  line: number
}

/** Parse lsblk as a table, as pairs (`-P`) and as JSON (`-J`), with whatever columns. */
export const parseLsblk: FactParser = lines => {
  if (isJson(lines)) return toJsonRows(lines).flatMap(toDisk)
  const isPairs = lines.some(({ text }) => /(?:^|\s)NAME="/.test(text))
  const rows = isPairs ? lines.flatMap(toPairsRow) : toTableRows(lines)
  return rows.flatMap(toDisk)
}

function toDisk({ name, fields, isChild, line }: Row): Found[] {
  const subject = name.replace(/^\/dev\//, '')
  const type = fields.get('TYPE')
  if (boring.test(subject) || /^(?:loop|rom)$/.test(type ?? '')) return []
  const isDisk = !isChild && (type === undefined || /^(?:disk|mpath)$/.test(type))
  const own = [...fields].flatMap(([heading, value]): Found[] => {
    const key = ofAll[heading] ?? (isDisk ? columns[heading] : undefined)
    if (key === undefined || isUnknown(value) || value === 'null') return []
    return [{ key, subject, value: toValue(key, value), line }]
  })
  return isDisk ? [...own, ...toSectors(fields, subject, line)] : own
}

function toValue(key: Found['key'], value: string): string {
  if (key === 'disk-rotational') return /^(?:1|true)$/.test(value) ? 'yes' : 'no'
  if (key === 'disk-discard') return /^0B?$/.test(value) ? 'no' : `up to ${value}`
  return key === 'disk-read-ahead' ? `${value} KiB` : value
}

function toSectors(fields: Row['fields'], subject: string, line: number): Found[] {
  const [logical, physical] = [fields.get('LOG-SEC'), fields.get('PHY-SEC')]
  if (!logical) return []
  const value = [`${logical} B logical`, physical && `${physical} B physical`]
  return [{ key: 'disk-sectors', subject, value: value.filter(Boolean).join(', '), line }]
}

function toPairsRow({ text, number }: Line): Row[] {
  const fields = new Map(
    [...text.matchAll(/([A-Z][A-Z:-]*)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value.trim(),
    ]),
  )
  const name = fields.get('NAME')
  return name === undefined ? [] : [{ name, fields, isChild: false, line: number }]
}

const tree = /^[\s|`├└─│-]+/
/** A row of the columns that lsblk prints where it is not told which, without its heading. */
const headless =
  /^(?<name>[|`├└─│ -]*[\w!][\w!-]*) +(?<maj>\d+:\d+) +[01] +(?<size>\d[\d.,]*[BKMGTP]?) +[01] +(?<type>\w+)(?: +(?<mount>\S.*))?$/

/** Numbers are right-aligned and names are not: a value belongs to the heading that it overlaps. */
function toTableRows(lines: Line[]): Row[] {
  const at = lines.findIndex(({ text }) => /^\s*NAME\s/.test(text))
  const head = lines[at]
  if (!head) return lines.flatMap(toHeadlessRow)
  const headings = [...head.text.matchAll(/\S+/g)].map(match => ({
    name: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
  return lines.slice(at + 1).flatMap(({ text, number }): Row[] => {
    const fields = new Map<string, string>()
    const start = tree.exec(text)?.[0].length ?? 0
    for (const match of text.matchAll(/\S+/g)) {
      const from = match.index
      const to = from + match[0].length
      if (to <= start) continue
      const heading = findHeading(headings, from, to, text[from - 2] === ' ')
      if (heading)
        fields.set(heading.name, [fields.get(heading.name), match[0]].filter(Boolean).join(' '))
    }
    const name = /^[\w!.-]+/.exec(text.slice(start))?.[0]
    if (name === undefined || !isRow(fields)) return []
    return [{ name, fields: keepShapes(fields), isChild: start > 0, line: number }]
  })
}

interface Heading {
  name: string
  from: number
  to: number
}

/** Further words of a model stand to the right of its heading, one blank apart. */
function findHeading(headings: readonly Heading[], from: number, to: number, isApart: boolean) {
  const over = headings.find(heading => from < heading.to && to > heading.from)
  return over ?? (isApart ? undefined : headings.filter(heading => heading.to <= from).at(-1))
}

function toHeadlessRow({ text, number }: Line): Row[] {
  const { name, maj, size, type, mount } = headless.exec(text)?.groups ?? {}
  if (!name || !maj || !size || !type) return []
  const fields = new Map([
    ['MAJ:MIN', maj],
    ['SIZE', size],
    ['TYPE', type],
    ['MOUNTPOINT', mount ?? ''],
  ])
  return [{ name: name.replace(tree, ''), fields, isChild: tree.test(name), line: number }]
}

/** What follows a table without a blank line is of another command. */
function isRow(fields: Row['fields']): boolean {
  const number = fields.get('MAJ:MIN')
  if (number !== undefined && !/^\d+:\d+$/.test(number)) return false
  const size = fields.get('SIZE')
  return size === undefined || /^\d/.test(size)
}

function keepShapes(fields: Row['fields']): Row['fields'] {
  return new Map([...fields].filter(([heading, value]) => shapes[heading]?.test(value) ?? true))
}

/** Devices with the members that are theirs; children are objects of their own. */
function toJsonRows(lines: Line[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { path, value, line } of toMembers(lines)) {
    const at = Math.max(path.lastIndexOf('blockdevices'), path.lastIndexOf('children')) + 2
    const [member = '', index] = path.slice(at)
    const id = path.slice(0, at).join('.')
    if (member === '' || (index !== undefined && index !== '0')) continue
    const row = rows.get(id) ?? {
      name: '',
      fields: new Map(),
      isChild: path.includes('children'),
      line,
    }
    if (member === 'name') Object.assign(row, { name: value, line })
    row.fields.set(member.toUpperCase(), value.trim())
    rows.set(id, row)
  }
  return [...rows.values()].filter(({ name }) => name !== '')
}
