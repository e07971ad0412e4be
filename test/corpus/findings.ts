import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostRules, judge } from '../../src/environment/findings/judge.ts'
import { decode } from '../../src/parse/decode.ts'
import { splitCaptures } from '../../src/parse/host/captures/split.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'
import { corpus, listCorpus } from './corpus.ts'

/** How one rule judged all captures of hosts, and what it said where it fired. */
export interface FindingRow {
  rule: string
  fine: number
  unknown: number
  fired: { file: string; said: string }[]
}

/** Every rule over every capture of the corpus, each taken for a host of its own. */
export function judgeFindings(): FindingRow[] {
  const rows = new Map<string, FindingRow>()
  const files = listCorpus('environment').map(path => path.replace(/^environment\//, ''))
  for (const file of files.filter(path => path !== 'INDEX.tsv')) {
    const text = decode(readFileSync(join(corpus, 'environment', file)))
    const facts = splitCaptures({ archive: '.', sha256: '', entry: file }, text).flatMap(toFacts)
    for (const { rule, verdict } of judge({ facts, declared: {} }, hostRules)) {
      const row = rows.get(rule.name) ?? { rule: rule.name, fine: 0, unknown: 0, fired: [] }
      if (verdict.is === 'fires') row.fired.push({ file, said: verdict.said })
      if (verdict.is === 'fine') row.fine += 1
      if (verdict.is === 'cannot-tell') row.unknown += 1
      rows.set(rule.name, row)
    }
  }
  return [...rows.values()]
}

/** A line a rule: captures in which it fires, is fine and cannot tell; then each firing. */
export function findingTable(rows: readonly FindingRow[]): string {
  return [
    'rule                        \tfires\tfine\tcannot tell',
    ...rows.map(({ rule, fired, fine, unknown }) =>
      [rule.padEnd(28), fired.length, fine, unknown].join('\t'),
    ),
    ...rows.flatMap(({ rule, fired }) =>
      fired.map(({ file, said }) => `  ${rule}  ${file}: ${said}`),
    ),
  ].join('\n')
}
