import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { repository } from '../helpers/technote.ts'

const read = (path: string) => readFileSync(join(repository, path), 'utf8')

test('the script is at most 4 kB compressed', () => {
  const scripts = ['page', 'reader'].map(name => read(`dist/client/${name}.js`))
  const bytes = scripts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThanOrEqual(4000)
})

test('dark by choice has the colours of dark by the system', () => {
  const css = read('site/style/technote.css')
  const tokens = (start: string) => {
    const block = css.slice(css.indexOf(start) + start.length)
    return block.slice(0, block.indexOf('}')).match(/--[\w-]+: [^;]+/g)
  }
  const system = tokens(':root:not([data-theme="light"]) {')
  expect(system?.length).toBeGreaterThan(15)
  expect(tokens(':root[data-theme="dark"] {')).toEqual(system)
})
