import { readProject } from '../build.ts'
import type { Cell, Efficiency } from '../efficiency/efficiency.ts'
import { toEfficiency } from '../efficiency/to-efficiency.ts'
import { formatBytes } from '../format/number.ts'
import { sortMessages } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import { suggest } from '../message/suggest.ts'
import { placeToString } from '../model/place.ts'
import { isMissing, type Missing } from '../model/quantity.ts'
import { countIngest } from '../study/match/count-ingest.ts'
import { type ReadStudy, readStudies } from '../study/read-studies.ts'
import type { Counted, Run, Study } from '../study/study.ts'
import { CallError, type Command, readOptions, type Terminal } from './command.ts'
import { report } from './report.ts'
import { tellWithheld } from './tell-withheld.ts'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Show what was read; of one run, every number with its source',
  usage: 'technote inspect [RUN] [--private] [--root DIR]        RUN such as libaio.iops.r3',
  options: {
    json: { type: 'boolean', help: 'every file of every archive and its use, as JSON' },
    private: { type: 'boolean', help: 'the words that are withheld, as technote review --list' },
    ...readOptions,
  },
  positionals: 1,
  run: async ({ project, positionals, options, terminal, effects }) => {
    if (options.private) {
      const { redactor, messages } = await readProject(project, effects)
      tellWithheld(redactor.withheld(), terminal)
      return report(sortMessages(messages), terminal)
    }
    const studies = await readStudies(project.root, effects)
    const messages = studies.flatMap(study => study.messages)
    const status = report(sortMessages(messages), terminal)
    const [run] = positionals
    if (studies.length === 0) {
      terminal.err(
        'Unexpected absence of a study, expected a folder of data/ with a study.yaml; put results into data/NAME/ and run technote init, or name the project’s folder with --root\n',
      )
      return 1
    }
    if (run !== undefined) {
      inspectRun(run, studies, terminal)
      return status
    }
    const read = studies.flatMap(({ study }) => study ?? [])
    if (options.json) {
      const ingest = Object.fromEntries(read.map(study => [study.name, study.ingest]))
      terminal.out(`${JSON.stringify(ingest, null, 1)}\n`)
    } else for (const study of read) inspectStudy(study, terminal)
    return status
  },
}

function inspectStudy(study: Study, { out }: Terminal): void {
  out(`${study.name}: ${study.manifest.title}\n\n  archives\n`)
  for (const { path, bytes, sha256 } of study.archives) {
    out(`    ${path === '.' ? '(loose files)' : path}  ${formatBytes(bytes)}  ${sha256}\n`)
  }
  out('\n  files by use and format\n')
  for (const { use, format, count } of countIngest(study.ingest)) {
    out(`    ${String(count).padStart(6)}  ${use.padEnd(16)}${format}\n`)
  }
  for (const { archive, path, use, detail } of study.ingest) {
    if (use === 'not-recognised')
      out(`    not recognised: ${pathInArchive(archive, path)}: ${detail}\n`)
  }
  out('\n  events by scope, with the runs that have a count\n')
  for (const [scope, events] of listEvents(study)) {
    for (const { event, counted, missing } of events) {
      const why = missing === undefined ? '' : `, else ${missing}`
      out(`    ${scope.padEnd(12)}${event.padEnd(24)}${counted} of ${study.runs.length}${why}\n`)
    }
  }
  out('\n  usable runs by cell\n')
  const { cells } = toEfficiency(study)
  const width = Math.max(...cells.map(cell => cell.configuration.id.length))
  for (const cell of cells) {
    const name = `${cell.workload.padEnd(12)}${cell.configuration.id.padEnd(width)}`
    out(`    ${name}  ${describe(cell)}\n`)
  }
}

interface ListedEvent {
  event: string
  /** Runs that have a count of it. */
  counted: number
  /** Why another run has none. */
  missing?: string
}

