import { stringify } from 'yaml'
import type { Cell, Efficiency } from '../efficiency/efficiency.ts'
import { scoringsOf } from '../efficiency/scorings.ts'
import type { Manifest } from '../study/manifest.ts'

/**
 * Pages to begin with, for a study that nobody wrote about yet: a front page, an introduction,
 * a part for each workload and a page on the method. Each number in them is bound and each
 * sentence is neutral, so that they build at once and stay true until a person says more.
 */
export function toFirstPages(efficiency: Efficiency): [path: string, content: string][] {
  const { manifest } = efficiency.study
  const parts = Object.keys(manifest.workloads).map(workload => ({
    workload,
    name: toPageName(workload),
  }))
  return [
    [
      'site/site.yaml',
      siteManifest(
        manifest,
        parts.map(part => part.name),
      ),
    ],
    ['site/index.md', frontPage(efficiency, parts)],
    ['site/introduction.md', introduction(efficiency)],
    ...parts.map(({ workload, name }): [string, string] => [
      `site/${name}.md`,
      workloadPage(efficiency, workload),
    ]),
    ['site/method.md', methodPage(efficiency)],
  ]
}

/** A name of a file, and none that another page has. */
function toPageName(workload: string): string {
  const name = workload.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `workload-${name.replaceAll(/^-|-$/g, '') || 'one'}`
}

function siteManifest({ title }: Manifest, parts: string[]): string {
  const manifest = {
    title,
    description: `What I/O costs in ${title}.`,
    series: { title, parts: ['introduction', ...parts] },
    methods: ['method'],
  }
  return `# The order of the pages. \`licence\`, \`authors\` and \`url\` may be said here too.
${stringify(manifest)}`
}

/** The lines between `---` at the top of a page. */
function front(words: { [key: string]: unknown }): string {
  return `---\n${stringify(words, { lineWidth: 96 })}---\n`
}

function frontPage(efficiency: Efficiency, parts: { workload: string; name: string }[]): string {
  const { manifest, id } = efficiency.study
  const findings = parts.flatMap(({ workload, name }) => {
    const sentence = findingOf(efficiency, workload)
    const { label = workload } = manifest.workloads[workload] ?? {}
    return sentence ? `- [${plain(label)}](${name}.html): ${sentence}` : []
  })
  return `${front({ title: manifest.title, description: `What I/O costs in ${manifest.title}.`, study: id })}
:::abstract
${plain(manifest.description)}
:::

## What was asked

<!-- Why these configurations, and what a reader would decide with the answer. -->

What does each configuration cost for the same load?

## What came out

${findings.length > 0 ? findings.join('\n') : 'The parts show what each run came to. No cell has enough usable runs for an estimate with an interval.'}

## How sure this is

Every number leads to the runs that it was computed from. The [method](method.html) says how,
and the [glossary](glossary.html) explains the words.
`
}

/** A sentence on the baseline, where its cell has an estimate, and on all cells that have one. */
function findingOf(efficiency: Efficiency, workload: string): string | undefined {
  const cell = efficiency.cells.find(cell => cell.workload === workload && cell.isBaseline)
  const [metric] = measuredMetrics(efficiency, workload, isEstimated)
  if (!cell || !metric || !isEstimated(cell, metric)) return undefined
  const others = efficiency.cells.filter(
    other => other.workload === workload && hasEstimate(other, metric),
  )
  const range =
    others.length > 1
      ? `:range{metric=${metric} workload=${quote(workload)}} over all configurations, `
      : ''
  return `${labelOf(efficiency, metric)}${perOf(efficiency, workload, metric)}: ${range}:value{${bind(cell, metric)}} for the baseline, ${code(cell.configuration.label)}.`
}

/** ` for each I/O`, of a cost: what its numbers in a sentence are divided by. */
function perOf({ metrics, study }: Efficiency, workload: string, metric: string): string {
  const unit = study.manifest.workloads[workload]?.per.unit
  if (unit === undefined || metrics.find(({ id }) => id === metric)?.kind !== 'cost') return ''
  const names: { [unit: string]: string } = { IO: 'I/O', B: 'GiB' }
  return ` for each ${plain(names[unit] ?? unit)}`
}

function introduction({ study }: Efficiency): string {
  const { manifest, id } = study
  const factors = Object.values(manifest.factors).map(
    ({ label, levels }) =>
      `| ${plain(label)} | ${Object.values(levels)
        .map(level => code(level.label))
        .join(', ')} |`,
  )
  const workloads = Object.values(manifest.workloads).map(
    ({ label, description }) => `| ${plain(label)} | ${plain(description)} |`,
  )
  const description = `What was varied in ${manifest.title}, under which workloads, on what machine.`
  return `${front({ title: 'What was measured, and on what', description, study: id, appendices: ['environment'], revision: '1' })}
:::abstract
What was varied, under which workloads, and what the captures say of the machine.
:::

## What was varied

| Factor | Levels |
| --- | --- |
${factors.join('\n')}

## Workloads

| Workload | What it asks for |
| --- | --- |
${workloads.join('\n')}

## What the measurements are

<!-- What was counted, of what: a process, a CPU, the whole machine. -->

fio made the load and reported what was done. What counted beside it is in the data, with the
place of each number.

## The machine

Appendix A shows what was captured of it, where \`captures\` in study.yaml says where that lies;
\`technote capture\` writes a script that captures more.
`
}

