import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

/** A value as a page or a file shows it, and where that says it stands. */
export interface Shown {
  archive: string
  entry: string
  line?: number
  pointer?: string
  name: string
  value: number
}

interface RawFile {
  text: string
  lines: string[]
  json?: unknown
  samples?: Map<string, number>
}

/**
 * Follows values to their place, in archives unpacked with tar, without technote's parsers.
 * `remove` takes the unpacked files away again.
 */
export function createFollower(study: string) {
  const folder = mkdtempSync(join(tmpdir(), 'technote-archives-'))
  const unpacked = new Set<string>()
  const files = new Map<string, RawFile>()
  const read = (archive: string, entry: string): RawFile => {
    const key = join(folder, archive)
    if (!unpacked.has(archive)) {
      mkdirSync(key, { recursive: true })
      execFileSync('tar', ['-xzf', join(study, archive), '-C', key])
      unpacked.add(archive)
    }
    const path = join(key, entry)
    const known = files.get(path)
    if (known) return known
    const text = readFileSync(path, 'utf8')
    const file = { text, lines: text.split('\n') }
    files.set(path, file)
    return file
  }
  return {
    follow(shown: Shown): void {
      const file = read(shown.archive, shown.entry)
      const where = JSON.stringify(shown)
      if (shown.pointer !== undefined) {
        file.json ??= JSON.parse(file.text.slice(file.text.indexOf('{')))
        expectAtPointer(file.json, shown, where)
      } else if (/^samples of thread/.test(shown.name)) {
        file.samples ??= countSamples(file.lines)
        expect(file.samples.get(shown.name) ?? 0, where).toBe(shown.value)
      } else {
        expect(numbersOf(file.lines[(shown.line ?? 0) - 1] ?? ''), where).toContain(shown.value)
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

function expectAtPointer(json: unknown, { name, pointer, value }: Shown, where: string): void {
  const found = resolve(json, (pointer ?? '').split('/').slice(1))
  const sum = found.reduce((total, item) => total + item, 0)
  // Bins are counted; samples of mpstat are averaged.
  const made = name.endsWith('bins') ? sum : sum / found.length
  expect(Math.abs(made - value), where).toBeLessThan(1e-9 * Math.max(1, value))
}

/** All values that a pointer with `*` leads to. */
function resolve(value: unknown, keys: string[]): number[] {
  const [key, ...rest] = keys
  if (key === undefined) return [value as number]
  if (key === '*') return Object.values(value as object).flatMap(item => resolve(item, rest))
  return resolve((value as { [key: string]: unknown })[key.replaceAll('~1', '/')], rest)
}

/** Lines of `perf script` by thread, and by whether their address is in the kernel. */
function countSamples(lines: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const [address = '', id] = line.trim().split(/\s+/).reverse()
    const isKernel = address.length === 16 && address >= '8'
    const name = `samples of thread ${id} in ${isKernel ? 'the kernel' : 'user mode'}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

function numbersOf(line: string): number[] {
  return [...line.matchAll(/\d[\d.,]*/g)].flatMap(([digits]) => [
    ...digits.split(',').map(Number),
    Number(digits.replaceAll(',', '')),
  ])
}
