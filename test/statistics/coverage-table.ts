import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { repository } from '../helpers/technote.ts'
import { rounds, shapes, simulateCoverage } from './simulate-coverage.ts'

/** What is published of the simulation, in `src/tables/coverage.json`. */
export interface CoverageTable {
  /** Of the simulation with all that it calls, without comments, names and blanks. */
  sources: string
  studies: number
  shapes: string[]
  rounds: number[]
  rows: {
    name: string
    /** By shape, by number of rounds: held, printed, held among the first tenth; none where never printed. */
    counts: (number[] | null)[][]
  }[]
}

export const path = join(repository, 'src/tables/coverage.json')

/** The program that makes the table: what changes no number does not change it. */
export function hashSimulation(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(repository, 'test/statistics/simulate-coverage.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'error',
  })
  return createHash('sha256')
    .update(outputFiles[0]?.contents ?? '')
    .digest('hex')
}

/** Of so many studies of each shape and size. */
export function makeTable(studies: number): CoverageTable {
  const rows = new Map<string, (number[] | null)[][]>()
  for (const [shape] of shapes.entries()) {
    for (const [size, n] of rounds.entries()) {
      const tenth = simulateCoverage(shape, n, studies / 10)
      for (const [name, { held, printed }] of simulateCoverage(shape, n, studies)) {
        const counts = rows.get(name) ?? shapes.map(() => rounds.map(() => null))
        const row = counts[shape]
        if (row) row[size] = [held, printed, tenth.get(name)?.held ?? 0]
        rows.set(name, counts)
      }
    }
  }
  return {
    sources: hashSimulation(),
    studies,
    shapes: shapes.map(({ name }) => name),
    rounds: [...rounds],
    rows: [...rows].map(([name, counts]) => ({ name, counts })),
  }
}
