import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../../src/parse/decode.ts'
import { splitCaptures } from '../../src/parse/host/captures/split.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'
import { corpus, listCorpus } from './corpus.ts'

/** What one capture says, against what was written down by hand. */
export interface CaptureRow {
  file: string
  found: number
  wanted: number
  right: number
  missing: string[]
  wrong: string[]
}

/**
 * Two lists of `file, key and subject, value`, written down from the captures by hand: no value
 * means that nothing may be found; of a key that is listed for a file and subject, nothing else
 * may be. The parsers were mended until they agreed with the first. The second was drawn from
 * what was left, by the hash of the file's path, and written before any parser had read it: what
 * they said at first is in `firstHoldout`. The third, `blind`, was drawn the same way from what the
 * other two had left, after parsers for bundles, disks, cards and topologies were written: its
 * captures were read for the first time when its facts were written down, and `firstBlind` is how
 * the parsers did before they were mended after it.
 */
export const captureLists = {
  expected: 'captures-expected.tsv',
  holdout: 'captures-holdout.tsv',
  blind: 'captures-blind.tsv',
} as const

/** How the parsers did on the second list when they first saw it. */
export const firstHoldout = '28 captures, 80 of 85 facts: recall 0.941, precision 0.988'

/** How they did on the third; five of its six errors were slips of the list, which were mended too. */
export const firstBlind = '55 captures, 342 of 358 facts: recall 0.955, precision 0.983'

export function judgeCaptures(list: keyof typeof captureLists): CaptureRow[] {
  const rows = readFileSync(join(process.cwd(), 'test/corpus', captureLists[list]), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split('\t'))
  const files = [...new Set(rows.map(([file = '']) => file))]
  return files.map(file =>
    judgeFile(
      file,
      rows.filter(([path]) => path === file),
    ),
  )
}

function judgeFile(file: string, own: string[][]): CaptureRow {
  const text = decode(readFileSync(join(corpus, 'environment', file)))
  const found = splitCaptures({ archive: '.', sha256: '', entry: file }, text).flatMap(toFacts)
  const wanted = own.filter(([, , value]) => value)
  const says = (name = '', value = '') =>
    found.some(
      ({ key, subject, value: said }) =>
        [key, subject].filter(Boolean).join(' ') === name && said === value,
    )
  const missing = wanted.filter(([, name, value]) => !says(name, value))
  const wrong = own.flatMap(([, name = '', value]) =>
    found
      .filter(({ key, subject }) =>
        value ? [key, subject].filter(Boolean).join(' ') === name : key === name,
      )
      .filter(
        ({ value: said }) => !own.some(([, other, wanted]) => other === name && wanted === said),
      )
      .map(fact => `${file}: ${name} is ${fact.value}, not ${value || 'anything'}`),
  )
  return {
    file,
    found: found.length,
    wanted: wanted.length,
    right: wanted.length - missing.length,
    missing: missing.map(fields => fields.join(' ')),
    wrong: [...new Set(wrong)],
  }
}

/** Captures of hosts in which no parser finds anything. */
export function listWithoutFacts(): string[] {
  return listCorpus('environment')
    .map(path => path.replace(/^environment\//, ''))
    .filter(path => path !== 'INDEX.tsv')
    .filter(entry => {
      const text = decode(readFileSync(join(corpus, 'environment', entry)))
      return splitCaptures({ archive: '.', sha256: '', entry }, text).flatMap(toFacts).length === 0
    })
}

/** A line a command: captures, facts found, expected, right, wrong; then recall and precision. */
export function captureTable(rows: CaptureRow[]): string {
  const commands = [...new Set(rows.map(commandOf))].sort()
  const lines = commands.map(command => {
    const own = rows.filter(row => commandOf(row) === command)
    return [command.padEnd(20), own.length, ...totals(own)].join('\t')
  })
  const [, wanted = 0, right = 0, wrong = 0] = totals(rows)
  return [
    'command             \tcaptures\tfound\texpected\tright\twrong',
    ...lines,
    `${rows.length} captures, ${right} of ${wanted} facts: recall ${(right / wanted).toFixed(3)}, precision ${(right / (right + wrong)).toFixed(3)}`,
  ].join('\n')
}

function commandOf({ file }: CaptureRow): string {
  return file.slice(0, file.indexOf('/'))
}

function totals(rows: CaptureRow[]): number[] {
  const sum = (pick: (row: CaptureRow) => number) =>
    rows.reduce((total, row) => total + pick(row), 0)
  return [sum(r => r.found), sum(r => r.wanted), sum(r => r.right), sum(r => r.wrong.length)]
}
