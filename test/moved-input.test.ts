import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../src/cli/main.ts'
import { engineRuns, smallProject } from './helpers/small-project.ts'
import { repository } from './helpers/technote.ts'

test('a build whose input goes away meanwhile says which file it was, and writes nothing', async () => {
  const project = smallProject(engineRuns())
  const said: string[] = []
  const terminal = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    // The first thing that a build shows is that an archive was read.
    show: () => rmSync(join(project.root, 'data/s/psync/run2/perf.txt'), { force: true }),
  }
  const status = await main(['build', '--root', project.root, '--no-cache'], terminal, repository)
  expect(said).toEqual([
    'data/s/psync/run2/perf.txt: error It went away (ENOENT) while it was read, so nothing was written. Run this again when nothing else writes there  moved-file\n',
  ])
  expect(status).toBe(1)
  expect(existsSync(join(project.root, '_site'))).toBe(false)
  project.remove()
})
