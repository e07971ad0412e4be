import { expect, test } from 'vitest'
import { technote } from './helpers/technote.ts'

test('help of everything, on standard output', () => {
  const overview = technote(['--help'])
  expect(overview.status).toBe(0)
  for (const name of ['build', 'check', 'inspect', 'serve']) {
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
