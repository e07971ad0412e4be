import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { toSafePath } from '../read/entry.ts'
import { CallError, type Command, rootOption } from './command.ts'

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
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

/**
 * The files of a built site, and of nothing beside it. A request that names another host is
 * refused: a page elsewhere whose name leads to this machine must not read the site.
 */
export function serveFolder(folder: string): Server {
  return createServer(async (request, response) => {
    const { status, body, ...headers } = await answer(request, folder)
    response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
}

interface Answer {
  status: number
  'content-type': string
  allow?: string
  body: string | Buffer
}

async function answer(
  { method = '', headers, url = '/' }: IncomingMessage,
  folder: string,
): Promise<Answer> {
  const refuse = (status: number, reason: string): Answer => ({
    status,
    'content-type': 'text/plain; charset=utf-8',
    body: `${reason}\n`,
  })
  if (!['GET', 'HEAD'].includes(method)) {
    return { ...refuse(405, 'Only GET and HEAD are answered here'), allow: 'GET, HEAD' }
  }
  if (!isThisMachine(headers.host)) {
    return refuse(421, 'This server answers to 127.0.0.1 and localhost only')
  }
  const path = toPath(url)
  const body = path === undefined ? undefined : await readInside(folder, path)
  if (!body) return refuse(404, `There is no ${path ?? 'such file'}`)
  return {
    status: 200,
    'content-type': types[extname(path ?? '')] ?? 'application/octet-stream',
    body,
  }
}

function isThisMachine(host = ''): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host)
}

/** A file of the folder; nothing where a link on its way leads out. */
async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const [top, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    return file.startsWith(`${top}${sep}`) ? await readFile(file) : undefined
  } catch {
    return undefined
  }
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
