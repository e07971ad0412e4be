import { expect } from 'vitest'

/** A value as a page or a file shows it, and where that says it stands: `data/x/round-1.tar.gz`, … */
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
 * Follows values to their place in raw files, without technote's parsers.
 *
 * @param readText reads a file of an archive, as `openArchives` does
 */
export function createFollower(readText: (archive: string, entry: string) => string) {
  const files = new Map<string, RawFile>()
  const read = (archive: string, entry: string): RawFile => {
    const key = `${archive} ${entry}`
    const text = readText(archive, entry)
    const file = files.get(key) ?? { text, lines: text.split('\n') }
    files.set(key, file)
    return file
  }
  return (shown: Shown): void => {
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
