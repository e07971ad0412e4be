import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { watchFolders } from '../src/cli/watch/watch-folders.ts'
import { withScript } from '../src/cli/watch/with-script.ts'
import { escapeMarkup, unescapeMarkup } from '../src/format/escape-markup.ts'
import { smallProject } from './helpers/small-project.ts'
import { startWatch, until } from './helpers/watched.ts'

const project = smallProject({})
rmSync(join(project.root, 'data'), { recursive: true })
project.write('site/index.md', '---\ntitle: Front\ndescription: A page.\n---\n\nThe first text.\n')
afterAll(() => project.remove())

/** States that the server tells of a page, as they come. */
function listen(address: string, page: string) {
  const states: { made?: string; errors: string[] }[] = []
  const call = request(`${address}.watch/events?page=${page}`, response => {
    response.on('error', () => undefined)
    response.on('data', data => {
      for (const [, json = ''] of String(data).matchAll(/^data: (.*)$/gm))
        states.push(JSON.parse(json))
    })
  })
  call.on('error', () => undefined)
  call.end()
  return { states, latest: () => states.at(-1) }
}

test('a page is built again when it is saved, its errors are told, and all ends cleanly', async () => {
  const watched = await startWatch(project.root)
  onTestFinished(() => void watched.child.kill('SIGKILL'))
  await watched.written(1)
  const read = async (path: string) => (await fetch(watched.address + path)).text()
  const first = await read('index.html')
  expect(first).toContain('The first text.')
  expect(first).toMatch(
    /<script defer src="\/\.watch\/reload\.js" data-path="index\.html" data-made="\w{64}">/,
  )
  expect(unescapeMarkup(first)).toContain(
    "default-src 'none'; connect-src 'self'; script-src 'self' ",
  )
  expect(await read('.watch/reload.js')).toContain('EventSource')
  expect(project.read('_site/index.html')).not.toContain('.watch')
  const { states, latest } = listen(watched.address, 'index.html')
  await until(() => states.length > 0)
  expect(first).toContain(`data-made="${latest()?.made}"`)

  watched.edit('site/index.md', text => text.replace('first text', 'second text'))
  await until(() => latest()?.made !== states[0]?.made)
  expect(await read('')).toContain('The second text.')

  watched.edit('site/index.md', text => `${text}\n:vale{metric=x}\n`)
  await until(() => latest()?.errors.length === 1)
  expect(latest()?.errors[0]).toMatch(/^site\/index\.md:8:1: error Unexpected directive `:vale`/)
  expect(await read('index.html')).toContain('The second text.')

  watched.edit('site/index.md', text => text.replace(':vale{metric=x}', 'A third text.'))
  await until(() => latest()?.errors.length === 0)
  expect(await read('index.html')).toContain('A third text.')
  // The folder is exchanged as a whole: between its two names there is a moment without it.
  await until(() => {
    try {
      return project.read('_site/index.html').includes('A third text.')
    } catch {
      return false
    }
  })
  // Early or late, a page is the same.
  expect(new Set(states.map(({ made }) => made)).size).toBe(3)

  const refused = await fetch(watched.address, { method: 'POST' })
  expect(refused.status).toBe(405)
  const statusFor = (path: string, host: string) =>
    new Promise(done => {
      request(watched.address + path, { headers: { host } }, ({ statusCode }) =>
        done(statusCode),
      ).end()
    })
  expect(await statusFor('', 'attacker.example')).toBe(421)
  expect(await statusFor('.watch/events', 'attacker.example')).toBe(421)

  watched.child.stdin.end()
  expect(await watched.ended()).toEqual([0, null])
  expect(readdirSync(project.root).filter(name => name.startsWith('_site.'))).toEqual([])
  expect(existsSync(join(project.root, '_site/index.html'))).toBe(true)
})

test('a signal ends it in the middle of a build', async () => {
  const watched = await startWatch(project.root)
  onTestFinished(() => void watched.child.kill('SIGKILL'))
  watched.edit('site/index.md', text => `${text}\nMore.\n`)
  watched.child.kill('SIGTERM')
  expect(await watched.ended()).toEqual([0, null])
  expect(watched.said.err).toBe('')
})

describe('changes of folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-watch-'))
  afterAll(() => rmSync(root, { recursive: true }))
  const at = (path: string) => join(root, path)

  test('are told wherever they are below them, and of nothing beside them', async () => {
    mkdirSync(at('data/a/b'), { recursive: true })
    let changes = 0
    const watch = watchFolders(
      async () => ['data', 'site'].map(at),
      () => {
        changes += 1
      },
    )
    onTestFinished(() => watch.close())
    const settled = () => new Promise(resolve => setTimeout(resolve, 200))
    const isTold = async (change: () => void, expected: boolean) => {
      await settled()
      const before = changes
      change()
      await (expected ? until(() => changes > before) : settled())
      return changes > before
    }
    const steps: [change: () => void, isTold: boolean][] = [
      [() => writeFileSync(at('data/a/b/new.json'), '{}'), true],
      [() => writeFileSync(at('data/a/b/new.json'), '{ }'), true],
      [() => renameSync(at('data/a/b/new.json'), at('data/a/b/other.json')), true],
      [() => mkdirSync(at('_site')), false],
      [() => writeFileSync(at('_site/index.html'), ''), false],
      // A folder that was not there.
      [() => mkdirSync(at('site/style'), { recursive: true }), true],
      [() => writeFileSync(at('site/style/a.css'), ''), true],
      // Another in the place of one.
      [() => renameSync(at('data/a'), at('old')), true],
      [() => mkdirSync(at('data/a/b'), { recursive: true }), true],
      [() => writeFileSync(at('data/a/b/new.json'), '{}'), true],
      [() => rmSync(at('data'), { recursive: true }), true],
      [() => mkdirSync(at('data/c'), { recursive: true }), true],
      [() => writeFileSync(at('data/c/new.json'), '{}'), true],
    ]
    for (const [step, [change, expected]] of steps.entries())
      expect([step, await isTold(change, expected)]).toEqual([step, expected])
    watch.close()
    expect(await isTold(() => writeFileSync(at('data/c/new.json'), '{ }'), false)).toBe(false)
  })
})

test.each([
  [
    `default-src 'none'; script-src 'sha256-x'`,
    `default-src 'none'; connect-src 'self'; script-src 'self' 'sha256-x'`,
  ],
  [
    `default-src 'none'; img-src data:`,
    `default-src 'none'; connect-src 'self'; script-src 'self'; img-src data:`,
  ],
])('a page that allows %s allows the script too', (policy, allowed) => {
  const toPage = (content: string, script = '') =>
    `<head><meta http-equiv="Content-Security-Policy" content="${escapeMarkup(content)}">${script}</head>`
  const script = '<script defer src="/.watch/reload.js" data-path="a&amp;b.html"></script>'
  expect(withScript(toPage(policy), 'a&b.html', undefined)).toBe(toPage(allowed, script))
})
