import { join } from 'node:path'
import { hashProgram } from '../helpers/hash-program.ts'
import { repository } from '../helpers/technote.ts'
import { shapes } from './coverage-shapes.ts'
import { rounds, simulateCoverage } from './simulate-coverage.ts'

/** What is published of the simulation, in `src/tables/coverage.json`. */
export interface CoverageTable {
  /** Of the simulation with all that it calls. */
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

/** The program that makes the table. */
export function hashSimulation(): string {
  return hashProgram('test/statistics/simulate-coverage.ts')
}

/** Of so many studies of each shape and size; some minutes for each thousand. */
export function makeTable(studies: number): CoverageTable {
  const rows = new Map<string, (number[] | null)[][]>()
  for (const [shape] of shapes.entries()) {
    for (const [size, n] of rounds.entries()) {
      const tenth = simulateCoverage(shape, n, { end: studies / 10 })
      for (const [name, more] of simulateCoverage(shape, n, {
        first: studies / 10,
        end: studies,
      })) {
        const { held, printed } = tenth.get(name) ?? { held: 0, printed: 0 }
        const counts = rows.get(name) ?? shapes.map(() => rounds.map(() => null))
        const row = counts[shape]
        if (row) row[size] = [held + more.held, printed + more.printed, held]
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
