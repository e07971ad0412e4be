import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { technote } from './helpers/technote.ts'

test('a single file of over 10 MB is written only where that is asked for', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-large-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const output = join(root, 'one.html')
  mkdirSync(join(root, 'site/style'), { recursive: true })
  writeFileSync(join(root, 'site/site.yaml'), 'title: T\ndescription: D\n')
  writeFileSync(join(root, 'site/index.md'), '---\ntitle: Front\ndescription: D\n---\n\nText.\n')
  const css = `p { content: "${'.'.repeat(10_000_001)}" }\n`
  writeFileSync(join(root, 'site/style/technote.css'), css)
  const bundle = (...args: string[]) =>
    technote(['bundle', 'index', '--root', root, '--output', output, ...args])
  const { status, err } = await bundle()
  expect(status).toBe(1)
  expect(err).toMatch(/over 10 MB.*--large/)
  expect(existsSync(output)).toBe(false)
  expect((await bundle('--large')).status).toBe(0)
  expect(readFileSync(output).length).toBeGreaterThan(10_000_000)
})
