import { findOrder } from '../../efficiency/campaigns/campaign-order.ts'
import { compareCampaigns } from '../../efficiency/campaigns/compare-campaigns.ts'
import { judgeGate } from '../../efficiency/campaigns/gate.ts'
import { findLoadDifferences, findLoadRates } from '../../efficiency/campaigns/load-differences.ts'
import type { Measured } from '../../efficiency/cells.ts'
import { measure } from '../../efficiency/to-efficiency.ts'
import { type Message, sortMessages } from '../../message/message.ts'
import { joinCampaigns } from '../../study/join-campaigns.ts'
import { loadReaders } from '../../study/load-readers.ts'
import type { Study } from '../../study/study.ts'
import { CallError, type Command, rootOption, type Terminal } from '../command.ts'
import { report } from '../report.ts'
import { type Asked, expectUnits, readAsked, readWord, select, toChoice } from './asked.ts'
import { compareEnvironments } from './environment.ts'
import { printCsv, printJson } from './print-data.ts'
import { mailWidth, printMarkdown, printText } from './print-text.ts'
import { readSide, type Side } from './read-side.ts'
import type { Comparison } from './report.ts'
import { type BothStudies, tellTargets, toStudies } from './to-studies.ts'

const formats = ['text', 'markdown', 'json', 'csv'] as const

const several = { type: 'string', multiple: true } as const

export const compareCommand: Command = {
  name: 'compare',
  summary: 'Compare two campaigns: what changed, by how much, and how sure that is',
  usage:
    'technote compare OLD NEW        each a folder of results, an archive, a report or a study; no study.yaml is needed',
  options: {
    metric: { ...several, value: 'ID', help: 'only this metric; may be repeated' },
    workload: { ...several, value: 'ID', help: 'only this workload; may be repeated' },
    filter: { type: 'string', value: 'LEVELS', help: "only these cells: 'aio=native|threads'" },
    format: { type: 'string', value: 'FORM', help: 'text (the default), markdown, json or csv' },
    assume: {
      type: 'string',
      value: 'WHAT',
      help: 'log-normal (the default), nothing, or round-drift: repeats of one name ran side by side',
    },
    'fail-if': {
      ...several,
      value: 'GATE',
      help: "exit with 3 where this is so: 'context-switches > +5 %'; may be repeated",
    },
    inconclusive: {
      type: 'string',
      value: 'WORD',
      help: 'pass (the default) or fail, where the runs do not decide a gate',
    },
    ...rootOption,
  },
  positionals: 2,
  run: async ({ project, options, positionals: [old, next], terminal, effects }) => {
    if (old === undefined || next === undefined) {
      throw new CallError('Unexpected absence of two campaigns, expected technote compare OLD NEW')
    }
    const format = readWord('format', options.format, formats)
    const asked = readAsked(options)
    const from = await readSide('old', old, project.root, effects)
    const to = await readSide('new', next, project.root, effects)
    const both = toStudies([from, to])
    if (!both?.studies.every(({ runs }) => runs.length > 0))
      return refuse([from, to], both, terminal)
    effects.progress('compare')
    const measured = select(join(both.studies, [old, next], asked), asked)
    const step = { factor: campaign, from: 'old', to: 'new' }
    const tables = compareCampaigns(measured, step, toChoice(measured, asked))
    expectUnits(asked.gates, tables)
    const isBroken = report(toMessages([from, to], both), terminal) !== 0
    if (tables.length === 0) return refuseUnmatched(both.studies, terminal)
    const order = findOrder(measured, step)
    const comparison: Comparison = {
      measured,
      step,
      shown: [old, next],
      environment: await compareEnvironments(both.studies, project.packageRoot),
      loads: {
        differences: findLoadDifferences(measured, step),
        rates: findLoadRates(measured, step),
        targets: tellTargets(both.studies),
      },
      ...(order && { order }),
      tables,
      gates: asked.gates.map(gate => judgeGate(gate, tables, measured)),
      isStrict: asked.isStrict,
    }
    terminal.out(print(comparison, format, terminal))
    if (isBroken) return 1
    const failing = asked.isStrict ? ['failed', 'inconclusive'] : ['failed']
    return comparison.gates.some(({ outcome }) => failing.includes(outcome)) ? 3 : 0
  },
}

