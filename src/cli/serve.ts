import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { toSafePath } from '../read/entry.ts'
import { CallError, type Command, rootOption } from './command.ts'

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.woff2': 'font/woff2',
}

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Show the built site on this machine until interrupted',
  usage: 'technote serve [--root DIR] [--output DIR] [--port N]',
  options: {
    output: { type: 'string', value: 'DIR', help: 'the built site (_site in the root)' },
    port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (8080)' },
    ...rootOption,
  },
  positionals: 0,
  run: async ({ project, options, terminal }) => {
    const folder = resolve(project.root, String(options.output ?? '_site'))
    const port = Number(options.port ?? 8080)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new CallError(`Unexpected port ${options.port}, expected a number up to 65535`)
    }
    if (!existsSync(join(folder, 'index.html'))) {
      throw new CallError(
        `Unexpected folder ${folder} without index.html, expected a built site; run technote build first, or name it with --output`,
      )
    }
    const server = serveFolder(folder)
    return new Promise((_, fail) => {
      server.on('error', error =>
        fail(
          new CallError(`Port ${port} cannot be used (${error.message}); choose another --port`),
        ),
      )
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        const used = typeof address === 'object' ? address?.port : port
        terminal.out(`http://127.0.0.1:${used}/  (interrupt to stop)\n`)
      })
    })
  },
}

/** The files of a built site, and of nothing beside it. */
export function serveFolder(folder: string): Server {
  return createServer(async (request, response) => {
    const path = toPath(request.url ?? '/')
    const content =
      path === undefined ? undefined : await readFile(join(folder, path)).catch(() => undefined)
    response.writeHead(content ? 200 : 404, {
      'content-type': content
        ? (types[extname(path ?? '')] ?? 'application/octet-stream')
        : 'text/plain; charset=utf-8',
    })
    response.end(content ?? `There is no ${path ?? 'such file'}\n`)
  })
}

/** `/data/?x` => `data/index.html`; undefined of what leads out of the site or is no address. */
function toPath(url: string): string | undefined {
  try {
    const { pathname } = new URL(url, 'http://localhost')
    return toSafePath(decodeURIComponent(pathname).replace(/\/$/, '/index.html').slice(1))
  } catch {
    return undefined
  }
}
