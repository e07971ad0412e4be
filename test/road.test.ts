import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

/** The one-way road: each folder may import what stands to its left, and the leaves. */
const road = ['archive', 'parse', 'study', 'efficiency', 'charts', 'pages', 'site', 'cli']
const leaves = ['model', 'statistics', 'format', 'message']
/** Environment is a side road: it leaves behind `study` and arrives at `pages`. */
const mayImport: { [folder: string]: string[] } = {
  ...Object.fromEntries(road.map((folder, index) => [folder, road.slice(0, index)])),
  environment: ['archive', 'parse', 'study'],
}
mayImport.pages?.push('environment')
mayImport.site?.push('environment')
mayImport.cli?.push('environment', 'top')

const root = join(import.meta.dirname, '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts') && path.includes('/'))

test('every file of a folder is on the road', () => {
  const known = [...road, ...leaves, 'environment', 'client']
  expect(files.filter(path => !known.includes(path.split('/')[0] ?? ''))).toEqual([])
})

test.each(files)('%s imports only what is to its left', path => {
  const folder = path.split('/')[0] ?? ''
  const allowed = [folder, ...leaves, ...(mayImport[folder] ?? [])]
  const imported = importsOf(readFileSync(join(root, path), 'utf8'))
    .filter(target => target.startsWith('.'))
    .map(target => posix.join(posix.dirname(path), target))
    .map(target => (target.includes('/') ? target.split('/')[0] : 'top'))
  expect(imported.filter(target => !allowed.includes(target ?? ''))).toEqual([])
})

test('only what reads and what writes touches files, processes and the network', () => {
  const pure = files.filter(path => !/^(archive|site|cli|client)\//.test(path))
  for (const path of pure) {
    const imported = importsOf(readFileSync(join(root, path), 'utf8'))
    expect(
      imported.filter(target => /^node:(fs|child_process|https?|dns)/.test(target)),
      path,
    ).toEqual([])
  }
})

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '')
}
