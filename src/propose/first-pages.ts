import { stringify } from 'yaml'
import type { Cell, Efficiency } from '../efficiency/efficiency.ts'
import { nameTools } from '../study/tool-words.ts'

/** Pages for studies that nobody wrote about yet. */
export interface FirstPages {
  files: [path: string, content: string][]
  /** Of pages beside the front page, as site.yaml lists them. */
  names: string[]
}

/**
 * Pages to begin with: a front page, an introduction and a part for each workload of each study,
 * and a page on the method. They hold no name and no number of a study but in directives, and no
 * sentence that other data would make wrong: they build at once, and stay true until a person says
 * more.
 *
 * @param isNew whether there is no site yet, so that it needs a front page as well
 */
export function toFirstPages(efficiencies: readonly Efficiency[], isNew: boolean): FirstPages {
  const isOne = isNew && efficiencies.length === 1
  const parts = efficiencies.map(efficiency => toParts(efficiency, isOne))
  const names = parts.flatMap(({ introduction, workloads }) => [
    introduction,
    ...workloads.map(({ name }) => name),
  ])
  const pages = parts.flatMap((own, index): [string, string][] => {
    const efficiency = efficiencies[index] as Efficiency
    return [
      [`site/${own.introduction}.md`, introduction(efficiency, isOne)],
      ...own.workloads.map(({ workload, name }): [string, string] => [
        `site/${name}.md`,
        workloadPage(efficiency, workload, own.introduction),
      ]),
    ]
  })
  const around: [string, string][] = [
    ['site/site.yaml', siteManifest(efficiencies, names)],
    ['site/index.md', frontPage(efficiencies, parts)],
    ['site/method.md', methodPage(efficiencies)],
  ]
  return { files: isNew ? [...around, ...pages] : pages, names }
}

interface Parts {
  introduction: string
  workloads: { workload: string; name: string }[]
}

/** Names of files; of several studies each with its own before them. */
function toParts({ study }: Efficiency, isOne: boolean): Parts {
  const before = isOne ? '' : `${toFileName(study.id)}-`
  return {
    introduction: `${before}introduction`,
    workloads: Object.keys(study.manifest.workloads).map(workload => ({
      workload,
      name: `${before}workload-${toFileName(workload) || 'one'}`,
    })),
  }
}

