import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { archivePath, downloadPath, toHref } from '../src/model/site-paths.ts'
import { downloads } from '../src/pages/evidence/data-files.ts'
import { engineRuns, engineStudy, runFiles, smallProject } from './helpers/small-project.ts'
import { makeTar } from './helpers/tar.ts'

/** Names that are more than letters to a link, to markup or to a shell, as links have them. */
const names: [name: string, link: string][] = [
  ["disk's.tar", 'disk%27s.tar'],
  ['a#1.tar', 'a%231.tar'],
  ['a?b.tar', 'a%3Fb.tar'],
  ['50%.tar', '50%25.tar'],
  ['a%20b <"&> µ.tar', 'a%2520b%20%3C%22%26%3E%20%C2%B5.tar'],
  ['run:1.tar', 'run%3A1.tar'],
]

test('archives are published under their names, and links lead to them', async () => {
  const files: { [path: string]: string | Buffer } = {}
  const rows = ['path,engine,workload,repeat']
  for (const [index, [name]] of names.entries()) {
    const engine = index % 2 === 0 ? 'libaio' : 'psync'
    const repeat = Math.floor(index / 2) + 1
    const members = Object.entries(runFiles(engine, repeat))
    files[name] = await makeTar(members.map(([name, content]) => ({ name, content })))
    rows.push(`"${name.replaceAll('"', '""')}",${engine},all,${repeat}`)
  }
  files['sheet.csv'] = rows.join('\n')
  const project = smallProject(files, engineStudy('{ sheet: sheet.csv }'))
  const { status, err, out } = await project.run('build')
  expect(err).toBe('')
  expect(out).toContain('6 of 6 runs usable')
  expect(status).toBe(0)
  const pages = ['index', 'ledger-all~libaio', 'ledger-all~psync']
  const [index = '', ...ledgers] = pages.map(page => project.read(`_site/data/s/${page}.html`))
  for (const [name, link] of names) {
    expect(existsSync(join(project.root, '_site/data/s', name))).toBe(true)
    for (const page of [index, ledgers.join('')]) expect(page).toContain(`href="${link}"`)
    expect(project.read('_site/data.html')).toContain(`href="data/s/${link}"`)
  }
  project.remove()
})

test('a study in a folder of any name builds, also as one file', async () => {
  const project = smallProject(engineRuns())
  renameSync(join(project.root, 'data/s'), join(project.root, "data/my #1 'st%udy"))
  project.write('site/site.yaml', 'title: T\ndescription: D\nbundle: [index]\n')
  const page = '---\ntitle: Front\ndescription: D\nstudy: "my #1 \'st%udy"\n---\n\n'
  project.write(
    'site/index.md',
    `${page}It is :value{metric=switches workload=all engine=psync}.\n`,
  )
  const { status, err } = await project.run('build')
  expect(err).toBe('')
  expect(status).toBe(0)
  expect(project.read('_site/single/index.html')).toContain('id="my_20_231_20_27st_25udy-')
  project.remove()
})

test('a run sheet may have the name of a file that is made of a study', async () => {
  const rows = ['libaio', 'psync'].flatMap(engine =>
    [1, 2, 3].map(repeat => `${engine}/run${repeat},${engine},all,${repeat}\n`),
  )
  const sheet = `path,engine,workload,repeat\n${rows.join('')}`
  const files = { ...engineRuns(), 'runs.csv': sheet }
  const project = smallProject(files, engineStudy('{ sheet: runs.csv }'))
  const { status, err } = await project.run('build')
  expect(err).toBe('')
  expect(status).toBe(0)
  expect(project.read('_site/data/s/raw/runs.csv')).toBe(sheet)
  expect(project.read('_site/data/s/runs.csv')).toMatch(/^workload,engine,/)
  expect(project.read('_site/data/s/index.html')).toContain('href="raw/runs.csv"')
  project.remove()
})

test('no file of a study takes the place of one that is made of it', () => {
  const made = [...downloads.map(({ name }) => name), 'index.html', 'loose-files.tar.gz']
  for (const name of [...made, 'ledger-x.html', 'ledger-x~a.html', 'summary-x.html']) {
    expect(archivePath('s', name), name).toBe(`data/s/raw/${name}`)
    expect(archivePath('s', name.toUpperCase()), name).not.toBe(downloadPath('s', name))
  }
  expect(archivePath('s', 'raw/runs.csv')).toBe('data/s/raw/raw/runs.csv')
  expect(archivePath('s', 'lab/runs.csv')).toBe('data/s/lab/runs.csv')
})

test('a link that no browser could follow is an error at its line', async () => {
  const project = smallProject({})
  project.write(
    'site/index.md',
    '---\ntitle: F\ndescription: D\n---\n\n[x](a%zz.html)\n[y](%ff.html)\n',
  )
  const { status, err } = await project.run('build')
  expect(status).toBe(1)
  expect(err).toMatch(/site\/index\.md:6: error Unexpected link `a%zz\.html`.*broken-link\n/)
  expect(err).toMatch(/site\/index\.md:7: error Unexpected link `%ff\.html`.*broken-link\n/)
  project.remove()
})

test('a path in a link is one that a browser reads as that path', () => {
  for (const path of ["a/b's #1?.zip", '50%.tar', 'ü:/x']) {
    const url = new URL(toHref(path), 'file:///')
    expect(decodeURIComponent(url.pathname.slice(1))).toBe(path)
  }
})
