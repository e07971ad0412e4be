import { join, relative, resolve } from 'node:path'
import { type Build, build } from '../build.ts'
import { formatBytes } from '../format/number.ts'
import { bytesOf } from '../model/output-file.ts'
import { readPrevious } from '../site/read-previous.ts'
import { ForeignFolder, writeSite } from '../site/write-site.ts'
import {
  type Call,
  CallError,
  type Command,
  digestsOption,
  readOptions,
  type Terminal,
} from './command.ts'
import { refuseInputs } from './refuse-inputs.ts'
import { formOption, type MessageForm, readForm, report } from './report.ts'

/** Of commands that build the site. */
export const urlOption: Command['options'] = {
  url: {
    type: 'string',
    value: 'URL',
    help: 'its address, for feed, map and previews (site.yaml)',
  },
}

export const buildCommand: Command = {
  name: 'build',
  summary: 'Build the site from data/, site/ and templates/',
  usage: 'technote build [--root DIR] [--output DIR] [--url URL] [--previous DIR] [--digests DIR]',
  options: {
    output: { type: 'string', value: 'DIR', help: 'where the site goes, from the root (_site)' },
    ...urlOption,
    previous: { type: 'string', value: 'DIR', help: 'an older build, to mark what changed since' },
    ...formOption,
    ...digestsOption,
    ...readOptions,
  },
  positionals: 0,
  run: async ({ project, options, terminal, effects }) => {
    const url = toAddress(options)
    const older = options.previous === undefined ? undefined : String(options.previous)
    const previous = older && (await readPrevious(resolve(project.root, older)))
    if (older !== undefined && !previous) {
      throw new CallError(
        `Unexpected folder ${older} without manifest.json, expected a site that technote built`,
      )
    }
    const output = resolve(project.root, String(options.output ?? '_site'))
    await refuseInputs(output, project.root)
    const form = readForm(options)
    const compared = { ...project, url, ...(previous && { previous }) }
    return publish(await build(compared, effects), output, terminal, form)
  },
}

/** @throws CallError where `--url` is none */
export function toAddress({ url }: Call['options']): string | undefined {
  if (url === undefined || /^https?:\/\/./.test(String(url))) return url as string | undefined
  throw new CallError(`Unexpected address ${url}, expected such as https://example.org/notes/`)
}

/**
 * Write a site, and tell what was said while it was built.
 *
 * @returns the exit status
 * @throws CallError where the folder holds something else
 */
export async function publish(
  { files, studies, messages }: Build,
  output: string,
  terminal: Terminal,
  form?: MessageForm,
): Promise<number> {
  const status = report(messages, terminal, form)
  if (!files) {
    terminal.err('Nothing was written: with these errors the site would be wrong.\n')
    return 1
  }
  await writeSite(output, files).catch(error => {
    throw error instanceof ForeignFolder ? new CallError(error.message) : error
  })
  for (const line of studies) terminal.out(`${line}\n`)
  const bytes = files.reduce((total, file) => total + bytesOf(file), 0)
  const place = toShownPath(output)
  terminal.out(
    `${place}: ${files.length} files, ${formatBytes(bytes)}. Open ${join(place, 'index.html')}\n`,
  )
  return status
}

/** As it can be typed here: below the current folder by its path from there, else in full. */
function toShownPath(path: string): string {
  const here = relative('.', path)
  return here.startsWith('..') ? path : here
}
