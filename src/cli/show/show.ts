import type { Measured } from '../../efficiency/cells.ts'
import { measure } from '../../efficiency/to-efficiency.ts'
import { toPlain } from '../../format/plain.ts'
import { sortMessages } from '../../message/message.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import type { FileRef } from '../../model/place.ts'
import type { Digest } from '../../parse/digest.ts'
import type { FioJob, Record } from '../../parse/record.ts'
import type { Run } from '../../study/study.ts'
import { CallError, type Command, rootOption, type Terminal } from '../command.ts'
import { readSide, type Side } from '../compare/read-side.ts'
import { toOneStudy } from '../compare/to-studies.ts'
import { report } from '../report.ts'
import { printCounts } from './print-counts.ts'
import { printRun, type ShownRun } from './print-run.ts'
import { printRuns } from './print-runs.ts'

/** So many runs have a screenful each; more have a line each. */
const mostWhole = 2

export const showCommand: Command = {
  name: 'show',
  summary: 'Show what a report says in a screenful, drawn, and what is computed of it',
  usage:
    'technote show FILE|FOLDER…        reports of fio or sysbench, perf stat, logs, archives of these; no study.yaml is needed',
  options: rootOption,
  positionals: 100,
  run: async ({ project, positionals, terminal, effects }) => {
    if (positionals.length === 0) {
      throw new CallError('Unexpected absence of a file, expected technote show FILE or FOLDER')
    }
    let status = 0
    for (const [at, typed] of positionals.entries()) {
      if (at > 0) terminal.out('\n')
      const side = await readSide('shown', typed, project.root, effects)
      effects.progress('show')
      status = Math.max(status, show(side, terminal))
    }
    return status
  },
}

function show(side: Side, terminal: Terminal): number {
  const status = report(sortMessages(side.messages), terminal)
  const study = toOneStudy(side)
  if (!study || study.runs.length === 0) {
    const counts = printCounts(side)
    terminal.out(counts)
    return status
  }
  const measured = measure(study)
  const runs = study.runs.map(run => toShown(run, measured, side))
  terminal.out(
    runs.length <= mostWhole
      ? runs.map(printRun).join('\n')
      : printRuns(runs, measured, side.shown, terminal.columns),
  )
  return status
}

function toShown(run: Run, { cells, metrics }: Measured, { digests, shown }: Side): ShownRun {
  const records = run.files.flatMap(file => recordsOf(file, digests))
  const [report] = run.files.filter(file =>
    recordsOf(file, digests).some(({ kind }) => /^(?:fio-job|sysbench-fileio)$/.test(kind)),
  )
  const cell = cells.find(cell => cell.id === `${run.configuration}.${run.workload}`)
  return {
    run,
    place: report ? pathInArchive(report.archive, report.entry) : toPlain(shown),
    jobs: records.filter((record): record is FioJob => record.kind === 'fio-job'),
    costs: metrics
      .filter(({ kind }) => kind === 'cost')
      .map(metric => {
        const result = cell?.results[metric.id]
        const point = result?.points.find(point => point.run === run.id)
        const lack = result?.lacking?.find(({ repeat }) => repeat === run.repeat)
        return { metric, found: point?.quantity ?? lack?.reason ?? 'not computed' }
      }),
  }
}

function recordsOf({ archive, entry }: FileRef, digests: readonly Digest[]): Record[] {
  const digest = digests.find(digest => digest.archive.path === archive)
  return digest?.entries.find(({ path }) => path === entry)?.records ?? []
}
