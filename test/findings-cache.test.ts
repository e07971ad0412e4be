import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CopiedProject, copySmallProject, technoteProcess } from './helpers/technote.ts'

let project: CopiedProject
const inProject = (path: string) => join(project.root, path)

beforeAll(() => {
  project = copySmallProject()
  // Something to withhold, and an archive that is packed again for it.
  writeFileSync(inProject('data/linux-io-engines/notes.txt'), 'cpu zzkestrel and zzmerle\n')
})

afterAll(() => project.remove())

/** A build that looks at everything but for what is kept in these folders of the cache. */
function build(output: string, ...forgotten: string[]) {
  for (const folder of ['runs', 'steps', ...forgotten])
    rmSync(inProject(`.cache/${folder}`), { recursive: true, force: true })
  const { status, err } = technoteProcess([
    'build',
    '--root',
    project.root,
    '--output',
    inProject(output),
  ])
  const files = readdirSync(inProject(output), { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const root = inProject(output).length
  const content = files.map(file => [file.slice(root), readFileSync(file).toString('latin1')])
  return {
    status,
    err: err.replaceAll(output, 'OUT'),
    content: new Map(content as [string, string][]),
  }
}

test('what was looked at before gives the same site and the same messages', () => {
  const cold = build('cold')
  expect(cold.status, cold.err).toBe(0)
  expect(readdirSync(inProject('.cache/findings')).length).toBeGreaterThan(1)
  const warm = build('warm')
  expect(warm.err).toBe(cold.err)
  expect([...warm.content.keys()]).toEqual([...cold.content.keys()])
  for (const [file, content] of warm.content)
    expect(content === cold.content.get(file), file).toBe(true)
  const parsed = build('parsed', 'findings')
  expect(parsed.err).toBe(cold.err)
  for (const [file, content] of parsed.content)
    expect(content === cold.content.get(file), file).toBe(true)
})

test('a page says how many words are withheld in each of its files', () => {
  const page = readFileSync(inProject('cold/linux-io-engines.html'), 'utf8')
  expect(page).toMatch(/\d+ words are withheld because no public list has them, in \d+ files?/)
  expect(page).toMatch(/<code>data\/linux-io-engines\/notes\.txt<\/code><\/th>\s*<td>2<\/td>/)
})