function workloadPage(efficiency: Efficiency, workload: string): string {
  const { manifest, id } = efficiency.study
  const { label = workload, description = '', target } = manifest.workloads[workload] ?? {}
  const metrics = measuredMetrics(efficiency, workload).slice(0, 2)
  const [metric] = metrics
  const attributes = `workload=${quote(workload)}`
  const finding = findingOf(efficiency, workload)
  const sentence = `What each configuration came to under ${description}.`
  const sections = [
    ...(target ? [`## Was the load the same?\n\n::table{kind=load ${attributes}}`] : []),
    `## Raw data\n\n${metric ? `::table{kind=costs ${attributes} metrics="${metrics.join(' ')}"}` : 'Nothing was measured under this workload.'}`,
    ...metrics.map(
      name =>
        `:::figure{kind=dots metric=${name} ${attributes}}\n${labelOf(efficiency, name)}, by configuration\n:::`,
    ),
    ...(metric && isCompared(efficiency, workload, metric)
      ? [
          `## Normalised data\n\n:::figure{kind=ratios metric=${metric} ${attributes}}\n${labelOf(efficiency, metric)}, against the baseline\n:::`,
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
    ...scoringsOf(efficiency)
      .filter(item => item.workload === workload && item.scoring.scores.length > 1)
      .map(
        ({ score, label }) =>
          `## ${label}\n\n:::figure{kind=scores score=${score} ${attributes}}\n${label} of each configuration\n:::`,
      ),
    `## Conclusions\n\n<!-- Say what follows, with :value, :change and :claim, so that it stays true. -->\n\n${finding ?? 'No cell of the baseline has enough usable runs for an estimate with an interval.'}`,
    '## Threats to validity\n\n<!-- What these data cannot say; `limits` in study.yaml lists it for ::limits. -->\n\nThese numbers are of one machine, as appendix A of the [introduction](introduction.html) shows it.',
  ]
  return `${front({ title: label, description: sentence, study: id, workloads: [workload], revision: '1' })}
:::abstract
${plain(sentence)}${finding ? ` ${finding}` : ''}
:::

${sections.join('\n\n')}
`
}

function methodPage({ study }: Efficiency): string {
  return `${front({ title: 'How the numbers are computed', description: 'From the reports of fio and perf to an estimate with its interval.', study: study.id, appendices: [] })}
## From files to runs

\`study.yaml\` says which files belong to which configuration, workload and repeat. What could not
be read or matched is listed with the data.

## From runs to numbers

::table{kind=metrics}

## How sure they are

A run is one repeat; the many I/Os within it are not. With three or more usable runs a number is
an estimate with a 95 % interval, with fewer the runs are shown as they are. The baseline is
compared with every other configuration of the same workload, and p-values are adjusted by Holm.

## What may be doubted

These rules look at every number. None removes one; a doubt stands beside the number that it touches.

::table{kind=gates}
`
}

/** Metrics with at least one run under the workload; costs first, as the study lists them. */
function measuredMetrics(
  { cells, metrics }: Efficiency,
  workload: string,
  isWanted: (cell: Cell, metric: string) => boolean = isMeasured,
): string[] {
  const row = cells.filter(cell => cell.workload === workload)
  return metrics.map(({ id }) => id).filter(id => row.some(cell => isWanted(cell, id)))
}

function isMeasured(cell: Cell, metric: string): boolean {
  return (cell.results[metric]?.points.length ?? 0) > 0
}

function isEstimated(cell: Cell, metric: string): boolean {
  return cell.isBaseline && hasEstimate(cell, metric)
}

function hasEstimate(cell: Cell, metric: string): boolean {
  return cell.results[metric]?.estimate.state === 'estimated'
}

function isCompared({ cells }: Efficiency, workload: string, metric: string): boolean {
  return cells.some(cell => cell.workload === workload && cell.results[metric]?.comparison)
}

function labelOf({ metrics }: Efficiency, id: string): string {
  return plain(metrics.find(metric => metric.id === id)?.label ?? id)
}

/** `metric=latency workload=iops engine=psync` */
function bind({ workload, configuration }: Cell, metric: string): string {
  const words = { metric, workload, ...configuration.levels }
  return Object.entries(words)
    .map(([key, value]) => `${key}=${quote(value)}`)
    .join(' ')
}

function quote(value: string): string {
  return /^[\w.+-]+$/.test(value) ? value : JSON.stringify(value)
}

/** Words of a study, which Markdown and directives must not take for their own: `cycles:k`. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|:#]/g, '\\$&')
}

/** The same as code; a bar would end the cell of a table. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``
}
