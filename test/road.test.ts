import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The one-way road, from its beginning: each room may import what stands before it, and the leaves.
 * A room is a folder of `src/`, or a file that lies there by itself.
 */
const road = [
  'read',
  'parse',
  'study',
  'environment',
  'redact-studies.ts',
  'efficiency',
  'propose',
  'charts',
  'pages',
  'site',
  'build.ts',
  'cli',
]
const leaves = ['model', 'statistics', 'format', 'message']
/** What runs in a browser imports nothing of the road. */
const aside = ['client']
/** Captures lead from `study` to `pages` beside the numbers, which know nothing of them. */
const beside = ['environment', 'redact-studies.ts']
const numbers = ['efficiency', 'propose', 'charts']
/** The rooms that touch files, processes and the network. */
const reachOut = ['read', 'site', 'cli', 'client']

const root = join(import.meta.dirname, '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))

test('every file is in a room of the road', () => {
  const known = [...road, ...leaves, ...aside]
  expect(files.filter(path => !known.includes(roomOf(path)))).toEqual([])
})

test.each(files)('%s imports only what stands before it, types too', path => {
  const allowed = mayImport(roomOf(path))
  const imported = importsOf(path).filter(target => target.startsWith('.'))
  const rooms = imported.map(target => roomOf(posix.join(posix.dirname(path), target)))
  expect(rooms.filter(room => !allowed.includes(room))).toEqual([])
})

test('what a command proposes is apart from what a build needs', () => {
  const users = files.filter(path =>
    importsOf(path).some(target => /^\.\.?\/(.*\/)?propose\//.test(target)),
  )
  expect(users.filter(path => !/^(propose|cli)\//.test(path))).toEqual([])
})

test('only what reads and what writes touches files, processes and the network', () => {
  for (const path of files.filter(path => !reachOut.includes(roomOf(path)))) {
    const reached = importsOf(path).filter(target =>
      /^node:(fs|child_process|https?|dns)/.test(target),
    )
    expect(reached, path).toEqual([])
  }
})

/** `pages/draft.ts // => 'pages'`, `build.ts // => 'build.ts'` */
function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function mayImport(room: string): string[] {
  const before = road.slice(0, Math.max(0, road.indexOf(room)))
  const closed = numbers.includes(room) ? beside : []
  return [room, ...leaves, ...before.filter(other => !closed.includes(other))]
}

/** Of `import`, `export … from`, `import type` and `import()`. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '')
}