/** The factor that the campaigns are levels of. */
const campaign = 'campaign'

function print(
  comparison: Comparison,
  format: (typeof formats)[number],
  { columns = mailWidth }: Terminal,
): string {
  if (format === 'json') return printJson(comparison)
  if (format === 'csv') return printCsv(comparison)
  return format === 'markdown' ? printMarkdown(comparison) : printText(comparison, columns)
}

function join(
  [old, next]: readonly [Study, Study],
  [from, to]: [string, string],
  { assume }: Asked,
): Measured {
  const joined = joinCampaigns(
    [
      { level: 'old', label: 'old', study: old },
      { level: 'new', label: 'new', study: next },
    ],
    { id: campaign, label: 'Campaign', isPaired: assume === 'round-drift', assume },
  )
  if ('manifest' in joined) return measure(joined)
  const tell = (levels: string[] = []) =>
    levels.length === 0 ? 'does not have' : `has with the levels ${levels.join(', ')}`
  throw new CallError(
    `Unexpected factor ${joined.factor}, which ${from} ${tell(joined.levels.old)} and ${to} ${tell(joined.levels.new)}, expected the same factors on both sides; name folders that vary in the same things, or give each a study.yaml that says which level it has`,
  )
}

/** What is wrong with the files; that cells of one side lack in the other is told in the comparison. */
function toMessages(sides: readonly [Side, Side], both: BothStudies | undefined): Message[] {
  const told = (both?.studies ?? []).flatMap(({ messages }, at) =>
    messages
      .filter(({ rule, severity }) => severity === 'error' && !isOfProposal(rule, both))
      .map(message => ({ ...message, file: toPlace(message.file, sides[at]) })),
  )
  const own = new Set(told.map(({ file, reason }) => `${file}\0${reason}`))
  const read = sides.flatMap(({ messages }) =>
    messages.filter(({ file, reason }) => !own.has(`${file}\0${reason}`)),
  )
  return sortMessages([...read, ...told])
}

/** What is said of a study.yaml is nothing to people who have none. */
function isOfProposal(rule: string, both: BothStudies | undefined): boolean {
  return both?.isProposed === true && ['run-sheet', 'no-runs'].includes(rule)
}

/** `data/old/psync/fio.json` where the caller called that folder `results/6.1`. */
function toPlace(file: string, side: Side | undefined): string {
  return side ? file.replace(`data/${side.level}`, side.shown.replace(/\/$/, '')) : file
}

function refuse(
  sides: readonly [Side, Side],
  both: BothStudies | undefined,
  terminal: Terminal,
): number {
  report(toMessages(sides, both), terminal)
  const reports = loadReaders.map(({ tool }) => tool.reports).join(', or ')
  const lacking = sides.filter((_, at) => !both || both.studies[at]?.runs.length === 0)
  terminal.err(
    `Unexpected absence of a report of a load in ${lacking.map(({ shown }) => shown).join(' and ')}, expected ${reports}\n`,
  )
  return 1
}

/** Nothing can be compared: what each side has tells why. */
function refuseUnmatched(studies: readonly [Study, Study], terminal: Terminal): number {
  const [old, next] = studies.map(({ runs }) => {
    const cells = new Set(runs.map(({ configuration, workload }) => `${configuration}.${workload}`))
    const shown = [...cells].slice(0, 6).join(', ')
    return cells.size > 6 ? `${shown} and ${cells.size - 6} more` : shown || 'nothing'
  })
  terminal.err(
    `Unexpected campaigns without a cell in common, expected some of the same levels and workload on both sides; old has ${old}; new has ${next}\n`,
  )
  return 1
}
