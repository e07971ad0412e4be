import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { repository } from '../helpers/technote.ts'

/** What the table of coverage is of: when one of these changes, it is to be made anew. */
const sources = [
  'src/efficiency/ladder/linearity.ts',
  'src/efficiency/ladder/rungs.ts',
  'src/statistics/comparison/holm.ts',
  'src/statistics/comparison/matched-difference.ts',
  'src/statistics/comparison/matched-fieller-ratio.ts',
  'src/statistics/distribution/incomplete-beta.ts',
  'src/statistics/distribution/random.ts',
  'src/statistics/distribution/student-t.ts',
  'src/statistics/interval/mean-interval.ts',
  'src/statistics/regression/weighted-curvature.ts',
  'src/statistics/regression/weighted-line.ts',
  'src/statistics/summary/variance.ts',
  'test/efficiency/simulate-ladders.ts',
]

/** SHA-256 of what runs of them: no types, comments and imports, which change no number. */
export function hashLadders(): string {
  const hash = createHash('sha256')
  for (const path of sources) hash.update(toProgram(readFileSync(join(repository, path), 'utf8')))
  return hash.digest('hex')
}

function toProgram(source: string): string {
  const { code } = transformSync(source, { loader: 'ts', minifySyntax: true })
  return code.replace(/^import [^;]*;\n/gm, '')
}
