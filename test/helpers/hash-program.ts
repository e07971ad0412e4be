import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { repository } from './technote.ts'

/**
 * What a program does, as a hash: of the entry with all that it calls, piece by piece, in an order that
 * no move of a file changes. Comments, blanks and code that is not called do not change it either.
 */
export function hashProgram(entry: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: repository,
    entryPoints: [join(repository, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'error',
  })
  const pieces = outputFiles[0]?.text.split(/^\/\/ .*\n/m) ?? []
  const hash = createHash('sha256')
  for (const piece of pieces.map(text => text.trim()).sort()) hash.update(piece)
  return hash.digest('hex')
}
