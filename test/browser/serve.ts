import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const types: { [extension: string]: string } = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
}

/** A built site over http, with nothing that a browser could keep. */
export async function serve(site: string): Promise<{ address: string; end(): void }> {
  const server = createServer((request, response) => {
    try {
      const path = join(site, new URL(request.url ?? '/', 'http://x').pathname)
      response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
      response.setHeader('cache-control', 'no-store')
      response.end(readFileSync(path))
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, end: () => server.close() }
}
