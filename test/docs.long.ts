import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { copyProject, repository, technoteBundled } from './helpers/technote.ts'

test('the page that is shown in the documentation builds', async () => {
  const project = copyProject()
  onTestFinished(project.remove)
  const text = readFileSync(join(repository, 'docs/pages.md'), 'utf8')
  const page = text.split('```markdown\n')[1]?.split('\n```')[0] ?? ''
  expect(page).toContain('::table')
  const front = '---\ntitle: T\ndescription: D\nstudy: linux-io-engines\n---\n\n'
  writeFileSync(join(project.root, 'site/linux-io-engines.md'), `${front}${page}\n`)
  const { status, err } = await technoteBundled(['check', '--claims'], { cwd: project.root })
  expect(err).not.toContain('error')
  expect(status).toBe(0)
})
