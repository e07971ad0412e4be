import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { main } from '../../src/cli/main.ts'
import { printable } from '../../src/message/printable.ts'
import { smallStudy } from './small-study.ts'

export const repository = join(import.meta.dirname, '../..')

export interface Outcome {
  status: number | null
  out: string
  err: string
}

interface InProcess {
  cwd?: string
  env?: { CI?: string }
}

const bundledMain = pathToFileURL(join(repository, 'dist/main.js')).href

/**
 * Run the command line inside this process, where what earlier calls compiled is warm. Only `CI`
 * is taken of the environment; what depends on more of it runs as a process of its own.
 */
export function technote(args: string[], options: InProcess = {}): Promise<Outcome> {
  return call(main, args, options)
}

/** The same of the bundled program, which remembers steps: the sources do not. */
export async function technoteBundled(args: string[], options: InProcess = {}): Promise<Outcome> {
  const bundle = (await import(bundledMain)) as { main: typeof main }
  return call(bundle.main, args, options)
}

async function call(
  program: typeof main,
  args: string[],
  { cwd = repository, env = process.env }: InProcess,
): Promise<Outcome> {
  const said = { out: '', err: '' }
  const terminal = {
    out: (text: string) => {
      said.out += printable(text)
    },
    err: (text: string) => {
      said.err += printable(text)
    },
    isLog: Boolean(env.CI),
  }
  const before = process.cwd()
  process.chdir(cwd)
  try {
    const status = await program(args, terminal, `${repository}/`)
    return { status, ...said }
  } finally {
    process.chdir(before)
  }
}

/** Run the bundled command line as a process of its own. */
export function technoteProcess(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, 'dist/technote.js'), ...args],
    {
      cwd: options.cwd ?? repository,
      env: { ...process.env, ...options.env },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 ** 2,
    },
  )
  return { status, out: stdout, err: stderr }
}

export interface CopiedProject {
  root: string
  remove(): void
}

/** A project that a test may damage: the smaller study of this repository, and pages on it. */
export function copyProject(): CopiedProject {
  const root = mkdtempSync(join(tmpdir(), 'technote-project-'))
  const parts = ['data/linux-io-engines', 'data/reference-platform']
  const pages = ['linux-io-engines', 'reference-platform']
  for (const part of [...parts, ...pages.map(page => `site/${page}.md`)]) {
    cpSync(join(repository, part), join(root, part), { recursive: true })
  }
  return withFrontPage(root, pages)
}

/** A smaller one, for what needs no claims: three rounds of two engines at one load, a plain page. */
export function copySmallProject(): CopiedProject {
  const root = mkdtempSync(join(tmpdir(), 'technote-small-'))
  cpSync(smallStudy, join(root, 'data/linux-io-engines'), { recursive: true })
  mkdirSync(join(root, 'site'))
  writeFileSync(
    join(root, 'site/linux-io-engines.md'),
    '---\ntitle: Engines\ndescription: D\nstudy: linux-io-engines\n---\n\nA sentence.\n',
  )
  return withFrontPage(root, ['linux-io-engines'])
}

function withFrontPage(root: string, pages: string[]): CopiedProject {
  writeFileSync(join(root, 'site/index.md'), '---\ntitle: Front\ndescription: A front page.\n---\n')
  writeFileSync(
    join(root, 'site/site.yaml'),
    `title: T\ndescription: D\npages: [index, ${pages.join(', ')}]\nallow: [bench]\n`,
  )
  return { root, remove: () => rmSync(root, { recursive: true }) }
}

/** All files below a folder, by path. */
export function readTree(root: string): Map<string, Buffer> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
    .sort()
  return new Map(paths.map(path => [path.slice(root.length + 1), readFileSync(path)]))
}
