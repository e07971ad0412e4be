import { hashProgram } from '../helpers/hash-program.ts'

/** What the table of ladders is of: when it changes, the table is to be made anew. */
export function hashLadders(): string {
  return hashProgram('test/efficiency/simulate-ladders.ts')
}
