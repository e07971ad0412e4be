import { fstatSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { listElsewhere } from '../study/list-data.ts'
import { toAddress, urlOption } from './build.ts'
import { type Call, type Command, readOptions } from './command.ts'
import { refuseInputs } from './refuse-inputs.ts'
import { listen, portOption, serveFiles, toPort } from './serve.ts'
import { type Builder, createBuilder } from './watch/builder.ts'
import { createLiveSite, type LiveSite } from './watch/live-site.ts'
import { watchFolders } from './watch/watch-folders.ts'
import type { BuildWord } from './watch/wire.ts'

export const watchCommand: Command = {
  name: 'watch',
  summary: 'Show the site on this machine, and build it again whenever a file of it is saved',
  usage: 'technote watch [--root DIR] [--output DIR] [--url URL] [--port N]',
  options: {
    output: { type: 'string', value: 'DIR', help: 'where the site goes, from the root (_site)' },
    ...urlOption,
    ...portOption,
    ...readOptions,
  },
  positionals: 0,
  run: async call => {
    const { project, options, terminal } = call
    const output = resolve(project.root, String(options.output ?? '_site'))
    const port = toPort(options)
    const url = toAddress(options)
    await refuseInputs(output, project.root)
    const script = readFileSync(join(project.packageRoot, 'dist/watch.js'), 'utf8')
    const site = await createLiveSite(output, script)
    const server = serveFiles(site.read, site.answer)
    const isOver = untilEnd()
    terminal.out(`${await listen(server, port)}  (interrupt to stop)\n`)
    const builds = buildOnSave(call, output, url, site)
    await isOver
    site.close()
    server.close()
    server.closeAllConnections()
    process.stdin.destroy()
    await builds.end()
    return 0
  },
}

/** Build at once and after each change of what is read; the page that is looked at first. */
function buildOnSave(
  { project, options, terminal }: Call,
  output: string,
  url: string | undefined,
  site: LiveSite,
): Pick<Builder, 'end'> {
  const { root, packageRoot } = project
  const thread = {
    root,
    packageRoot,
    output,
    ...(url !== undefined && { url }),
    withoutCache: options['no-cache'] === true,
    isLog: terminal.isLog === true,
  }
  const program = pathToFileURL(join(packageRoot, 'dist/technote.js'))
  const hear = async (word: BuildWord) => {
    if (word.word === 'page') await site.showPage(word.path, word.html)
    else if (word.word === 'wrong') await site.showResult(word.errors, false)
    else if (word.word === 'refused') {
      terminal.err(`${word.reason}\n`)
      await site.showResult([word.reason], false)
    } else {
      for (const { to, text } of word.said) terminal[to](text)
      await site.showResult(word.errors, word.isWritten)
    }
  }
  const fail = (error: Error) => {
    builder = undefined
    terminal.err(
      `The build broke: ${error.stack ?? error.message}\nThe next change begins another.\n`,
    )
    void site.showResult([`The build broke: ${error.message}`], false)
  }
  let builder: Builder | undefined
  const build = () => {
    builder ??= createBuilder(program, thread, word => void hear(word), fail)
    builder.build(site.lookedAt())
  }
  const list = async () => [
    ...['data', 'site', 'templates'].map(name => join(root, name)),
    ...(await listElsewhere(root)),
  ]
  const watch = watchFolders(list, build)
  build()
  return {
    async end() {
      watch.close()
      await builder?.end()
    },
  }
}

/**
 * Until the person or the program that began this ends it, by a signal or by closing the input. An input
 * that is no terminal, pipe or socket, as a service has it, says nothing.
 */
function untilEnd(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve())
    const input = fstatSync(0)
    if (process.stdin.isTTY || input.isFIFO() || input.isSocket()) {
      process.stdin
        .on('end', resolve)
        .on('error', () => resolve())
        .resume()
    }
  })
}
