import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, technote } from './helpers/technote.ts'

test('help of everything, on standard output', () => {
  const overview = technote(['--help'])
  expect(overview.status).toBe(0)
  for (const name of ['build', 'check', 'init', 'inspect', 'bundle', 'serve']) {
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
  expect(html).not.toMatch(/<link [^>]*rel="stylesheet"|<script [^>]*src|src="(?!data:)/)
  for (const [, script = ''] of html.matchAll(/<script>([\s\S]*?)<\/script>/g)) {
    const hash = createHash('sha256').update(script).digest('base64')
    expect(html).toContain(`'sha256-${hash}'`)
  }
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(match => match[1] ?? '')
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(match => match[1]))
  for (const link of links) {
    expect(link).toMatch(/^(#|data:|https?:)/)
    if (link.startsWith('#')) expect(ids.has(link.slice(1)), link).toBe(true)
  }
  expect(technote(['bundle', 'linux-io-engine']).err).toContain('did you mean `linux-io-engines`?')
  expect(technote(['bundle']).status).toBe(2)
})

test('init proposes a study that builds at once, and touches nothing that is there', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  mkdirSync(join(root, 'data/engines'), { recursive: true })
  for (let round = 1; round <= 3; round++) {
    const name = `round-${round}.tar.gz`
    cpSync(join(repository, 'data/linux-io-engines', name), join(root, 'data/engines', name))
  }
  const first = technote(['init', '--root', root])
  expect(first.status, first.err).toBe(0)
  expect(readFileSync(join(root, 'data/engines/study.yaml'), 'utf8')).toContain(
    'runs: round-{repeat}.tar.gz/{engine}/{workload}',
  )
  const built = technote(['build', '--root', root])
  expect(built.status, built.err).toBe(0)
  const second = technote(['init', 'data/engines', '--root', root])
  expect(second.err).toContain('data/engines/study.yaml is there already and was left alone')
  expect(technote(['init', '--root', root]).status).toBe(2)
  expect(technote(['init', 'data/none', '--root', root]).status).toBe(2)
  rmSync(root, { recursive: true })
})

test('inspect --json gives every file of every archive', () => {
  const { out } = technote(['inspect', '--json'])
  const entries = JSON.parse(out)['data/linux-io-engines']
  expect(entries.length).toBeGreaterThan(1000)
  expect(
    entries.find((entry: { path: string }) => entry.path === 'libaio/iops/fio.json'),
  ).toMatchObject({
    format: 'fio-json',
    tool: 'fio-3.33',
    use: 'run',
    detail: 'libaio.iops.r1',
  })
})
