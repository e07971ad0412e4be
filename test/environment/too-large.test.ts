import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeLargeHost } from '../helpers/large-host.ts'
import { technote } from '../helpers/technote.ts'

const root = mkdtempSync(join(tmpdir(), 'technote-too-large-'))
afterAll(() => rmSync(root, { recursive: true }))

test('a capture that is too large is named and left out, and the rest is published', async () => {
  writeLargeHost(root, { 'dmesg.txt': '[    0.000000] Linux version 6.1.0\n'.repeat(500_000) })
  const { status, err } = await technote(['build', '--root', root])
  expect(status).toBe(1)
  expect(err).toMatch(
    /^data\/hosts\/large\/dmesg\.txt: error Unexpected capture of more than 16777216 bytes/,
  )
  expect(err).toContain('1 error')
  const page = readFileSync(join(root, '_site/index.html'), 'utf8')
  expect(page).toContain('AMD EPYC 7543')
  expect(page).not.toContain('dmesg.txt</code>')
})
