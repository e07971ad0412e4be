import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { suggest } from '../message/suggest.ts'
import { MovedInput } from '../read/moved-input.ts'
import { buildCommand } from './build.ts'
import { bundleCommand } from './bundle.ts'
import { captureCommand } from './capture.ts'
import { checkCommand } from './check.ts'
import { type Call, CallError, type Command, type Terminal } from './command.ts'
import { compareCommand } from './compare/compare.ts'
import { describeRefusal } from './describe-refusal.ts'
import { digestCommand } from './digest/digest.ts'
import { toEffects } from './effects.ts'
import { help, helpOn, overview } from './help.ts'
import { initCommand } from './init.ts'
import { inspectCommand } from './inspect.ts'
import { pdfCommand } from './pdf.ts'
import { planCommand } from './plan.ts'
import { reviewCommand } from './review.ts'
import { serveCommand } from './serve.ts'
import { showCommand } from './show/show.ts'
import { watchCommand } from './watch.ts'

export { buildInThread } from './watch/build-in-thread.ts'

const commands: readonly Command[] = [
  buildCommand,
  checkCommand,
  initCommand,
  inspectCommand,
  showCommand,
  compareCommand,
  planCommand,
  reviewCommand,
  captureCommand,
  digestCommand,
  bundleCommand,
  pdfCommand,
  serveCommand,
  watchCommand,
]

const helpOption: Command['options'] = {
  help: { type: 'boolean', short: 'h', help: 'show this' },
}

/**
 * Run one call of the command line.
 *
 * @returns the exit status: 0 fine, 1 the input is wrong, 2 the call is wrong, 3 a claim or gate does not hold
 */
export async function main(
  args: string[],
  terminal: Terminal,
  packageRoot: string,
): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined) {
    terminal.err(overview(commands))
    return 2
  }
  if (name === 'help' && rest.length > 0) {
    const text = await helpOn(rest.join(' '), packageRoot)
    if (text === undefined) return main([...rest, '--help'], terminal, packageRoot)
    terminal.out(text)
    return 0
  }
  if (['help', '--help', '-h'].includes(name)) {
    terminal.out(overview(commands))
    return 0
  }
  const command = commands.find(command => command.name === name)
  if (!command) {
    const known = commands.map(command => command.name)
    terminal.err(`Unexpected command ${name}${suggest(name, known)}\nSee technote --help\n`)
    return 2
  }
  try {
    return await call(command, rest, terminal, packageRoot)
  } catch (error) {
    terminal.err(`${describeRefusal(error)}\n`)
    return error instanceof MovedInput ? 1 : 2
  }
}

async function call(
  command: Command,
  args: string[],
  terminal: Terminal,
  packageRoot: string,
): Promise<number> {
  const options = { ...command.options, ...helpOption }
  const { values, positionals } = parse(command, args, options)
  if (values.help) {
    terminal.out(help(command, options))
    return 0
  }
  if (positionals.length > command.positionals) {
    throw new CallError(
      `Unexpected argument ${positionals[command.positionals]}\nSee technote ${command.name} --help`,
    )
  }
  const root = resolve(String(values.root ?? '.'))
  if (!(await isFolder(root))) {
    throw new CallError(`Unexpected --root ${values.root}, expected a folder that is there`)
  }
  const digests = values.digests === undefined ? undefined : resolve(String(values.digests))
  if (digests !== undefined && !(await isFolder(digests))) {
    throw new CallError(
      `Unexpected --digests ${values.digests}, expected a folder that technote digest wrote`,
    )
  }
  const effects = await toEffects(root, packageRoot, values['no-cache'] === true, digests)
  return command.run({
    project: { root, packageRoot },
    options: values,
    positionals,
    terminal,
    effects: {
      ...effects,
      progress: (step, detail) => terminal.show?.(detail ? `${step} ${detail}` : ''),
    },
  })
}

function parse(command: Command, args: string[], options: Command['options']) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
    return { ...parsed, values: parsed.values as Call['options'] }
  } catch (error) {
    const [, word = ''] = /'(-[^' ]*)/.exec((error as Error).message) ?? []
    throw new CallError(`${describeMistake(word, options)}\nSee technote ${command.name} --help`)
  }
}

/** An option that is not known, or one whose value is missing or too many. */
function describeMistake(word: string, options: Command['options']): string {
  const name = word.replace(/^--/, '')
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (option?.value) return `Unexpected ${word} without a value, expected ${word} ${option.value}`
  if (option) return `Unexpected value of ${word}, expected none`
  const known = Object.keys(options).map(option => `--${option}`)
  return `Unexpected option ${word}${suggest(word, known)}`
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}
