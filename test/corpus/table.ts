import { captureTable, firstBlind, firstHoldout, judgeCaptures } from './captures.ts'
import { hasCorpus, judge, listCorpus } from './corpus.ts'
import { fioExpected, perfExpected } from './expected-yaml.ts'
import { findingTable, judgeFindings } from './findings.ts'
import { drawWithheld, judgeDrawn } from './judged.ts'
import { agrees, asyncBench, cephCrimson, kernelMail, kernelRobot } from './published.ts'
import { judgeWithheld, summarizeWithheld, type WithheldRow } from './withheld.ts'

/** Print files × verdict, then published values × agreement. */
function main(): void {
  if (!hasCorpus) {
    process.stderr.write('No corpus beside the project; set TECHNOTE_CORPUS.\n')
    process.exitCode = 2
    return
  }
  const verdicts = listCorpus('fio', 'perf', 'mixed', 'artifacts').map(judge)
  for (const { path, format, expected, recognised, read, why, messages } of verdicts) {
    const state = !recognised ? `WRONG, expected ${expected}` : read ? 'read' : `no values: ${why}`
    process.stdout.write(`${format.padEnd(15)} ${path}  ${state}  ${messages.join(' ')}\n`)
  }
  const tools = verdicts.filter(({ expected }) => expected !== 'not a tool’s')
  const count = (is: (verdict: (typeof tools)[number]) => boolean) => tools.filter(is).length
  process.stdout.write(
    `\n${verdicts.length} files, ${tools.length} of the tools: ${count(v => v.recognised)} recognised, ${count(v => v.read)} read, ${count(v => !v.read)} without values\n`,
  )
  for (const list of [
    cephCrimson,
    kernelMail,
    kernelRobot,
    asyncBench,
    fioExpected,
    perfExpected,
  ]) {
    const values = list()
    const good = values.filter(agrees).length
    process.stdout.write(`${list.name}: ${good} of ${values.length} published values agree\n`)
    for (const value of values.filter(value => !agrees(value))) {
      const { name, published, ours, wrong } = value
      process.stdout.write(
        `  ${name}: published ${published}, read ${ours}: ${wrong ?? 'DIFFERS'}\n`,
      )
    }
  }
  printCaptures()
  process.stdout.write(`\nFindings over all captures of hosts\n${findingTable(judgeFindings())}\n`)
  printWithheld()
}

/** What privacy costs: the words that are withheld, the facts that go with them, and some to judge. */
function printWithheld(): void {
  const rows = judgeWithheld()
  const { median, p90, facts, lost } = summarizeWithheld(rows)
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  process.stdout.write(
    `\n${rows.length} captures, each judged without its own source: ${percent(median)} of the words withheld in the median, ${percent(p90)} at the 90th percentile; ${lost.length} of ${facts} facts lost\n`,
  )
  for (const fact of lost) process.stdout.write(`  lost: ${fact}\n`)
  printJudged(rows)
}

/** Words drawn by chance, as they were judged by hand: which of them name nobody. */
function printJudged(rows: readonly WithheldRow[]): void {
  const { judged, wrong, interval, missing } = judgeDrawn(drawWithheld(rows, 300))
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`
  process.stdout.write(
    `\n${judged} withheld words drawn by chance and judged by hand: ${wrong} name nobody, ${percent(wrong / Math.max(1, judged))} (95 % interval ${percent(interval.lower)} to ${percent(interval.upper)})\n`,
  )
  for (const { file, word, key } of missing)
    process.stdout.write(`  not judged: ${key}\t${file}\t${word}\n`)
}

function printCaptures(): void {
  for (const list of ['expected', 'holdout', 'blind'] as const) {
    const rows = judgeCaptures(list)
    process.stdout.write(`\nCaptures of hosts, ${list}\n${captureTable(rows)}\n`)
    for (const row of rows) {
      for (const line of [...row.missing, ...row.wrong]) process.stdout.write(`  ${line}\n`)
    }
  }
  process.stdout.write(`holdout when first read: ${firstHoldout}\n`)
  process.stdout.write(`blind when first read: ${firstBlind}\n`)
}

main()
