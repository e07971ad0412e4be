import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallStudy } from './helpers/small-study.ts'
import { copySmallProject, repository, technote } from './helpers/technote.ts'

test('help of everything, on standard output', async () => {
  const overview = await technote(['--help'])
  expect(overview.status).toBe(0)
  for (const name of ['build', 'check', 'init', 'inspect', 'bundle', 'serve', 'watch']) {
    expect(overview.out).toContain(`technote ${name}`)
    const help = await technote([name, '--help'])
    expect(help.status).toBe(0)
    expect(help.out).toContain('--root DIR')
    expect(help.err).toBe('')
  }
})

test.each([
  ['', 'technote build'],
  ['biuld', 'did you mean `build`?'],
  ['build --ouput x', 'did you mean `--output`?'],
  ['build --output', 'Unexpected --output without a value, expected --output DIR'],
  ['check --claims=yes', 'Unexpected value of --claims'],
  ['build extra', 'Unexpected argument extra\nSee technote build --help'],
  ['bundle index --output none/x.html', 'Unexpected --output none/x.html, expected a file in'],
  ['pdf index --output none/x.pdf', 'Unexpected --output none/x.pdf, expected a file in'],
  ['capture --run --out none/x.tar.gz', 'Unexpected --out none/x.tar.gz, expected a file in'],
  ['capture --out x.tar.gz', 'Unexpected --out without --run'],
  ['build --output data', 'Unexpected --output in data/'],
  ['build --output site/style/x', 'Unexpected --output in site/'],
  ['bundle index --output data/x.html', 'Unexpected --output in data/'],
  ['pdf index --output site/x.pdf', 'Unexpected --output in site/'],
  ['build --root none', 'Unexpected --root none'],
  ['build --url example.org', 'expected such as https://'],
  ['build --previous none', 'expected a site that technote built'],
  ['serve --port x', 'Unexpected port x'],
  ['serve --output none', 'run technote build first'],
  ['watch --port x', 'Unexpected port x'],
  ['watch --output data', 'Unexpected --output in data/'],
  ['bundle index --all', 'Unexpected page index beside --all'],
  ['bundle', 'Unexpected absence of a page; known: `index`'],
  ['pdf --output x.pdf', 'Unexpected --output for all pages'],
  ['pdf --paper a3', 'did you mean `a4`?'],
  ['init none', 'Unexpected folder none'],
])('technote %s is a wrong call, and says why', async (call, reason) => {
  const { status, out, err } = await technote(call.split(' ').filter(word => word !== ''))
  expect(err).toContain(reason)
  expect(status).toBe(2)
  expect(out).toBe('')
})

test('a link that leads into what is read is refused as a place for the site', async () => {
  const { root, remove } = copySmallProject()
  symlinkSync(join(root, 'data'), join(root, 'out'))
  const { status, err } = await technote(['build', '--root', root, '--output', 'out/site'])
  expect(err).toBe(
    'Unexpected --output in data/, which is read; name a folder beside it, such as _site\n',
  )
  expect(status).toBe(2)
  remove()
})

