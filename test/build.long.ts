import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectSameBytes } from './helpers/same-bytes.ts'
import { copyProject, technoteProcess } from './helpers/technote.ts'

const study = 'data/linux-io-engines'
let project: ReturnType<typeof copyProject>
beforeEach(() => {
  project = copyProject()
})
afterEach(() => project.remove())

const file = (path: string) => join(project.root, path)

test('the same input gives the same bytes, wherever it is built', () => {
  expectSameBytes(project, copyProject())
})

describe('bad input', () => {
  test('a missing archive is named, the rest is built', () => {
    rmSync(file(`${study}/round-4.tar.gz`))
    const { status, out, err } = technoteProcess(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /study\.yaml: error Unexpected 7 repeats of 15 cells \(psync\.latency, .*\), expected 8; put the missing archives back.*missing-repeat/,
    )
    const page = readFileSync(file('_site/linux-io-engines.html'), 'utf8')
    // 8 rounds of 15 cells, less a round, less four runs of the others that missed their load.
    expect(page).toContain('101 of 120')
    expect(out).toMatch(
      /linux-io-engines: 101 of 120 runs usable, 4 missed the load; cells in doubt, of 15: .*missing-repeat 15\n/,
    )
    expect(page).toContain('missing-repeat')
  })

  test('a sentence whose number is gone stops the build, by file, line and column', () => {
    for (const name of readdirSync(file(study)).filter(name => /^round-[3-8]/.test(name))) {
      rmSync(file(`${study}/${name}`))
    }
    const { status, err } = technoteProcess(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /site\/linux-io-engines\.md:\d+:\d+: error Unexpected sentence on Context switches of psync\.iops, expected a cell with an estimate, found 2 usable runs/,
    )
    expect(readdirSync(project.root)).not.toContain('_site')
  })
})
