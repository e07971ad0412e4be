import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copySmallProject, repository, technote } from './helpers/technote.ts'

const readme = readFileSync(join(repository, 'README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(match =>
  (match[1] ?? '')
    .split('\n')
    .map(line => line.replace(/\s*#.*/, '').trim())
    .filter(line => line !== ''),
)

test('every npm script that the README names exists', () => {
  const named = commands
    .flatMap(command => [...command.matchAll(/npm run ([\w:]+)/g)])
    .map(match => match[1])
  expect(named.length).toBeGreaterThan(4)
  for (const name of named) expect(Object.keys(scripts)).toContain(name)
})

// In a smaller project: the whole of this one is built once for all tests.
const project = copySmallProject()
afterAll(project.remove)

/** What begins a project, and what shows one, is asked of the package itself. */
const asked = commands.filter(command => /^technote (?!init|watch)/.test(command))

test.each(asked)('%s', async command => {
  const args = command.split(/\s+/).slice(1)
  const typed = args[0] === 'build' ? ['check', ...args.slice(1)] : args
  const { status, err } = await technote(typed, { cwd: project.root })
  expect(status, err).toBe(0)
})
