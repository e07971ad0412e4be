import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from '../build.ts'
import { formatBytes } from '../format/number.ts'
import { suggest } from '../message/suggest.ts'
import { bundlePage } from '../site/bundle.ts'
import type { Command } from './command.ts'
import { report } from './report.ts'

const largestFile = 10_000_000

export const bundleCommand: Command = {
  name: 'bundle',
  summary: 'Make one HTML file of a page, to attach to a review',
  usage: 'technote bundle PAGE [--output FILE] [--archives] [--root DIR]',
  options: {
    output: { type: 'string', value: 'FILE', help: 'the file to write (PAGE.html here)' },
    archives: { type: 'boolean', help: 'put the raw archives inside too' },
    large: { type: 'boolean', help: 'write it even if it is over 10 MB' },
  },
  positionals: 1,
  run: async ({ project, options, positionals, terminal, effects }) => {
    const { files, messages } = await build(project, effects)
    const status = report(messages, terminal)
    if (!files) return 1
    const pages = files.flatMap(({ path }) =>
      /^[^/]+\.html$/.test(path) ? [path.slice(0, -5)] : [],
    )
    const page = positionals[0]
    if (page === undefined || !pages.includes(page)) {
      const words = page === undefined ? 'absence of a page' : `page ${page}`
      terminal.err(`Unexpected ${words}${suggest(page ?? '', pages)}\n`)
      return 2
    }
    const html = bundlePage(`${page}.html`, files, options.archives === true)
    const bytes = Buffer.byteLength(html)
    if (bytes > largestFile && !options.large) {
      terminal.err(
        `${formatBytes(bytes)} is over 10 MB; write it with --large, or leave --archives out\n`,
      )
      return 1
    }
    const output = String(options.output ?? `${page}.html`)
    await writeFile(resolve(output), html)
    terminal.out(`${output}: ${formatBytes(bytes)}, one file\n`)
    return status
  },
}
