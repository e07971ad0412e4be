import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from '../build.ts'
import { formatBytes } from '../format/number.ts'
import { bundlePages } from '../site/bundle/bundle.ts'
import { pagesOf, type SiteParts } from '../site/bundle/site-parts.ts'
import { choosePage, expectPage } from './choose-page.ts'
import { CallError, type Command, expectFolderOf, readOptions } from './command.ts'
import { refuseInputs } from './refuse-inputs.ts'
import { report } from './report.ts'

const largestFile = 10_000_000

export const bundleCommand: Command = {
  name: 'bundle',
  summary: 'Make one HTML file of a page, or of all, to attach to a review',
  usage:
    'technote bundle PAGE|--all [--output FILE] [--archives] [--interactive] [--large] [--root DIR]',
  options: {
    all: { type: 'boolean', help: 'all pages of the site in one file, as its chapters' },
    output: { type: 'string', value: 'FILE', help: 'the file to write (PAGE.html here)' },
    archives: { type: 'boolean', help: 'put the raw archives and all data files inside too' },
    interactive: {
      type: 'boolean',
      help: 'keep the interactive view of figures (about 300 kB more)',
    },
    large: { type: 'boolean', help: 'write it even if it is over 10 MB' },
    ...readOptions,
  },
  positionals: 1,
  run: async ({ project, options, positionals, terminal, effects }) => {
    const [page] = positionals
    if (options.all && page !== undefined) {
      throw new CallError(
        `Unexpected page ${page} beside --all, expected one of them; --all has every page`,
      )
    }
    if (!options.all) await expectPage(page, project.root)
    const output = String(options.output ?? `${page ?? 'all'}.html`)
    await expectFolderOf('--output', output)
    await refuseInputs(resolve(output), project.root)
    const { parts, messages } = await build(project, effects)
    const status = report(messages, terminal)
    if (!parts) return 1
    const paths = choosePages(page, parts)
    const html = bundlePages(paths, parts, {
      archives: options.archives === true,
      views: options.interactive === true,
    })
    const bytes = Buffer.byteLength(html)
    if (bytes > largestFile && !options.large) {
      const without = options.archives ? ', or leave --archives out' : ''
      terminal.err(`${formatBytes(bytes)} is over 10 MB; write it with --large${without}\n`)
      return 1
    }
    await writeFile(resolve(output), html)
    terminal.out(`${output}: ${formatBytes(bytes)}, one file\n`)
    return status
  },
}

/** Paths of the pages that are asked for, all where none is, the front page first. */
function choosePages(page: string | undefined, { pages }: SiteParts): string[] {
  const paths = pagesOf(pages.values())
  const names = paths.map(path => path.slice(0, -'.html'.length))
  if (page !== undefined) return [`${choosePage(page, names)}.html`]
  return [...paths].sort((a, b) => Number(isFront(b)) - Number(isFront(a)))
}

function isFront(path: string): boolean {
  return path === 'index.html'
}
