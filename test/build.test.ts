import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { expectSameBytes } from './helpers/same-bytes.ts'
import { engineRuns, smallProject } from './helpers/small-project.ts'
import { copySmallProject, readTree, technote } from './helpers/technote.ts'

const study = 'data/linux-io-engines'
let project: ReturnType<typeof copySmallProject>
beforeEach(() => {
  project = copySmallProject()
})
afterEach(() => project.remove())

const file = (path: string) => join(project.root, path)
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(file(path), change(readFileSync(file(path), 'utf8')))

// Of a study with captures and claims in `build.long.ts`.
test('the same input gives the same bytes, wherever it is built', () => {
  const first = smallProject(engineRuns())
  onTestFinished(first.remove)
  expectSameBytes(first, smallProject(engineRuns()))
})

describe('bad input', () => {
  test('a truncated fio report is named with its line, its run left out, the rest built', async () => {
    repack('round-2.tar.gz', folder => {
      const report = join(folder, 'libaio/iops/fio.json')
      writeFileSync(report, readFileSync(report).subarray(0, 5000))
    })
    const { status, err } = await technote(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /round-2\.tar\.gz › libaio\/iops\/fio\.json:\d+: error Unexpected end of file in the JSON/,
    )
    expect(err).toMatch(
      /round-2\.tar\.gz › libaio\/iops: error This run has no report of fio: `libaio\/iops\/fio\.json` holds no whole report.*repeat it {2}damaged-report/,
    )
    const { out } = await technote(['inspect', '--root', project.root])
    expect(out).toMatch(/iops +libaio +2 \(1 3\); repeat 2 left out/)
  })

  test('a misspelt key stops the build with line, column and the nearest key', async () => {
    expect((await technote(['build', '--root', project.root])).status).toBe(0)
    const before = readTree(file('_site'))
    edit(`${study}/study.yaml`, text => text.replace('\n    target:', '\n    taget:'))
    const { status, err } = await technote(['build', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toMatch(
      /study\.yaml:\d+:5: error Unexpected key `taget` in `workloads\.iops`; did you mean `target`\?/,
    )
    expect(err).toContain('Nothing was written')
    const after = readTree(file('_site'))
    expect([...after.keys()]).toEqual([...before.keys()])
    for (const [path, bytes] of after)
      expect(bytes.equals(before.get(path) ?? bytes.subarray(1)), path).toBe(true)
  })

  test('what a page asks and is not there is refused, each by its line', async () => {
    const page = readFileSync(file('site/linux-io-engines.md'), 'utf8')
    const first = page.split('\n').length + 1
    const asked: [typed: string, refused: RegExp][] = [
      [
        ':value{metric=contxt-switches workload=iops engine=psync}',
        /did you mean `context-switches`/,
      ],
      [':value{metric=latency workload=iops engin=psync}', /did you mean `engine`/],
      [':vale{metric=latency}', /Unexpected directive `:vale`; did you mean `:value`/],
      [
        ':ratio{metric=latency workload=iops engine=psync}',
        /there is none for the baseline itself/,
      ],
      ['[gone](nowhere.html)', /Unexpected link `nowhere\.html`/],
      ['[gone](#nowhere)', /expected an anchor `nowhere` in linux-io-engines\.html/],
    ]
    // What stops the directives comes before the links are looked at.
    for (const part of [asked.slice(0, 4), asked.slice(4)]) {
      const lines = part.map(([typed]) => typed).join('\n\n')
      edit('site/linux-io-engines.md', () => `${page}\n${lines}\n`)
      const { status, err } = await technote(['check', '--root', project.root])
      expect(status).toBe(1)
      for (const [index, [typed, refused]] of part.entries()) {
        const said = err.split('\n').filter(line => line.match(refused))
        expect(said, typed).not.toEqual([])
        const line = first + 2 * index
        if (/directive|did you|baseline/.test(said.join())) {
          expect(said.join('\n')).toContain(`linux-io-engines.md:${line}:`)
        }
      }
    }
  })

  test('files that are not ours are never replaced', async () => {
    mkdirSync(file('mine'))
    writeFileSync(file('mine/letter.txt'), 'Dear reader')
    const { status, err } = await technote(['build', '--root', project.root, '--output', 'mine'])
    expect(status).toBe(2)
    expect(err).toContain('expected an empty folder or a site built here before')
    expect(readdirSync(file('mine'))).toEqual(['letter.txt'])
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