function toFileName(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function siteManifest(efficiencies: readonly Efficiency[], parts: string[]): string {
  const [first] = efficiencies
  const title = efficiencies.length === 1 && first ? ':study' : 'What I/O costs'
  const description =
    efficiencies.length === 1 ? 'What I/O costs in :study.' : 'What I/O costs, study by study.'
  const manifest = {
    title,
    description,
    series: { title, parts },
    methods: ['method'],
    bundle: ['index', ...parts],
  }
  return `# The order of the pages. \`licence\`, \`authors\` and \`url\` may be said here too.
${stringify(manifest)}`
}

/** The lines between `---` at the top of a page. */
function front(words: { [key: string]: unknown }): string {
  return `---\n${stringify(words, { lineWidth: 0 })}---\n`
}

function frontPage(efficiencies: readonly Efficiency[], parts: Parts[]): string {
  const ids = efficiencies.map(({ study }) => study.id)
  const isOne = ids.length === 1
  const findings = efficiencies.map((efficiency, index) => {
    const of = isOne ? '' : ` study=${quote(efficiency.study.id)}`
    const list = (parts[index]?.workloads ?? []).map(({ workload, name }) => {
      const sentence = findingOf(efficiency, workload, of)
      const label = `[:workload{workload=${quote(workload)}${of}}](${name}.html)`
      return `- ${label}${sentence ? `: ${sentence}` : ''}`
    })
    const heading = isOne ? '' : `### :study{${of.trim()}}\n\n`
    const drawn = drawFirst(efficiency, of)
    return heading + list.join('\n') + (drawn === undefined ? '' : `\n\n${drawn}`)
  })
  const words = isOne
    ? { title: ':study', description: 'What I/O costs in :study.', study: ids[0] }
    : { title: 'What I/O costs', description: 'What I/O costs, study by study.', study: ids }
  const abstract = isOne ? ':study{of=description}' : 'What I/O costs, study by study.'
  return `${front(words)}
:::abstract
${abstract}
:::

## What was asked

<!-- Why these configurations, and what a reader would decide with the answer. -->

What does each configuration cost for the same load?

## What came out

${findings.join('\n\n')}

## How sure this is

Every number leads to the runs that it was computed from. The [method](method.html) says how,
and the [glossary](glossary.html) explains the words.
`
}

/** What a sweep over numbers came to, as lines; nothing of another study. */
function drawFirst(efficiency: Efficiency, of: string): string | undefined {
  const { workloads, factors } = efficiency.study.manifest
  const [workload = ''] = Object.keys(workloads)
  const [metric] = measuredMetrics(efficiency, workload)
  if (metric === undefined || findAlong(factors) === undefined) return undefined
  return drawMetric(efficiency, metric, workload, of)
}

/** A sentence on the baseline, where its cell has an estimate, and on all cells that have one. */
function findingOf(efficiency: Efficiency, workload: string, of = ''): string | undefined {
  const cell = efficiency.cells.find(cell => cell.workload === workload && cell.isBaseline)
  const [metric] = measuredMetrics(efficiency, workload, isEstimated)
  if (!cell || !metric || !isEstimated(cell, metric)) return undefined
  const others = efficiency.cells.filter(
    other => other.workload === workload && hasEstimate(other, metric),
  )
  const bound = `metric=${metric} workload=${quote(workload)}`
  const range = others.length > 1 ? `:range{${bound}${of}} over all configurations, ` : ''
  return `:metric{${bound}${of}}: ${range}:value{${bound} baseline${of}} for the baseline, :baseline${of && `{${of.trim()}}`}.`
}

function introduction({ study }: Efficiency, isOne: boolean): string {
  const words = {
    title: isOne ? 'What was measured, and on what' : 'What was measured, and on what: :study',
    description: 'What was varied in :study, under which workloads, on what machine.',
    study: study.id,
    appendices: ['environment'],
    revision: '1',
  }
  return `${front(words)}
:::abstract
What was varied, under which workloads, and what the captures say of the machine.
:::

:study{of=description}

## What was varied

::table{kind=factors}

The others are compared with the baseline, :baseline.

## Workloads

::table{kind=workloads}

## What the measurements are

<!-- What was counted, of what: a process, a CPU, the whole machine. -->

${nameTools(study.runs)} made the load and reported what was done. What counted beside it is in the data, with the
place of each number.

## The machine

Appendix A shows what was captured of it, where \`captures\` in study.yaml says where that lies;
\`technote capture\` writes a script that captures more.
`
}

function workloadPage(efficiency: Efficiency, workload: string, introduction: string): string {
  const { manifest, id } = efficiency.study
  const metrics = measuredMetrics(efficiency, workload).slice(0, mostShown)
  const [metric] = metrics
  const attributes = `workload=${quote(workload)}`
  const finding = findingOf(efficiency, workload)
  const sentence = `What each configuration came to under :workload{${attributes} of=description}.`
  const sections = [
    ...(manifest.workloads[workload]?.target
      ? [`## Was the load the same?\n\n::table{kind=load ${attributes}}`]
      : []),
    `## Raw data\n\n${metric ? `::table{kind=costs ${attributes} metrics="${metrics.join(' ')}"}` : 'Nothing was measured under this workload when this page was begun.'}`,
    ...metrics.map(name => drawMetric(efficiency, name, workload)),
    ...drawCurve(efficiency, workload),
    ...(metric && isCompared(efficiency, workload, metric)
      ? [
          `## Normalised data\n\n:::figure{kind=ratios metric=${metric} ${attributes}}\n:metric{metric=${metric} ${attributes}}, against the baseline, :baseline\n:::`,
        ]
      : []),
    ...(metric && Object.keys(manifest.factors).length > 1
      ? [`## Factor by factor\n\n::table{kind=effects metric=${metric} ${attributes}}`]
      : []),
    ...(metric && (manifest.repeats ?? 1) > 1
      ? [
          `## How much runs vary\n\n::table{kind=spread ${attributes} metrics="${metrics.join(' ')}"}`,
        ]
      : []),
    ...efficiency.scorings
      .filter(item => item.workload === workload && item.scoring.scores.length > 1)
      .map(
        ({ score }) =>
          `## :scoring{score=${score}}\n\n:::figure{kind=scores score=${score} ${attributes}}\n:scoring{score=${score}} of each configuration\n:::`,
      ),
    `## Conclusions\n\n<!-- Say what follows, with :value, :change and :claim, so that it stays true. -->\n\n${finding ?? 'The tables show what each run came to.'}`,
    `## Threats to validity\n\n<!-- What these data cannot say; \`limits\` in study.yaml lists it for ::limits. -->\n\nAppendix A of the [introduction](${introduction}.html) shows on what machine this was measured.`,
  ]
  return `${front({ title: `:workload{${attributes}}`, description: sentence, study: id, workloads: [workload], revision: '1' })}
:::abstract
${sentence}${finding ? ` ${finding}` : ''}
:::

${sections.join('\n\n')}
`
}

/** Along a factor whose levels are numbers, where there is one; else a row a configuration. */
function drawMetric({ study }: Efficiency, metric: string, workload: string, of = ''): string {
  const bound = `metric=${metric} workload=${quote(workload)}${of}`
  const along = findAlong(study.manifest.factors)
  return along === undefined
    ? `:::figure{kind=dots ${bound}}\n:metric{${bound}}, by configuration\n:::`
    : `:::figure{kind=lines ${bound} along=${along}}\n:metric{${bound}} along :factor{factor=${along}${of}}\n:::`
}

/** Latency against throughput, of a sweep whose rate is not held. */
function drawCurve(efficiency: Efficiency, workload: string): string[] {
  const { factors, workloads } = efficiency.study.manifest
  const along = findAlong(factors)
  const isHeld = workloads[workload]?.target !== undefined
  const cells = efficiency.cells.filter(cell => cell.workload === workload)
  const isKnown = ['iops', 'latency'].every(id => cells.some(cell => isMeasured(cell, id)))
  if (along === undefined || isHeld || !isKnown) return []
  const bound = (metric: string) => `:metric{metric=${metric} workload=${quote(workload)}}`
  return [
    `:::figure{kind=curve workload=${quote(workload)} along=${along}}\n${bound('latency')} against ${bound('iops')}\n:::`,
  ]
}

/** The factor with the most levels that are numbers: of two, a line says no more than two rows. */
function findAlong(factors: Efficiency['study']['manifest']['factors']): string | undefined {
  const numeric = Object.entries(factors)
    .map(([id, { numbers = {} }]) => ({ id, count: Object.keys(numbers).length }))
    .filter(({ count }) => count > 2)
    .sort((a, b) => b.count - a.count)
  return numeric[0]?.id
}

function methodPage(efficiencies: readonly Efficiency[]): string {
  const ids = efficiencies.map(({ study }) => study.id)
  const [only] = ids
  const tables = (kind: string) =>
    ids.length === 1
      ? `::table{kind=${kind}}`
      : ids.map(id => `::table{kind=${kind} study=${quote(id)}}`).join('\n\n')
  return `${front({ title: 'How the numbers are computed', description: `From the reports of ${nameTools(efficiencies.flatMap(({ study }) => study.runs))} and perf to an estimate with its interval.`, study: ids.length === 1 ? only : ids, appendices: [] })}
## From files to runs

\`study.yaml\` says which files belong to which configuration, workload and repeat. What could not
be read or matched is listed with the data.

## From runs to numbers

${tables('metrics')}

## How sure they are

A run is one repeat; the many I/Os within it are not. Where there are enough usable runs, a number
is an estimate with its interval, which the words below each table explain; elsewhere the runs are
shown as they are. The baseline is compared with every other configuration of the same workload.

## What may be doubted

These rules look at every number. None removes one; a doubt stands beside the number that it touches.

${tables('gates')}
`
}

/** Metrics that a page begins with. */
const mostShown = 3

/**
 * Metrics with at least one run under the workload: costs, as the study lists them, and latency
 * where there are few. How many I/Os a second there were says nothing where their rate was held.
 */
function measuredMetrics(
  { cells, metrics, study }: Efficiency,
  workload: string,
  isWanted: (cell: Cell, metric: string) => boolean = isMeasured,
): string[] {
  const row = cells.filter(cell => cell.workload === workload)
  const costs = metrics.filter(({ kind }) => kind === 'cost').map(({ id }) => id)
  const isHeld = study.manifest.workloads[workload]?.target !== undefined
  const latency = ['latency', 'latency-p99']
  // Reads and writes of one load have latencies of their own, and their mean is nobody's.
  const apart = metrics.map(({ id }) => id).filter(id => /^latency-p99\.(?!\d)/.test(id))
  const others = isHeld ? [...apart, ...latency, 'iops'] : ['iops', ...apart, ...latency]
  return [...costs, ...others].filter(id => row.some(cell => isWanted(cell, id)))
}

function isMeasured(cell: Cell, metric: string): boolean {
  return (cell.results[metric]?.points.length ?? 0) > 0
}

function isEstimated(cell: Cell, metric: string): boolean {
  const isOnly = cell.results[metric]?.estimate.state === 'one-run'
  return cell.isBaseline && (isOnly || hasEstimate(cell, metric))
}

function hasEstimate(cell: Cell, metric: string): boolean {
  return cell.results[metric]?.estimate.state === 'estimated'
}

function isCompared({ cells }: Efficiency, workload: string, metric: string): boolean {
  return cells.some(cell => cell.workload === workload && cell.results[metric]?.comparison)
}

function quote(value: string): string {
  return /^[\w.+-]+$/.test(value) ? value : JSON.stringify(value)
}
