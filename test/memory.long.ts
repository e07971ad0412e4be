import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, test } from 'vitest'
import { createRemembered, expectSame } from './helpers/remembered.ts'
import { repository } from './helpers/technote.ts'

const project = createRemembered()
const { inProject, build, buildCold, forget } = project
afterAll(() => project.remove())

const study = 'data/linux-io-engines'
const edits: [name: string, edit: () => void][] = [
  ['nothing', () => undefined],
  ['a word that no list has', () => project.write('About zzosprey.')],
  [
    'the title of the site',
    () => project.edit('site/site.yaml', text => text.replace('title: T', 'title: Other')),
  ],
  [
    'a word that may be published',
    () => project.edit('site/site.yaml', text => text.replace('bench]', 'bench, zzmerle]')),
  ],
  ['a label', () => project.edit(`${study}/study.yaml`, text => text.replace('psync:', 'psync: '))],
  ['a loose file', () => appendFileSync(inProject(`${study}/notes.txt`), 'and zzosprey\n')],
  ['an archive', () => rmSync(inProject(`${study}/round-3.tar.gz`))],
]

test.each(edits)(
  'a build after an edit gives what one without memory gives: %s',
  async (_, edit) => {
    await build()
    edit()
    expectSame(await build(), await buildCold())
  },
)

test('what is damaged or cut short in memory is made again', async () => {
  const cold = await buildCold()
  const steps = inProject('.cache/steps')
  for (const name of readdirSync(steps)) {
    const bytes = readFileSync(join(steps, name))
    const last = bytes.length - 1
    writeFileSync(join(steps, name), bytes.fill((bytes[last] ?? 0) ^ 1, last))
    expectSame(await build(), cold)
    writeFileSync(join(steps, name), bytes.subarray(0, bytes.length / 2))
    expectSame(await build(), cold)
  }
})

test('builds that are killed or run at once leave nothing wrong behind', async () => {
  const cold = await buildCold()
  const start = (output: string) =>
    spawn(process.execPath, [join(repository, 'dist/technote.js'), ...project.argumentsFor(output)])
  const begun = Date.now()
  forget('digests', 'findings', 'steps', 'runs')
  await once(start('timed'), 'exit')
  const whole = Date.now() - begun
  for (let part = 0.1; part < 1; part += 0.1) {
    forget('digests', 'findings', 'steps', 'runs')
    const killed = start('_site')
    const isOver = once(killed, 'exit')
    await setTimeout(part * whole)
    killed.kill('SIGKILL')
    await isOver
    expectSame(await build(), cold)
  }
  forget('digests', 'findings', 'steps', 'runs')
  await Promise.all(['_site', 'cold'].map(output => once(start(output), 'exit')))
  expectSame(await build(), cold)
})
