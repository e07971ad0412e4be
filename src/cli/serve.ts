import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { toSafePath } from '../read/entry.ts'
import { type Call, CallError, type Command, rootOption } from './command.ts'

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

/** Of commands that show a site. */
export const portOption: Command['options'] = {
  port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (8080)' },
}

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Show the built site on this machine until interrupted',
  usage: 'technote serve [--root DIR] [--output DIR] [--port N]',
  options: {
    output: { type: 'string', value: 'DIR', help: 'the built site (_site in the root)' },
    ...portOption,
    ...rootOption,
  },
  positionals: 0,
  run: async ({ project, options, terminal }) => {
    const folder = resolve(project.root, String(options.output ?? '_site'))
    const port = toPort(options)
    if (!existsSync(join(folder, 'index.html'))) {
      throw new CallError(
        `Unexpected folder ${folder} without index.html, expected a built site; run technote build first, or name it with --output`,
      )
    }
    const server = serveFolder(folder)
    terminal.out(`${await listen(server, port)}  (interrupt to stop)\n`)
    return new Promise((_, fail) => server.on('error', fail))
  },
}

/** @throws CallError where `--port` is none */
export function toPort({ port = '8080' }: Call['options']): number {
  const number = Number(port)
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number
  throw new CallError(`Unexpected port ${port}, expected a number up to 65535`)
}

/**
 * Listen on this machine alone.
 *
 * @returns the address of the site
 * @throws CallError where the port is not to be had
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, fail) => {
    const refuse = ({ message }: Error) =>
      fail(new CallError(`Port ${port} cannot be used (${message}); choose another --port`))
    server.once('error', refuse)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse)
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/`)
    })
  })
}

/** What a server gives for a path below the site; undefined where there is nothing. */
export type ReadFile = (path: string) => Promise<Buffer | string | undefined>

/** The files of a built site, and of nothing beside it. */
export function serveFolder(folder: string): Server {
  return serveFiles(path => readInside(folder, path))
}

/**
 * A server of files by their paths. A request that names another host is refused: a page elsewhere whose
 * name leads to this machine must not read the site.
 *
 * @param stream answers what is no file, and then gives true
 */
export function serveFiles(
  read: ReadFile,
  stream: (url: URL, response: ServerResponse) => boolean = () => false,
): Server {
  return createServer(async (request, response) => {
    const refused = refuse(request)
    const url = toUrl(request.url)
    if (!refused && url && request.method === 'GET' && stream(url, response)) return
    const { status, body, ...headers } = refused ?? (await answer(url, read))
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

/** Only reading is answered, and only under the names of this machine. */
function refuse({ method = '', headers }: IncomingMessage): Answer | undefined {
  if (!['GET', 'HEAD'].includes(method)) {
    return { ...toReason(405, 'Only GET and HEAD are answered here'), allow: 'GET, HEAD' }
  }
  if (isThisMachine(headers.host)) return undefined
  return toReason(421, 'This server answers to 127.0.0.1 and localhost only')
}

async function answer(url: URL | undefined, read: ReadFile): Promise<Answer> {
  const path = url && toPath(url)
  const body = path === undefined ? undefined : await read(path)
  if (body === undefined) return toReason(404, `There is no ${path ?? 'such file'}`)
  return {
    status: 200,
    'content-type': types[extname(path ?? '')] ?? 'application/octet-stream',
    body,
  }
}

function toReason(status: number, reason: string): Answer {
  return { status, 'content-type': 'text/plain; charset=utf-8', body: `${reason}\n` }
}

function isThisMachine(host = ''): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host)
}

/** A file of the folder; nothing where a link on its way leads out. */
export async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const [top, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    return file.startsWith(`${top}${sep}`) ? await readFile(file) : undefined
  } catch {
    return undefined
  }
}

function toUrl(url = '/'): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined
}

/** `/data/?x` => `data/index.html`; undefined of what leads out of the site or is no address. */
function toPath({ pathname }: URL): string | undefined {
  try {
    return toSafePath(decodeURIComponent(pathname).replace(/\/$/, '/index.html').slice(1))
  } catch {
    return undefined
  }
}
