import { resolve } from 'node:path'
import { build } from '../build.ts'
import { formatBytes } from '../format/number.ts'
import { ForeignFolder, writeSite } from '../site/write-site.ts'
import type { Command } from './command.ts'
import { report } from './report.ts'

export const buildCommand: Command = {
  name: 'build',
  summary: 'Build the site from data/, site/ and templates/',
  usage: 'technote build [--root DIR] [--output DIR] [--url URL]',
  options: {
    output: { type: 'string', value: 'DIR', help: 'where the site goes (_site in the root)' },
    url: {
      type: 'string',
      value: 'URL',
      help: 'its address, for feed, map and previews (site.yaml)',
    },
  },
  positionals: 0,
  run: async ({ project, options, terminal, effects }) => {
    if (options.url !== undefined && !/^https?:\/\/./.test(String(options.url))) {
      terminal.err(
        `Unexpected address ${options.url}, expected such as https://example.org/notes/\n`,
      )
      return 2
    }
    const output = resolve(project.root, String(options.output ?? '_site'))
    const { files, messages } = await build(
      { ...project, url: options.url as string | undefined },
      effects,
    )
    const status = report(messages, terminal)
    if (!files) {
      terminal.err('Nothing was written: with these errors the site would be wrong.\n')
      return 1
    }
    try {
      await writeSite(output, files)
    } catch (error) {
      if (!(error instanceof ForeignFolder)) throw error
      terminal.err(`${error.message}\n`)
      return 2
    }
    const bytes = files.reduce((total, { content }) => total + Buffer.byteLength(content), 0)
    const place = options.output ?? '_site'
    terminal.out(
      `${place}: ${files.length} files, ${formatBytes(bytes)}. Open ${place}/index.html\n`,
    )
    return status
  },
}
