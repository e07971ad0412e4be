import type { Reading } from '../../model/reading.ts'
import type { Parser } from '../parser.ts'
import type { CpuTime, SystemRates } from '../record.ts'
import { type SysstatRow, toMeans, toSysstatRows } from './sysstat-table.ts'

/**
 * Parse what mpstat, pidstat and iostat print. The records are means over the samples; the
 * `Average:` rows are sysstat's own of the same and are used only where nothing else is.
 */
export const sysstatText: Parser = {
  format: 'sysstat-text',
  describes: 'mpstat, pidstat or iostat, as printed',
  recognises: input => {
    const start = input.head
    return (
      /^Linux \S+ \(.*\).*\(\d+ CPU\)/m.test(start) ||
      /^(\d\d:\d\d:\d\d( [AP]M)?\s+CPU\s+%usr|Device:?\s+\S*\/s)/m.test(start)
    )
  },
  parse: input => {
    const rows = toSysstatRows(input.text)
    return {
      records: [
        ...toCpuTimes(rows, toCpus(input.text)),
        ...toProcessRates(rows),
        ...toDiskRates(rows),
      ],
      remarks: [],
    }
  },
}

/** Rows of one subject after another, in the order in which the subjects first come. */
function groupRows(
  rows: SysstatRow[],
  subjectOf: (cells: SysstatRow['cells']) => string | undefined,
): [subject: string, rows: SysstatRow[]][] {
  const groups = new Map<string, SysstatRow[]>()
  for (const row of rows) {
    const subject = subjectOf(row.cells)
    if (subject === undefined) continue
    const known = groups.get(subject)
    if (known) known.push(row)
    else groups.set(subject, [row])
  }
  return [...groups].map(([subject, all]) => {
    const samples = all.filter(row => !row.isAverage)
    return [subject, samples.length > 0 ? samples : all]
  })
}

/** `_x86_64_ (24 CPU)` */
function toCpus(text: string): number | undefined {
  const cpus = /^Linux .*\((\d+) CPU\)/m.exec(text)?.[1]
  return cpus === undefined ? undefined : Number(cpus)
}

function toCpuTimes(rows: SysstatRow[], cpus: number | undefined): CpuTime[] {
  const ofCpu = groupRows(rows, ({ CPU, '%usr': user, PID }) =>
    user !== undefined && PID === undefined ? CPU : undefined,
  )
  return ofCpu.map(([cpu, samples]) => {
    const seconds = toSeconds(samples)
    return {
      kind: 'cpu-time',
      place: { line: samples[0]?.line },
      cpu,
      ...(cpu === 'all' && cpus !== undefined && { cpus }),
      samples: samples.length,
      ...(seconds !== undefined && { seconds }),
      modes: toMeans(samples, ['CPU']).map(
        (mode): Reading => ({ ...mode, name: mode.name.slice(1) }),
      ),
    }
  })
}

/** From the first heading's clock to the last row's, over midnight too. */
function toSeconds(rows: SysstatRow[]): number | undefined {
  const begin = rows[0]?.begin
  const end = rows.at(-1)?.time
  return begin === undefined || end === undefined ? undefined : (end - begin + 86_400) % 86_400
}

function toProcessRates(rows: SysstatRow[]): SystemRates[] {
  const named = ['Time', 'UID', 'USER', 'PID', 'TGID', 'TID', 'CPU', 'Command']
  return groupRows(rows, ({ PID, TGID, TID, Command }) => {
    const id = PID ?? (TID === '-' ? TGID : TID)
    return id !== undefined && /^\d+$/.test(id) ? `${Command ?? ''} (${id})` : undefined
  }).map(([subject, samples]) => toRates('pidstat', subject, samples, named))
}

/** The first sample of iostat is the mean since boot. */
function toDiskRates(rows: SysstatRow[]): SystemRates[] {
  const isCpu = ({ cells }: SysstatRow) => 'avg-cpu' in cells
  const disks = groupRows(rows, ({ Device }) => Device)
  const cpu = groupRows(rows, cells => ('avg-cpu' in cells ? 'avg-cpu' : undefined)).map(
    ([subject, samples]): [string, SysstatRow[]] => [subject, samples.map(shiftCells)],
  )
  return [...cpu, ...disks].map(([subject, samples]) => {
    const measured = samples.length > 1 ? samples.slice(1) : samples
    return toRates('iostat', subject, measured, isCpu(samples[0] as SysstatRow) ? [] : ['Device'])
  })
}

/** Above `avg-cpu:` stand no numbers: the row begins below the second column. */
function shiftCells(row: SysstatRow): SysstatRow {
  const columns = Object.keys(row.cells).filter(name => name !== 'avg-cpu')
  const values = Object.values(row.cells)
  return {
    ...row,
    cells: Object.fromEntries(columns.map((name, index) => [name, values[index] ?? ''])),
  }
}

function toRates(
  tool: string,
  subject: string,
  samples: SysstatRow[],
  skip: string[],
): SystemRates {
  return {
    kind: 'system-rates',
    place: { line: samples[0]?.line },
    tool,
    subject,
    samples: samples.length,
    rates: toMeans(samples, skip),
  }
}
