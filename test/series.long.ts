import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, technoteProcess } from './helpers/technote.ts'

/** None of the sentences of this repository's own series outlives its data. */
test('without the data of one controller, the sentences about it fail by name', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-series-'))
  for (const folder of ['data', 'site']) {
    cpSync(join(repository, folder), join(root, folder), {
      recursive: true,
      filter: path => !/qemu-controllers\/round-\d+\/lsi53c895a\./.test(path),
    })
  }
  const { status, err } = technoteProcess(['check', '--root', root])
  rmSync(root, { recursive: true })
  expect(status).toBe(1)
  expect(err).not.toContain('unused-term')
  expect(err).not.toContain('typed-number')
  for (const sentence of [
    /site\/index\.md:\d+:\d+: error Unexpected sentence “virtio was fastest/,
    /site\/part-1-introduction\.md:\d+:\d+: error Unexpected sentence “What differs is what the host spends on each/,
    /site\/part-2-fixed-iops\.md:\d+:\d+: error Unexpected sentence “the 53C895A takes more/,
    /site\/part-3-fixed-bandwidth\.md:\d+:\d+: error Unexpected sentence “QEMU reads in pieces what/,
    // Among several that are named, one that is missing is enough.
    /site\/part-3-fixed-bandwidth\.md:\d+:\d+: error Unexpected sentence “its back end switches at least three times/,
    /site\/part-4-unloaded\.md:\d+:\d+: error Unexpected sentence “complete fewer than IDE/,
  ]) {
    expect(err).toMatch(sentence)
  }
  // What is said of every controller falls with one of them; sentences about others stand.
  expect(err).toMatch(/Unexpected sentence “worker threads make/)
  expect(err).not.toMatch(
    /Unexpected sentence “(?:Native AIO and io_uring do not differ|it completes fewer than SATA)/,
  )
})
