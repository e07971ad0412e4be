import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'

/**
 * A case is a folder: `test/parse/FORMAT/CASE/`, with the input as the tool wrote it (a file
 * whose name begins with `input`, the rest of the name being what the tool called it),
 * `origin.txt` with the tool's version and command, and `expected.json`. A changed result is
 * left beside the expected one as `actual.json`, to be looked at and renamed by a person.
 */
const root = import.meta.dirname

for (const format of folders(root)) {
  describe(format, () => {
    test.each(folders(join(root, format)))('%s', name => {
      const folder = join(root, format, name)
      const input = readdirSync(folder).find(file => file.startsWith('input')) ?? ''
      const path = input.replace(/^input-?/, '')
      const { records, remarks, ...rest } = readFile(
        toInput(path, readFileSync(join(folder, input))),
      )
      const actual = JSON.parse(JSON.stringify({ format: rest.format, remarks, records }))
      const expectedFile = join(folder, 'expected.json')
      const actualFile = join(folder, 'actual.json')
      rmSync(actualFile, { force: true })
      const expected = JSON.parse(readText(expectedFile) ?? '"no expected.json"')
      if (JSON.stringify(actual) !== JSON.stringify(expected) && !process.env.CI) {
        writeFileSync(actualFile, `${JSON.stringify(actual, null, 1)}\n`)
      }
      expect(actual).toEqual(expected)
      expect(actual.format).toBe(format)
    })
  })
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(item => item.isDirectory())
    .map(item => item.name)
    .sort()
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
