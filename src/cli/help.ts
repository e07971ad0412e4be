import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from './command.ts'

/** What `technote help TOPIC` tells: the files of `docs/` by name. */
const topics: { [topic: string]: string } = {
  study: 'All that study.yaml can say: factors, workloads, where runs lie, costs, gates',
  show: 'What technote show draws of a report, and of a folder of them',
  compare: 'What technote compare compares, how to read it, and how to make it a gate',
  digest: 'How to read ten thousand archives on many machines',
  pages: 'All that pages can say: site.yaml, numbers in sentences, claims, figures, tables',
}

/** The text of a topic; nothing where there is none of this name. */
export async function helpOn(topic: string, packageRoot: string): Promise<string | undefined> {
  if (!Object.hasOwn(topics, topic)) return undefined
  return readFile(join(packageRoot, 'docs', `${topic}.md`), 'utf8')
}

/** What `technote --help` prints: a line a command, and a line a topic. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(command => command.name.length))
  return [
    'technote: from the raw archives of a storage benchmark to a technote',
    '',
    ...commands.map(({ name, summary }) => `  technote ${name.padEnd(width)}  ${summary}`),
    '',
    ...Object.entries(topics).map(([topic, tells]) => `  technote help ${topic}  ${tells}`),
    '',
    '  technote COMMAND --help shows its options, technote --version which one this is.',
    '',
    'Exit status: 0 fine, 1 the input is wrong, 2 the call is wrong, 3 a claim or a gate does not hold.',
    '',
  ].join('\n')
}

/** What `technote COMMAND --help` prints: its usage, and a line an option. */
export function help(command: Command, options: Command['options']): string {
  const rows = Object.entries(options).map(([name, option]): [string, string] => [
    `--${name}${option.value ? ` ${option.value}` : ''}`,
    option.help,
  ])
  const width = Math.max(...rows.map(([flag]) => flag.length))
  const lines = rows.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`)
  return [command.usage, '', `${command.summary}.`, '', ...lines, ''].join('\n')
}