/** Each event of each scope, as runs have them, in the order of their names. */
function listEvents({ manifest, runs }: Study): [scope: string, events: ListedEvent[]][] {
  return Object.keys(manifest.scopes).map(scope => {
    const found = runs.flatMap(({ counters }) => Object.entries(counters[scope] ?? {}))
    const names = [...new Set(found.map(([event]) => event))].sort()
    const events = names.map(event => {
      const all = found.flatMap(([name, counted]) => (name === event ? counted : []))
      const missing = all.find(isMissing)?.missing
      const counted = all.filter(item => !isMissing(item)).length
      return { event, counted, ...(missing !== undefined && { missing }) }
    })
    return [scope, events]
  })
}

/** What was counted in a run, with the files that it stands in. */
function describeCounters({ counters }: Run): string[] {
  return Object.entries(counters).flatMap(([scope, events]) => {
    const rows = Object.entries<Counted | Missing>(events).map(([event, counted]) => {
      if (isMissing(counted)) return `    ${event}: ${counted.missing}`
      const files = counted.amount.sources.map(({ file }) =>
        pathInArchive(file.archive, file.entry),
      )
      return `    ${event}  ${[...new Set(files)].join(', ')}`
    })
    return [`\n  events of ${scope}${rows.length === 0 ? ': none' : ''}`, ...rows.sort()]
  })
}

function describe(cell: Cell): string {
  if (cell.state.state === 'impossible') return `not possible: ${cell.state.reason}`
  const repeats = cell.runs.map(run => run.repeat).join(' ')
  const excluded = cell.excluded.map(
    run => `; repeat ${run.repeat} left out: ${run.excluded?.reason}`,
  )
  const missed = 'missedRuns' in cell.load ? cell.load.missedRuns : []
  const load = missed.length > 0 ? `; ${missed.length} missed the load` : ''
  return `${cell.runs.length} (${repeats})${load}${excluded.join('')}`
}

function inspectRun(id: string, studies: ReadStudy[], { out }: Terminal): void {
  const efficiencies = studies.flatMap(({ study }) => (study ? toEfficiency(study) : []))
  const known = efficiencies.flatMap(({ study }) => study.runs.map(run => run.id))
  const found = efficiencies.filter(({ study }) => study.runs.some(run => run.id === id))
  if (found.length === 0) {
    throw new CallError(`Unexpected run ${id}${describeRuns(id, known)}`)
  }
  for (const efficiency of found) out(describeRun(id, efficiency))
}

/** The nearest run, or an example where there are too many to list. */
function describeRuns(id: string, known: string[]): string {
  const [first] = known
  if (first === undefined) return ', expected a study with runs'
  const suggested = suggest(id, known)
  return suggested.includes('did you mean') || known.length <= 20
    ? suggested
    : `, expected one such as ${first}`
}

function describeRun(id: string, { study, metrics, cells }: Efficiency): string {
  const run = study.runs.find(run => run.id === id)
  const cell = cells.find(cell => cell.id === `${run?.configuration}.${run?.workload}`)
  const lines = [`${study.name}: ${id}`]
  if (run?.excluded) lines.push(`  left out: ${run.excluded.reason}`)
  for (const metric of metrics) {
    const result = cell?.results[metric.id]
    const point = result?.points.find(point => point.run === id)
    if (!point) {
      const repeat = run?.repeat
      const why = result?.lacking?.find(lacking => lacking.repeat === repeat)?.reason
      lines.push(`\n  ${metric.label}: ${why ?? 'not computed'}`)
      continue
    }
    const { value, unit, sources } = point.quantity
    const { bounds, formula = metric.formula } = point
    const open = bounds ? `, between ${bounds.lower} and ${bounds.upper}` : ''
    lines.push(`\n  ${metric.label} = ${value} ${unit}${open}`, `    ${formula}`)
    for (const source of sources) {
      const at = placeToString(source.file.entry, source.place)
      lines.push(
        `    ${source.name} = ${`${source.value} ${source.unit}`.trim()}  ${pathInArchive(source.file.archive, at)}`,
      )
    }
  }
  if (run) lines.push(...describeCounters(run))
  return `${lines.join('\n')}\n`
}
