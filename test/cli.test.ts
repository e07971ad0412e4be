import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { technote } from './helpers/technote.ts'

test('help of everything, on standard output', () => {
  const overview = technote(['--help'])
  expect(overview.status).toBe(0)
  for (const name of ['build', 'check', 'inspect', 'bundle', 'serve']) {
    expect(overview.out).toContain(`technote ${name}`)
    const help = technote([name, '--help'])
    expect(help.status).toBe(0)
    expect(help.out).toContain('--root DIR')
    expect(help.err).toBe('')
  }
})

test('wrong calls exit with 2 and say what is known', () => {
  expect(technote([]).status).toBe(2)
  const command = technote(['biuld'])
  expect(command.status).toBe(2)
  expect(command.err).toContain('did you mean `build`?')
  const option = technote(['build', '--ouput', 'x'])
  expect(option.status).toBe(2)
  expect(option.err).toContain('did you mean `--output`?')
  expect(technote(['build', 'extra']).status).toBe(2)
  expect(technote(['inspect', 'psync.iops.r99']).status).toBe(2)
  expect(technote(['serve', '--port', 'x']).status).toBe(2)
})

test('inspect shows every number of a run with its source', () => {
  const { status, out } = technote(['inspect', 'libaio.iops.r1'])
  expect(status).toBe(0)
  expect(out).toMatch(/Context switches = [\d.]+ switch\/IO/)
  expect(out).toMatch(
    /context-switches = \d+ {2}round-1\.tar\.gz › libaio\/iops\/perf-process\.txt:\d+/,
  )
  expect(out).toMatch(
    /total_ios = \d+ IO {2}round-1\.tar\.gz › libaio\/iops\/fio\.json#\/jobs\/0\/read\/total_ios/,
  )
  expect(out).toContain('System CPU cycles: <not supported>')
})

test('bundle writes one page with all that it needs inside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technote-bundle-'))
  const file = join(folder, 'one.html')
  const { status, out } = technote(['bundle', 'linux-io-engines', '--output', file])
  expect(status).toBe(0)
  expect(out).toContain('one file')
  const html = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  expect(html.length).toBeLessThan(1_500_000)
  expect(html).not.toMatch(/<link [^>]*rel="stylesheet"|<script|src="(?!data:)/)
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(match => match[1] ?? '')
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(match => match[1]))
  for (const link of links) {
    expect(link).toMatch(/^(#|data:|https?:)/)
    if (link.startsWith('#')) expect(ids.has(link.slice(1)), link).toBe(true)
  }
  expect(technote(['bundle', 'linux-io-engine']).err).toContain('did you mean `linux-io-engines`?')
  expect(technote(['bundle']).status).toBe(2)
})
