import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyProject, readTree, technote } from './helpers/technote.ts'

const study = 'data/linux-io-engines'
let project: ReturnType<typeof copyProject>
beforeEach(() => {
  project = copyProject()
})
afterEach(() => project.remove())

const file = (path: string) => join(project.root, path)
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(file(path), change(readFileSync(file(path), 'utf8')))

describe('the same input gives the same bytes', () => {
  test('in other folders, time zones and languages, with a cache and without', () => {
    const other = copyProject()
    const call = (root: string, env: NodeJS.ProcessEnv, ...more: string[]) => {
      const outcome = technote(['build', '--root', root, ...more], { env })
      expect(outcome.status, outcome.err).toBe(0)
      return readTree(join(root, '_site'))
    }
    const first = call(project.root, { TZ: 'UTC', LC_ALL: 'C' })
    const cached = call(project.root, { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' })
    const second = call(other.root, { TZ: 'Asia/Tokyo', LC_ALL: 'de_DE.UTF-8' }, '--no-cache')
    other.remove()
    expect([...first.keys()]).toEqual([...second.keys()])
    for (const [path, bytes] of first) {
      expect(bytes.equals(second.get(path) ?? Buffer.alloc(0)), path).toBe(true)
      expect(bytes.equals(cached.get(path) ?? Buffer.alloc(0)), path).toBe(true)
    }
    for (const [path, bytes] of first) expect(bytes.includes(project.root), path).toBe(false)
  })
})

describe('bad input', () => {
  test('a missing archive is named, the rest is built', () => {
    rmSync(file(`${study}/round-4.tar.gz`))
    const { status, out, err } = technote(['build', '--root', project.root])
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

  test('a truncated fio report is named with its line, its run left out, the rest built', () => {
    repack('round-2.tar.gz', folder => {
      const report = join(folder, 'libaio/iops/fio.json')
      writeFileSync(report, readFileSync(report).subarray(0, 5000))
    })
    const { status, err } = technote(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /round-2\.tar\.gz › libaio\/iops\/fio\.json:\d+: error Unexpected end of file in the JSON/,
    )
    expect(err).toMatch(
      /round-2\.tar\.gz › libaio\/iops: error Unexpected run without a readable fio report.*repeat it {2}damaged-report/,
    )
    const { out } = technote(['inspect', '--root', project.root])
    expect(out).toMatch(/iops +libaio +7 \(1 3 4 5 6 7 8\); repeat 2 left out/)
  })

  test('a misspelt key stops the build with line, column and the nearest key', () => {
    expect(technote(['build', '--root', project.root]).status).toBe(0)
    const before = readTree(file('_site'))
    edit(`${study}/study.yaml`, text => text.replace('\n    target:', '\n    taget:'))
    const { status, err } = technote(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /study\.yaml:\d+:5: error Unexpected key `taget` in `workloads\.iops`; did you mean `target`\?/,
    )
    expect(err).toContain('Nothing was written')
    expect(readTree(file('_site'))).toEqual(before)
  })

  test('a sentence whose number is gone stops the build, by file, line and column', () => {
    for (const name of readdirSync(file(study)).filter(name => /^round-[3-8]/.test(name))) {
      rmSync(file(`${study}/${name}`))
    }
    const { status, err } = technote(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /site\/linux-io-engines\.md:\d+:\d+: error Unexpected sentence on Context switches of psync\.iops, expected a cell with an estimate, found 2 usable runs/,
    )
    expect(readdirSync(project.root)).not.toContain('_site')
  })

  test.each([
    [
      ':value{metric=contxt-switches workload=iops engine=psync}',
      /did you mean `context-switches`/,
    ],
    [':value{metric=latency workload=iops engin=psync}', /did you mean `engine`/],
    [':vale{metric=latency}', /Unexpected directive `:vale`; did you mean `:value`/],
    [':ratio{metric=latency workload=iops engine=psync}', /there is none for the baseline itself/],
    ['[gone](nowhere.html)', /Unexpected link `nowhere\.html`/],
    ['[gone](#nowhere)', /expected an anchor `nowhere` in linux-io-engines\.html/],
  ])('%s is refused', (typed, expected) => {
    edit('site/linux-io-engines.md', text => `${text}\n${typed}\n`)
    const { status, err } = technote(['check', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(expected)
  })

  test('files that are not ours are never replaced', () => {
    const { status, err } = technote(['build', '--root', project.root, '--output', 'data'])
    expect(status).toBe(2)
    expect(err).toContain('expected an empty folder or a site built here before')
    expect(readdirSync(file('data'))).toContain('linux-io-engines')
  })
})

/** Unpack an archive of the copied study, change it, and pack it again. */
function repack(name: string, change: (folder: string) => void): void {
  const folder = file('unpacked')
  execFileSync('mkdir', [folder])
  execFileSync('tar', ['-xzf', file(`${study}/${name}`), '-C', folder])
  change(folder)
  execFileSync('tar', ['-czf', file('packed'), '-C', folder, '.'])
  renameSync(file('packed'), file(`${study}/${name}`))
  rmSync(folder, { recursive: true })
}
