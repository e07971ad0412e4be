import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineStudy, runFiles, type SmallProject, smallProject } from './helpers/small-project.ts'
import { makeTar } from './helpers/tar.ts'
import { repository, technoteProcess } from './helpers/technote.ts'

/** Digests that are made ahead give the site that a build without them gives, by each recipe of docs/digest.md. */
const docs = readFileSync(join(repository, 'docs/digest.md'), 'utf8')
const recipe = (name: string) => docs.split(`\`\`\`sh ${name}\n`)[1]?.split('\n```')[0] ?? ''
const hasParallel = spawnSync('parallel', ['--version']).status === 0

const archives = ['r1.tar.gz', 'r2.tar.gz', 'r3.tar.gz']
let project: SmallProject
/** What a build without digests wrote, by path. */
let expected: Map<string, string>

beforeAll(async () => {
  const files: { [path: string]: Uint8Array } = {}
  for (const [index, path] of archives.entries()) {
    const runs = ['libaio', 'psync'].flatMap(engine =>
      Object.entries(runFiles(engine, index + 1)).map(([name, content]) => ({
        name: `${engine}/${name}`,
        content,
      })),
    )
    files[path] = gzipSync(
      await makeTar([...runs, { name: 'psync/note.txt', content: 'on ZZCASTLE7\n' }]),
    )
  }
  project = smallProject(files, engineStudy('"r{repeat}.tar.gz/{engine}"'))
  project.write('bin/technote', `#!/bin/sh\nexec node ${repository}/dist/technote.js "$@"\n`)
  chmodSync(join(project.root, 'bin/technote'), 0o755)
  const { status, err } = technoteProcess(['build', '--no-cache'], { cwd: project.root })
  expect(status, err).toBe(0)
  expected = readSite()
})

afterAll(() => project.remove())

function readSite(): Map<string, string> {
  const site = join(project.root, '_site')
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter(item =>
    item.isFile(),
  )
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return new Map(paths.map(path => [path, readFileSync(path, 'latin1')]))
}

function shell(script: string, env: { [name: string]: string } = {}): string {
  const path = `${join(project.root, 'bin')}:${process.env.PATH}`
  return execFileSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd: project.root,
    env: { HOME: project.root, ...env, PATH: path },
    encoding: 'utf8',
  })
}

function forget(): void {
  for (const name of ['_site', '.cache', 'digests'])
    rmSync(join(project.root, name), { recursive: true, force: true })
}

/** The site is that of a build alone, and the build itself read none of the archives. */
function expectSame(): void {
  expect(readSite()).toEqual(expected)
  const made = readdirSync(join(project.root, 'digests')).filter(name => name.endsWith('.json'))
  expect(made).toHaveLength(2 * archives.length)
  const own = ['digests', 'findings'].flatMap(name =>
    readdirSync(join(project.root, '.cache'), { recursive: true, encoding: 'utf8' }).filter(path =>
      path.startsWith(`${name}/`),
    ),
  )
  // The loose files, which are study.yaml alone.
  expect(own.map(path => path.split('/')[0])).toEqual(['digests', 'findings'])
}

describe('the recipe of docs/digest.md', () => {
  test('for xargs gives the same site', () => {
    forget()
    shell(recipe('xargs').replace('-n 20', '-n 2'))
    expectSame()
  })

  test.skipIf(!hasParallel)('for GNU parallel gives the same site by two processes', () => {
    forget()
    shell(recipe('parallel').replace('-n 20', '-n 2'))
    expectSame()
  })

  test('for Slurm takes each archive in one of its tasks', () => {
    forget()
    const script = recipe('slurm')
    const told = ['0', '1'].map(task =>
      shell(script, { SLURM_ARRAY_TASK_COUNT: '2', SLURM_ARRAY_TASK_ID: task }),
    )
    expect(told.map(text => text.trim()).sort()).toEqual([
      'digests: 1 archive',
      'digests: 2 archives',
    ])
    shell('technote build --digests digests')
    expectSame()
  })
})

test('what of an archive was not read ahead, the build reads', () => {
  forget()
  shell('technote digest data/s/r1.tar.gz --into digests')
  for (const name of readdirSync(join(project.root, 'digests')).slice(0, 1))
    writeFileSync(join(project.root, 'digests', name), '{"entries":')
  shell('technote build --digests digests')
  expect(readSite()).toEqual(expected)
})

test.each<[string, string[], RegExp]>([
  ['without --into', ['digest', 'data/s/r1.tar.gz'], /Unexpected absence of --into/],
  ['without an archive', ['digest', '--into', 'd'], /Unexpected absence of an archive/],
  ['of a file elsewhere', ['digest', 'site/index.md', '--into', 'd'], /expected one below data\//],
  [
    'of a loose file',
    ['digest', 'data/s/study.yaml', '--into', 'd'],
    /expected an archive \(\.tar/,
  ],
  ['of what is not there', ['digest', 'data/s/x.tar', '--into', 'd'], /data\/s\/x\.tar/],
  ['into data', ['digest', 'data/s/r1.tar.gz', '--into', 'data/d'], /Unexpected --into in data\//],
  ['from nowhere', ['build', '--digests', 'none'], /Unexpected --digests none, expected a folder/],
])('a call %s is refused', (_, args, message) => {
  const { status, err } = technoteProcess(args, { cwd: project.root })
  expect(err).toMatch(message)
  expect(status).toBe(2)
})
