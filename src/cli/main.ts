import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { suggest } from '../message/suggest.ts'
import { buildCommand } from './build.ts'
import { bundleCommand } from './bundle.ts'
import { createCache } from './cache.ts'
import { captureCommand } from './capture.ts'
import { checkCommand } from './check.ts'
import type { Command, Terminal } from './command.ts'
import { initCommand } from './init.ts'
import { inspectCommand } from './inspect.ts'
import { pdfCommand } from './pdf.ts'
import { serveCommand } from './serve.ts'

const commands: readonly Command[] = [
  buildCommand,
  checkCommand,
  initCommand,
  inspectCommand,
  captureCommand,
  bundleCommand,
  pdfCommand,
  serveCommand,
]

const common: Command['options'] = {
  root: { type: 'string', value: 'DIR', help: 'the project’s folder (the current one)' },
  'no-cache': { type: 'boolean', help: 'read every archive again' },
  help: { type: 'boolean', help: 'show this' },
}

/** Run one call of the command line. @returns the exit status */
export async function main(
  args: string[],
  terminal: Terminal,
  packageRoot: string,
): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.out(overview())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
    terminal.out(`${version}\n`)
    return 0
  }
  const command = commands.find(command => command.name === name)
  if (!command) {
    const known = commands.map(command => command.name)
    terminal.err(`Unexpected command ${name}${suggest(name, known)}\nSee technote --help\n`)
    return 2
  }
  return call(command, rest, terminal, packageRoot)
}

async function call(
  command: Command,
  args: string[],
  terminal: Terminal,
  packageRoot: string,
): Promise<number> {
  const options = { ...command.options, ...common }
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args, options)
  } catch (error) {
    const word = /'(-[^']*?)[ ']/.exec((error as Error).message)?.[1] ?? ''
    const known = Object.keys(options).map(option => `--${option}`)
    terminal.err(
      `Unexpected option ${word}${suggest(word, known)}\nSee technote ${command.name} --help\n`,
    )
    return 2
  }
  const { values, positionals } = parsed
  if (values.help) {
    terminal.out(help(command, options))
    return 0
  }
  if (positionals.length > command.positionals) {
    terminal.err(`Unexpected ${positionals[command.positionals]}\n${command.usage}\n`)
    return 2
  }
  const root = resolve(String(values.root ?? '.'))
  return command.run({
    project: { root, packageRoot },
    options: values,
    positionals,
    terminal,
    effects: {
      progress: (step, detail) => {
        if (terminal.isInteractive) terminal.err(`\r\x1b[K${detail ? `${step} ${detail}\r` : ''}`)
      },
      ...(!values['no-cache'] && { cache: createCache(join(root, '.cache', 'digests')) }),
    },
  })
}

function parse(args: string[], options: Command['options']) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
  return { values: values as { [name: string]: string | boolean | undefined }, positionals }
}

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length))
  return [
    'technote: from the raw archives of a storage benchmark to a technote',
    '',
    ...commands.map(({ name, summary }) => `  technote ${name.padEnd(width)}  ${summary}`),
    '',
    '  technote COMMAND --help shows its options.',
    '',
    'Exit status: 0 fine, 1 the input is wrong, 2 the call is wrong.',
    '',
  ].join('\n')
}

function help(command: Command, options: Command['options']): string {
  const rows = Object.entries(options).map(([name, option]): [string, string] => [
    `--${name}${option.value ? ` ${option.value}` : ''}`,
    option.help,
  ])
  const width = Math.max(...rows.map(([flag]) => flag.length))
  const lines = rows.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`)
  return [command.usage, '', `${command.summary}.`, '', ...lines, ''].join('\n')
}
