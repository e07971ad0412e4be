import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { engineRuns } from './helpers/small-project.ts'
import { repository } from './helpers/technote.ts'

/** The package as npm makes it, installed in an empty folder without a network. */
const work = mkdtempSync(join(tmpdir(), 'technote-package-'))
const project = join(work, 'project')
const env = {
  ...process.env,
  CI: '',
  npm_config_cache: join(work, 'npm'),
  npm_config_offline: 'true',
  npm_config_prefix: join(work, 'global'),
  PATH: `${join(work, 'global/bin')}:${process.env.PATH}`,
}
let tarball = ''

beforeAll(() => {
  const clone = join(work, 'clone')
  const files = execFileSync(
    'git',
    ['ls-files', '-z', '-co', '--exclude-standard', '--', ':!data', ':!test'],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  )
  for (const file of files.split('\0').filter(file => existsSync(join(repository, file)))) {
    if (file !== '') cpSync(join(repository, file), join(clone, file))
  }
  symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'))
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', work], {
    cwd: clone,
    env,
    encoding: 'utf8',
  })
  tarball = join(work, packed.trim().split('\n').at(-1) ?? '')
  execFileSync('npm', ['install', '--silent', '--global', tarball], { cwd: work, env })
  mkdirSync(project)
}, 240_000)
afterAll(() => rmSync(work, { recursive: true, force: true }))

function write(path: string, content: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), content)
}

function run(command: string, more: { [name: string]: string } = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: project,
    env: { ...env, ...more },
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

/** The steps of a workflow that are commands of a shell, with the variables that they are given. */
function listSteps(name: string): { run: string; env?: { [name: string]: string } }[] {
  const { jobs } = parse(readFileSync(join(project, `.github/workflows/${name}.yml`), 'utf8'))
  const jobList = Object.values<{ steps: { run?: string; env?: { [name: string]: string } }[] }>(
    jobs,
  )
  return jobList.flatMap(({ steps }) =>
    steps.flatMap(({ run, env }) => (run ? [{ run, ...(env && { env }) }] : [])),
  )
}

/** The steps of the Action, with what it would be given. */
function runAction(command: string, summary: string) {
  const { runs } = parse(readFileSync(join(repository, 'action.yml'), 'utf8'))
  const inputs = { COMMAND: command, PACKAGE: tarball, SUMMARY: 'true' }
  const given = { ...inputs, RUNNER_TEMP: work, GITHUB_STEP_SUMMARY: summary }
  const steps: { run?: string }[] = runs.steps
  return steps.flatMap(({ run: step }) => (step ? [run(step, given)] : []))
}

/** Each step, as GitHub runs it; what a variable of the repository would say is said here. */
function runSteps(name: string, more: { [name: string]: string }) {
  return listSteps(name).map(step => {
    const given = Object.keys(step.env ?? {}).map(variable => [variable, tarball])
    return { step: step.run, ...run(step.run, { ...Object.fromEntries(given), ...more }) }
  })
}

test('it holds what runs, and no more than 4 MiB beside the words', () => {
  const installed = join(work, 'global/lib/node_modules/technote')
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name).slice(installed.length + 1))
  expect(
    files.filter(file => /^(?:test|data|node_modules|src\/(?!capture|privacy))/.test(file)),
  ).toEqual([])
  expect(files.filter(file => file.startsWith('dist/')).sort()).toEqual([
    'dist/chunk.js',
    ...['page', 'reader', 'search', 'vega'].map(name => `dist/client/${name}.js`),
    'dist/draw-worker.js',
    'dist/main.js',
    'dist/technote.js',
    'dist/watch.js',
  ])
  const bytes = files
    .filter(file => !file.endsWith('.bin'))
    .reduce((sum, file) => sum + statSync(join(installed, file)).size, 0)
  expect(bytes).toBeLessThan(4 * 1024 ** 2)
})

test('a repository begins, publishes and is checked with it alone', { timeout: 240_000 }, () => {
  expect(run('technote init --project').said).toContain('Now: put the results into data/NAME/')
  for (const [path, text] of Object.entries(engineRuns())) write(`data/engines/${path}`, text)
  expect(run('technote init')).toMatchObject({ status: 0 })
  for (const command of [
    'technote --version',
    'technote help study',
    'technote inspect',
    'technote review',
    'npm run --silent build',
    'npm run --silent check',
    'technote bundle index --output one.html',
    'technote capture',
    'technote compare data/engines data/engines --metric iops',
  ])
    expect({ command, ...run(command) }).toMatchObject({ command, status: 0 })

  rmSync(join(project, '_site'), { recursive: true })
  for (const step of runSteps('pages', {
    GITHUB_REPOSITORY_OWNER: 'owner',
    GITHUB_REPOSITORY: 'owner/name',
  }))
    expect(step).toMatchObject({ status: 0 })
  expect(existsSync(join(project, '_site/index.html'))).toBe(true)

  run(
    'git init -q -b main && git add . && git -c user.name=n -c user.email=e@example.org commit -qm base',
  )
  run('git update-ref refs/remotes/origin/main HEAD && git switch -qc change')
  for (const [path, text] of Object.entries(engineRuns()))
    write(`data/engines/${path}`, text.replace(/(\d+)( {6}context-switches)/, '9$1$2'))
  run('git -c user.name=n -c user.email=e@example.org commit -qam change')
  const summary = join(work, 'summary.md')
  for (const step of runSteps('check', { GITHUB_STEP_SUMMARY: summary, GITHUB_BASE_REF: 'main' }))
    expect(step).toMatchObject({ status: 0 })
  expect(readFileSync(summary, 'utf8')).toMatch(/^\| psync \|.*\| \+\d+ % \|/m)

  const shown = join(work, 'action.md')
  expect(runAction('check --claims', shown).map(({ status }) => status)).toEqual([0, 0])
  expect(readFileSync(shown, 'utf8')).toContain('The site can be built')
  write(
    'site/index.md',
    '---\ntitle: T\ndescription: D\nstudy: engines\n---\n\n:value{metric=iopz}\n',
  )
  const [, broken] = runAction('build', shown)
  expect(broken).toMatchObject({ status: 1 })
  expect(broken?.said).toMatch(
    /^::error file=site\/index\.md,line=7,col=1,title=[\w-]+::Unexpected /m,
  )
})
