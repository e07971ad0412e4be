import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from './technote.ts'

/** The raw archives of this repository, unpacked with tar as they are asked for. */
export function openArchives(): { read(path: string, entry: string): string; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'technote-archives-'))
  const texts = new Map<string, string>()
  return {
    /** `read('data/x/round-1.tar.gz', 'psync/iops/fio.json')` */
    read: (path, entry) => {
      const unpacked = join(folder, path)
      if (!existsSync(unpacked)) {
        mkdirSync(unpacked, { recursive: true })
        execFileSync('tar', ['-xzf', join(repository, path), '-C', unpacked])
      }
      const file = join(unpacked, entry)
      const text = texts.get(file) ?? readFileSync(file, 'utf8')
      texts.set(file, text)
      return text
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
