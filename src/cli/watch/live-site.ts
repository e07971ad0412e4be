import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { sha256 } from '../../read/entry.ts'
import { manifestName } from '../../site/write-site.ts'
import { readInside } from '../serve.ts'
import { eventsPath, scriptPath, waitingPage, withScript } from './with-script.ts'

/** A connection of which nothing is heard for so many ms may be cut on its way. */
const heartbeat = 15_000
/** For so many ms there may be no site, while a new one takes the place of the one before. */
const moment = 100

/** A site that is built again while it is looked at. */
export interface LiveSite {
  /** A file as it is served, or undefined where there is none. */
  read(path: string): Promise<Buffer | string | undefined>
  /** Answers what is no file, the stream of events; false of anything else. */
  answer(url: URL, response: ServerResponse): boolean
  /** The page that was asked for last: somebody looks at it. */
  lookedAt(): string | undefined
  /** A page that is newer than the site. */
  showPage(path: string, html: string): Promise<void>
  /** What a build came to: the site is new, or for these errors the one before. */
  showResult(errors: string[], isWritten: boolean): Promise<void>
  close(): void
}

/**
 * @param folder the built site, which may not be there yet
 * @param script what is put into each page that is served
 */
export async function createLiveSite(folder: string, script: string): Promise<LiveSite> {
  const newer = new Map<string, string>()
  const streams = new Map<ServerResponse, string>()
  let errors: string[] = []
  let looked: string | undefined
  const readPage = async (path: string) => newer.get(path) ?? String((await readSite(path)) ?? '')
  const readSite = async (path: string) => {
    const found = await readInside(folder, path)
    if (found) return found
    await setTimeout(moment)
    return readInside(folder, path)
  }
  let assets = await describeAssets()
  const toMade = (page: string) => (page === '' ? undefined : sha256(assets + page))
  const tell = async ([response, path]: [ServerResponse, string]) => {
    const state = { made: toMade(await readPage(path)), errors }
    response.write(`data: ${JSON.stringify(state)}\n\n`)
  }
  const tellAll = async () => void (await Promise.all([...streams].map(tell)))
  const timer = setInterval(() => {
    for (const response of streams.keys()) response.write(':\n\n')
  }, heartbeat)
  return {
    async read(path) {
      if (path === scriptPath) return script
      if (!path.endsWith('.html')) return readSite(path)
      const page = await readPage(path)
      if (page === '' && (await readInside(folder, manifestName))) return undefined
      looked = path
      return withScript(page === '' ? waitingPage : page, path, toMade(page))
    },
    answer(url, response) {
      if (url.pathname !== `/${eventsPath}`) return false
      const path = url.searchParams.get('page') ?? ''
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      response.write('retry: 500\n\n')
      streams.set(response, path)
      response.on('close', () => streams.delete(response))
      void tell([response, path])
      return true
    },
    lookedAt: () => looked,
    async showPage(path, html) {
      newer.set(path, html)
      errors = []
      await tellAll()
    },
    async showResult(found, isWritten) {
      errors = found
      if (isWritten) {
        newer.clear()
        assets = await describeAssets()
      }
      await tellAll()
    },
    close() {
      clearInterval(timer)
      for (const response of streams.keys()) response.end()
    },
  }

  /** What pages load beside themselves, as a hash: where it changed, they are to be loaded again. */
  async function describeAssets(): Promise<string> {
    const text = String((await readSite(manifestName)) ?? '{}')
    const { outputs = [] } = JSON.parse(text) as { outputs?: { path: string }[] }
    return sha256(JSON.stringify(outputs.filter(({ path }) => asset.test(path))))
  }
}

const asset = /^(?:style|script|fonts|images)\//
