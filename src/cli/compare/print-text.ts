import { toPlain } from '../../format/plain.ts'
import type { Printed } from '../../format/printed.ts'
import { type Comparison, columns, type Section, tellAlone, toSections } from './report.ts'
import { tellEnvironment, tellGate, tellLoads, tellOrder, tellReading } from './tell.ts'

/** What a mailing list takes without breaking it. */
export const mailWidth = 78
/** So much of a name stands in a line; where there is less room, columns fall out. */
const leastName = 12

/** The comparison as plain text: what differs around it, the load, tables, gates, how to read it. */
export function printText(comparison: Comparison, width = mailWidth): string {
  const [old, next] = comparison.shown
  const environment = tellEnvironment(comparison)
  const loads = tellLoads(comparison)
  const alone = tellAlone(comparison)
  const parts = [
    [...wrap(`old: ${old}`, width), ...wrap(`new: ${next}`, width)],
    [...wrap(environment.head, width), ...indent(environment.lines, width)],
    loads.length === 0 ? [] : ['Load:', ...indent(loads.map(toPlain), width)],
    tellOrder(comparison).flatMap(text => wrap(text, width)),
    ...toSections(comparison).map(section => printSection(section, width)),
    alone.flatMap(text => wrap(text, width)),
    comparison.gates.flatMap(gate => {
      const { head, lines } = tellGate(gate, comparison.isStrict)
      return [...wrap(head, width), ...indent(lines.map(toPlain), width)]
    }),
    tellReading(comparison).flatMap(text => wrap(text, width)),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

/** The same in Markdown. */
export function printMarkdown(comparison: Comparison): string {
  const [old, next] = comparison.shown
  const environment = tellEnvironment(comparison)
  const list = (lines: readonly (string | Printed)[]) => lines.map(line => `- ${toSafe(line)}`)
  const parts = [
    [`\`${old}\` (old) against \`${next}\` (new)`],
    [environment.head],
    list(environment.lines),
    list(tellLoads(comparison)),
    tellOrder(comparison),
    ...toSections(comparison).map(toMarkdownTable),
    tellAlone(comparison),
    ...comparison.gates.flatMap(gate => {
      const { head, lines } = tellGate(gate, comparison.isStrict)
      return [[`**${toSafe(head)}**`], list(lines)]
    }),
    tellReading(comparison).map(toSafe),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

function toMarkdownTable({ title, rows, notes }: Section): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const used = columns.flatMap((_, at) =>
    rows.some(({ cells }) => toPlain(cells[at] ?? '') !== '') ? [at] : [],
  )
  const pick = (cells: readonly (string | Printed)[]) => used.map(at => toSafe(cells[at] ?? ''))
  return [
    `**${toSafe(title)}**`,
    '',
    line(['', ...pick(columns)]),
    line(['---', ...used.map(() => '---:')]),
    ...rows.map(({ name, cells }) => line([toSafe(name), ...pick(cells)])),
    ...(notes.length > 0 ? ['', ...notes.map(toSafe)] : []),
  ]
}

function toSafe(text: string | Printed): string {
  return toPlain(text).replaceAll('|', '\\|').replaceAll('~', '\\~').replaceAll('<', '&lt;')
}

/** Aligned with blanks; a name that is too long goes on below, and what has no room falls out. */
function printSection({ title, rows, notes }: Section, width: number): string[] {
  const all = rows.map(({ cells }) => cells.map(toPlain))
  const isUsed = columns.map((_, at) => all.some(cells => cells[at] !== ''))
  const kept = keepColumns(
    columns.map((_, at) => at).filter(at => isUsed[at]),
    at => longest([columns[at] ?? '', ...all.map(cells => cells[at] ?? '')]),
    width - Math.min(leastName, longest(rows.map(({ name }) => name))),
  )
  const widths = kept.map(at => longest([columns[at] ?? '', ...all.map(cells => cells[at] ?? '')]))
  const taken = widths.reduce((sum, own) => sum + own + 2, 0)
  const room = Math.max(leastName, width - taken)
  const names = rows.map(({ name }) => wrap(toPlain(name), room))
  const nameWidth = longest(names.flat())
  const print = (name: string, cells: readonly string[]) =>
    [name.padEnd(nameWidth), ...cells.map((cell, at) => padLeft(cell, widths[at] ?? 0))]
      .join('  ')
      .trimEnd()
  return [
    ...wrap(toPlain(title), width),
    print(
      '',
      kept.map(at => columns[at] ?? ''),
    ),
    ...rows.flatMap((_, row) => {
      const [first = '', ...more] = names[row] ?? []
      const cells = kept.map(at => all[row]?.[at] ?? '')
      return [print(first, cells), ...more.map(text => `  ${text}`)]
    }),
    ...notes.flatMap(note => wrap(`(${note})`, width)),
  ]
}

/** Columns that fall out where there is no room for them, the first one first. */
const dispensable = ['n', 'p']

function keepColumns(all: number[], widthOf: (at: number) => number, room: number): number[] {
  const taken = all.reduce((sum, at) => sum + widthOf(at) + 2, 0)
  const next = dispensable.map(name => columns.indexOf(name)).find(at => all.includes(at))
  if (taken <= room || next === undefined) return all
  return keepColumns(
    all.filter(at => at !== next),
    widthOf,
    room,
  )
}

function indent(lines: readonly string[], width: number): string[] {
  return lines.flatMap(line =>
    wrap(line, width - 4).map((text, at) => `${at === 0 ? '  ' : '    '}${text}`),
  )
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => Array.from(text).length))
}

function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - Array.from(text).length)) + text
}

/** Between words; a word that is longer than a line has one to itself. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of toPlain(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
