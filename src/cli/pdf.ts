import { resolve } from 'node:path'
import { build } from '../build.ts'
import { printHtml } from '../format/html.ts'
import { formatBytes } from '../format/number.ts'
import { suggest } from '../message/suggest.ts'
import { bundleTrees } from '../site/bundle/bundle.ts'
import { pagesOf, type SiteParts } from '../site/bundle/site-parts.ts'
import { findBrowser, PrintError, printPdf } from '../site/print-pdf.ts'
import { type Paper, papers, toPrint } from '../site/to-print.ts'
import { choosePage, expectPage } from './choose-page.ts'
import { type Call, CallError, type Command, expectFolderOf, readOptions } from './command.ts'
import { refuseInputs } from './refuse-inputs.ts'
import { report } from './report.ts'

export const pdfCommand: Command = {
  name: 'pdf',
  summary: 'Print a page, or all of them, with an installed Chromium',
  usage:
    'technote pdf [PAGE] [--paper a4|letter] [--captures] [--output FILE] [--browser FILE] [--root DIR]',
  options: {
    paper: { type: 'string', value: 'a4|letter', help: 'the paper (a4)' },
    captures: {
      type: 'boolean',
      help: 'with the ledgers of all runs and the raw captures of the hosts',
    },
    output: { type: 'string', value: 'FILE', help: 'the file to write (PAGE.pdf here)' },
    browser: {
      type: 'string',
      value: 'FILE',
      help: 'a Chromium (CHROMIUM, else the first that is installed)',
    },
    ...readOptions,
  },
  positionals: 1,
  run: async call => {
    const { project, options, positionals, terminal, effects } = call
    const paper = String(options.paper ?? 'a4').toLowerCase()
    if (!(paper in papers)) {
      throw new CallError(`Unexpected paper ${options.paper}${suggest(paper, Object.keys(papers))}`)
    }
    try {
      // Before the build, which takes its time.
      if (positionals[0] !== undefined) await expectPage(positionals[0], project.root)
      if (options.output !== undefined) await expectOutput(call)
      const asked = String(options.browser ?? process.env.CHROMIUM ?? '')
      const browser = await findBrowser(asked, process.env.PATH ?? '')
      const { parts, messages } = await build(project, effects)
      const status = report(messages, terminal)
      if (!parts) return 1
      await printPages(call, parts, paper as Paper, browser)
      return status
    } catch (error) {
      if (!(error instanceof PrintError)) throw error
      throw new CallError(error.message)
    }
  },
}

async function expectOutput({ project, options, positionals }: Call): Promise<void> {
  if (positionals[0] === undefined) {
    throw new CallError('Unexpected --output for all pages, expected a PAGE with it')
  }
  await expectFolderOf('--output', String(options.output))
  await refuseInputs(resolve(String(options.output)), project.root)
}

async function printPages(
  { options, positionals, terminal }: Call,
  parts: SiteParts,
  paper: Paper,
  browser: string,
): Promise<void> {
  const known = pagesOf(parts.pages.values()).map(path => path.slice(0, -'.html'.length))
  const [asked] = positionals
  const pages = asked === undefined ? known : [choosePage(asked, known)]
  for (const page of pages) {
    const output = String(options.output ?? `${page}.pdf`)
    const tree = bundleTrees([`${page}.html`], parts, { plain: true })
    toPrint(tree, paper, options.captures === true)
    const printed = await printPdf(printHtml(tree), output, browser)
    terminal.out(
      `${output}: ${printed.pages} pages ${papers[paper]}, ${formatBytes(printed.bytes)}\n`,
    )
  }
}
