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
  'privacy',
  'study',
  'environment',
  'redact',
  'efficiency',
  'propose',
  'charts',
  'tables',
  'measured',
  'pages',
  'site',
  'build.ts',
  'cli',
]
const leaves = ['model', 'statistics', 'format', 'message']
/** What runs in a browser imports nothing of the road. */
const aside = ['client']
/** Captures lead from `study` to `pages` beside the numbers, which know nothing of them. */
const beside = ['environment', 'redact']
const numbers = ['efficiency', 'propose', 'charts', 'tables']
/** The rooms that touch files, processes and the network. */
const reachOut = ['read', 'privacy', 'site', 'cli', 'client']

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

/** It draws in a process of its own, which can be ended; its result is of its arguments alone. */
const inProcess = 'charts/draw-apart.ts'

test('only what reads and what writes touches files, processes and the network', () => {
  const others = files.filter(path => !reachOut.includes(roomOf(path)) && path !== inProcess)
  for (const path of others) {
    const reached = importsOf(path).filter(target =>
      /^node:(fs|child_process|https?|dns)/.test(target),
    )
    expect(reached, path).toEqual([])
  }
})

test('a folder has at most 25 files', () => {
  const counts = new Map<string, number>()
  for (const path of files) {
    const folder = posix.dirname(path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  expect([...counts].filter(([, count]) => count > 25)).toEqual([])
})

test('of files that need each other, types too, there are at most three', () => {
  const circles = files.map(path => circleOf(path))
  const large = circles.filter(circle => circle.length > 3).map(circle => circle.join(' '))
  expect([...new Set(large)]).toEqual([])
})

/** The files that a file needs, directly or not, and that need it; itself among them. */
function circleOf(path: string): string[] {
  return [...reachable(path)].filter(other => reachable(other).has(path)).sort()
}

const reached = new Map<string, Set<string>>()

function reachable(path: string): Set<string> {
  const known = reached.get(path)
  if (known) return known
  const found = new Set<string>()
  const open = [path]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of importsOf(next).filter(target => target.startsWith('.'))) {
      const file = posix.join(posix.dirname(next), target)
      if (found.has(file) || !files.includes(file)) continue
      found.add(file)
      open.push(file)
    }
  }
  reached.set(path, found)
  return found
}

/** `pages/draft.ts // => 'pages'`, `build.ts // => 'build.ts'` */
function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function mayImport(room: string): string[] {
  const before = road.slice(0, Math.max(0, road.indexOf(room)))
  const closed = numbers.includes(room) ? beside : []
  return [room, ...leaves, ...before.filter(other => !closed.includes(other))]
}

const imports = new Map<string, string[]>()

/** Of `import`, `export … from`, `import type` and `import()`. */
function importsOf(path: string): string[] {
  const known = imports.get(path)
  if (known) return known
  const text = readFileSync(join(root, path), 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)]
  const targets = found.map(match => match[1] ?? '')
  imports.set(path, targets)
  return targets
}
