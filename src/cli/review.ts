import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { isSeq, parseDocument } from 'yaml'
import { readProject } from '../build.ts'
import { createAllowed, hideWord } from '../privacy/allowed.ts'
import type { Withheld } from '../privacy/withheld.ts'
import { CallError, type Command, readOptions, type Terminal } from './command.ts'
import { describeWithheld, tellWithheld } from './tell-withheld.ts'

export const reviewCommand: Command = {
  name: 'review',
  summary: 'Show the words that were withheld, and decide which may be published',
  usage: 'technote review [--list] [--allow WORD [--hash]] [--private WORD] [--root DIR]',
  options: {
    list: { type: 'boolean', help: 'only list them, the most frequent first' },
    allow: { type: 'string', value: 'WORD', help: 'publish a word: write it into site/site.yaml' },
    hash: { type: 'boolean', help: 'with --allow: write its salted hash in its place' },
    private: { type: 'string', value: 'WORD', help: 'withhold a word for good, known or not' },
    ...readOptions,
  },
  positionals: 0,
  run: async ({ project, options, terminal, effects }) => {
    const file = join(project.root, 'site', 'site.yaml')
    const { allow, private: hide } = options
    if (typeof allow === 'string')
      await decide(file, 'allow', toEntry(allow, options.hash === true), allow)
    if (typeof hide === 'string') await decide(file, 'private', hide)
    if (typeof allow === 'string' || typeof hide === 'string') return 0
    const { redactor } = await readProject(project, effects)
    const words = redactor.withheld()
    if (options.list || !process.stdin.isTTY) {
      tellWithheld(words, terminal)
      return 0
    }
    await ask(words, file, terminal)
    return 0
  },
}

/** What stands in `site.yaml` for a word that may be published. */
function toEntry(word: string, isHidden: boolean): string {
  return isHidden ? hideWord(word, randomBytes(8).toString('hex')) : word
}

/** One word after the other, until there are none or the author has enough. */
async function ask(words: readonly Withheld[], file: string, terminal: Terminal): Promise<void> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    for (const word of words) {
      terminal.out(describeWithheld(word))
      const answer = await prompt.question(
        'publish it? [y]es, [h]ashed, [p]rivate for good, [q]uit, any other key: not now ',
      )
      if (answer === 'q') return
      if (answer === 'y') await decide(file, 'allow', word.value)
      if (answer === 'h') await decide(file, 'allow', toEntry(word.value, true), word.value)
      if (answer === 'p') await decide(file, 'private', word.value)
    }
  } finally {
    prompt.close()
  }
}

/** Write a word into a list of `site.yaml`, unless it has it; all else in it stays as it is. */
async function decide(
  file: string,
  list: 'allow' | 'private',
  word: string,
  shown = word,
): Promise<void> {
  const source = await readFile(file, 'utf8').catch(() => undefined)
  if (source === undefined) {
    throw new CallError(
      `Unexpected absence of ${file}, expected a site; technote init proposes one`,
    )
  }
  const document = parseDocument(source)
  const words = document.get(list)
  if (isSeq(words)) {
    const isThere = createAllowed(words.items.map(String))
    if (words.items.some(item => String(item) === word) || isThere(shown)) return
    words.add(word)
  } else document.set(list, document.createNode([word]))
  await writeFile(file, document.toString({ lineWidth: 0 }))
}
