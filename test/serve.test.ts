import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveFolder } from '../src/cli/serve.ts'

const root = mkdtempSync(join(tmpdir(), 'technote-serve-'))
const server = serveFolder(join(root, 'site'))
let address = ''

beforeAll(async () => {
  mkdirSync(join(root, 'site/data'), { recursive: true })
  writeFileSync(join(root, 'secret.txt'), 'secret')
  writeFileSync(join(root, 'site/index.html'), 'front')
  writeFileSync(join(root, 'site/data/index.html'), 'data')
  writeFileSync(join(root, 'site/a b.js'), 'script')
  symlinkSync(join(root, 'secret.txt'), join(root, 'site/link.html'))
  symlinkSync(join(root, 'site/index.html'), join(root, 'site/inside.html'))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.close()
  rmSync(root, { recursive: true })
})

test.each([
  ['/', 200, 'front', 'text/html; charset=utf-8'],
  ['/index.html?x=1', 200, 'front', 'text/html; charset=utf-8'],
  ['/data/', 200, 'data', 'text/html; charset=utf-8'],
  ['/a%20b.js', 200, 'script', 'text/javascript; charset=utf-8'],
  ['/none.html', 404, 'There is no none.html\n', 'text/plain; charset=utf-8'],
  ['/data', 404, 'There is no data\n', 'text/plain; charset=utf-8'],
  ['/..%2fsecret.txt', 404, 'There is no such file\n', 'text/plain; charset=utf-8'],
  ['/%ff', 404, 'There is no such file\n', 'text/plain; charset=utf-8'],
  ['/link.html', 404, 'There is no link.html\n', 'text/plain; charset=utf-8'],
  ['/inside.html', 200, 'front', 'text/html; charset=utf-8'],
  ['/%00', 404, 'There is no such file\n', 'text/plain; charset=utf-8'],
])('%s', async (path, status, body, type) => {
  const response = await fetch(address + path)
  expect([response.status, await response.text()]).toEqual([status, body])
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test.each([
  ['POST', '127.0.0.1', 405],
  ['PUT', 'localhost', 405],
  ['GET', 'attacker.example', 421],
  ['GET', '127.0.0.1.attacker.example', 421],
  ['HEAD', 'localhost:8080', 200],
  ['GET', '[::1]:8080', 200],
])('%s for %s is answered with %i', async (method, host, status) => {
  const answer = await new Promise(done => {
    request(`${address}/`, { method, headers: { host } }, response => {
      response.resume()
      done(response.statusCode)
    }).end()
  })
  expect(answer).toBe(status)
})