test('a folder without data has an error that says what to do', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-empty-'))
  for (const command of ['build', 'check']) {
    const { status, err } = await technote([command, '--root', root])
    expect(err).toContain('Unexpected absence of site/site.yaml')
    expect(status).toBe(1)
  }
  const inspected = await technote(['inspect', '--root', root])
  expect(inspected.err).toContain('Unexpected absence of a study')
  expect(inspected.status).toBe(1)
  expect(readdirSync(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const project = copySmallProject()
afterAll(project.remove)

test('inspect shows every number of a run with its source', async () => {
  const { status, out } = await technote(['inspect', 'libaio.iops.r1'], { cwd: project.root })
  expect(status).toBe(0)
  expect(out).toMatch(/Context switches = [\d.]+ switch\/IO/)
  expect(out).toMatch(
    /context-switches = \d+ {2}round-1\.tar\.gz › libaio\/iops\/perf-process\.txt:\d+/,
  )
  expect(out).toMatch(
    /total_ios = \d+ IO {2}round-1\.tar\.gz › libaio\/iops\/fio\.json#\/jobs\/0\/read\/total_ios/,
  )
  expect(out).toContain('System CPU cycles: <not supported>')
  const other = await technote(['inspect', 'psync.iops.r99'], { cwd: project.root })
  expect(other.err).toContain('Unexpected run psync.iops.r99; did you mean')
  expect(other.status).toBe(2)
})

test('bundle writes one page with all that it needs inside', async () => {
  const { root, remove } = copySmallProject()
  const file = join(root, 'one.html')
  const bundle = (...args: string[]) => technote(['bundle', '--root', root, ...args])
  const { status, out } = await bundle('linux-io-engines', '--output', file)
  expect(status).toBe(0)
  expect(out).toContain('one file')
  const html = readFileSync(file, 'utf8')
  expect(html.length).toBeLessThan(1_500_000)
  expect(html).not.toMatch(/<link [^>]*rel="stylesheet"|<script [^>]*src|src="(?!data:)/)
  for (const [, script = ''] of html.matchAll(/<script>([\s\S]*?)<\/script>/g)) {
    const hash = createHash('sha256').update(script).digest('base64')
    expect(html.replaceAll('&#x27;', "'")).toContain(`'sha256-${hash}'`)
  }
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(match => match[1] ?? '')
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(match => match[1]))
  for (const link of links) {
    expect(link).toMatch(/^(#|data:|https?:)/)
    if (link.startsWith('#')) expect(ids.has(link.slice(1)), link).toBe(true)
  }
  expect((await bundle('linux-io-engine')).err).toContain('did you mean `linux-io-engines`?')
  expect((await bundle()).status).toBe(2)
  remove()
})

describe('bundle of a site without studies', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-all-'))
  const output = join(root, 'all.html')
  const bundle = (...args: string[]) =>
    technote(['bundle', '--root', root, '--output', output, ...args])
  beforeAll(() => {
    mkdirSync(join(root, 'site/style'), { recursive: true })
    const write = (name: string, text: string) => writeFileSync(join(root, 'site', name), text)
    write('site.yaml', 'title: T\ndescription: D\npages: [index, b]\n')
    write('index.md', '---\ntitle: Front\ndescription: D\n---\n\n[To b](b.html#deep)\n')
    write('b.md', '---\ntitle: Second\ndescription: D\n---\n\n## Deep\n\nText.\n')
  })
  afterAll(() => rmSync(root, { recursive: true }))

  test('--all makes one file of all its pages', async () => {
    expect((await bundle('--all')).status).toBe(0)
    const html = readFileSync(output, 'utf8')
    expect(html).toContain('<section class="chapter" id="b">')
    expect(html).toContain('<a href="#b--deep">To b</a>')
    // Its policy allows no script from outside, so that there must be none.
    expect(html).not.toMatch(/<script[^>]* src=/)
    expect((await bundle('--all', 'b')).status).toBe(2)
  })

  test('the name of a page that is not there is told before anything is built', async () => {
    const study = join(root, 'data/mine')
    mkdirSync(study, { recursive: true })
    expect((await technote(['build', '--root', root])).err).toContain('absence of study.yaml')
    for (const command of ['bundle', 'pdf']) {
      const { status, err } = await technote([command, 'indes', '--root', root])
      expect(err).toBe('Unexpected page indes; did you mean `index`?\n')
      expect(status).toBe(2)
    }
    rmSync(join(root, 'data'), { recursive: true })
  })

  test.each(['.', 'site'])('seen from %s, build names a page that can be opened', async folder => {
    const cwd = join(root, folder)
    const { out } = await technote(['build', '--root', root, '--output', 'built/here'], { cwd })
    const shown = / Open (.*)\n$/.exec(out)?.[1] ?? ''
    expect(resolve(cwd, shown)).toBe(join(root, 'built/here/index.html'))
    expect(existsSync(resolve(cwd, shown))).toBe(true)
    expect(out.startsWith('built/here: ')).toBe(folder === '.')
  })

  test.runIf(existsSync('/dev/full'))('where there is no room, it says to make some', async () => {
    const { status, err } = await technote([
      'bundle',
      '--root',
      root,
      '--all',
      '--output',
      '/dev/full',
    ])
    expect(err).toMatch(
      /^Unexpected no space left on device \(ENOSPC.*\); make room there, or write elsewhere$/m,
    )
    expect(status).toBe(2)
  })

  test.runIf(existsSync('/proc/self'))(
    'where nothing can be made, a build says so and ends',
    async () => {
      const { status, err } = await technote([
        'build',
        '--root',
        root,
        '--output',
        '/proc/technote',
      ])
      expect(err).toMatch(
        /^Unexpected no such file or directory \(ENOENT, mkdir '\/proc\/technote.*; correct the path/m,
      )
      expect(status).toBe(2)
    },
  )
})

test('init proposes a study that builds at once, and touches nothing that is there', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  mkdirSync(join(root, 'data/engines'), { recursive: true })
  for (let round = 1; round <= 3; round++) {
    const name = `round-${round}.tar.gz`
    cpSync(join(smallStudy, name), join(root, 'data/engines', name))
  }
  writeFileSync(join(root, 'site'), 'a file where a folder should be')
  const refused = await technote(['init', '--root', root])
  expect(refused.err).toMatch(/^Unexpected file already exists \(EEXIST.*correct the path/m)
  expect(refused.status).toBe(2)
  rmSync(join(root, 'site'))
  const first = await technote(['init', '--root', root])
  expect(first.status, first.err).toBe(0)
  expect(readFileSync(join(root, 'data/engines/study.yaml'), 'utf8')).toContain(
    'runs: round-{repeat}.tar.gz/{engine}',
  )
  const built = await technote(['build', '--root', root])
  expect(built.status, built.err).toBe(0)
  const second = await technote(['init', 'data/engines', '--root', root])
  expect(second.err).toContain('data/engines/study.yaml is there already and was left alone')
  const file = join(root, 'data/engines/study.yaml')
  const yaml = readFileSync(file, 'utf8')
  const pages = () =>
    readdirSync(join(root, '_site')).filter(name => /^workload-.*\.html$/.test(name))
  const said = () =>
    pages()
      .map(name => readFileSync(join(root, '_site', name), 'utf8'))
      .join()
  expect(said()).toContain('for the baseline, libaio.')
  writeFileSync(file, yaml.replace('  engine: libaio', '  engine: psync'))
  expect((await technote(['build', '--root', root])).status).toBe(0)
  expect(said()).toContain('for the baseline, psync.')
  writeFileSync(file, yaml.replace('  engine: libaio', '  engine: libiao'))
  const typo = await technote(['init', 'data/engines', '--root', root])
  expect(typo.err).toMatch(
    /^data\/engines\/study\.yaml:\d+:\d+: error Unexpected level `libiao`; did you mean `libaio`/m,
  )
  expect(typo.status).toBe(1)
  writeFileSync(file, yaml)
  expect((await technote(['init', '--root', root])).status).toBe(2)
  expect((await technote(['init', 'data/none', '--root', root])).status).toBe(2)
  rmSync(root, { recursive: true })
})

test('init tells what it could not read, and proposes the rest', async () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-init-'))
  const data = join(root, 'data/engines')
  mkdirSync(data, { recursive: true })
  const round = join(repository, 'data/linux-io-engines/round-1.tar.gz')
  cpSync(round, join(data, 'round-1.tar.gz'))
  writeFileSync(join(data, 'round-2.tar.gz'), readFileSync(round).subarray(0, 1000))
  symlinkSync('round-1.tar.gz', join(data, 'round-3.tar.gz'))
  const { status, err } = await technote(['init', '--root', root])
  expect(err).toMatch(/^data\/engines\/round-2\.tar\.gz: error .*damaged-archive$/m)
  expect(err).toMatch(/^data\/engines\/round-3\.tar\.gz: error .*not-a-file$/m)
  expect(status).toBe(1)
  expect(existsSync(join(data, 'study.yaml'))).toBe(true)
  rmSync(root, { recursive: true })
})

test('inspect --json gives every file of every archive', async () => {
  const { out } = await technote(['inspect', '--json'], { cwd: project.root })
  const entries = JSON.parse(out)['data/linux-io-engines']
  expect(entries.length).toBeGreaterThan(100)
  expect(
    entries.find((entry: { path: string }) => entry.path === 'libaio/iops/fio.json'),
  ).toMatchObject({
    format: 'fio-json',
    tool: 'fio-3.33',
    use: 'run',
    detail: 'libaio.iops.r1',
  })
})
