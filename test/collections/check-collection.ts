import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Efficiency, Point } from '../../src/efficiency/efficiency.ts'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { joinPath } from '../../src/message/path-in-archive.ts'
import { readStudies } from '../../src/study/read-studies.ts'
import { type Outcome, technote } from '../helpers/technote.ts'

/** What the raw files say that an event costs in a run, by `expected.awk`. */
export interface Expected {
  /** Path of fio's report. */
  run: string
  /** How perf looked at fio: `whole`, `ramp`, `inside`, `intervals`, or `refused`. */
  way: string
  count: string
  low: number
  value: number
  high: number
}

/** A collection as technote sees it after `technote init`, with nothing edited. */
export interface Checked {
  init: Outcome
  efficiency: Efficiency
  /** Rules of all messages, each as often as it was told. */
  rules: string[]
  expected: Expected[]
  /** The run's value of the metric that `technote init` proposes for the event. */
  pointOf(expected: Expected): Point | undefined
}

const root = import.meta.dirname

export function listCollections(): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(item => item.isDirectory())
    .map(item => item.name)
    .sort()
}

/** A project whose one study is the collection, and what `technote init` makes of it. */
export async function initCollection(
  name: string,
): Promise<{ root: string; init: Outcome; remove(): void }> {
  const project = mkdtempSync(join(tmpdir(), 'technote-collection-'))
  mkdirSync(join(project, 'data'))
  cpSync(join(root, name, 'results'), join(project, 'data', name), { recursive: true })
  const init = await technote(['init', '--root', project])
  return { root: project, init, remove: () => rmSync(project, { recursive: true }) }
}

export async function checkCollection(name: string): Promise<Checked> {
  const project = await initCollection(name)
  const [read] = await readStudies(project.root, { progress: () => undefined })
  project.remove()
  if (!read?.study) throw new Error(`${name}: ${project.init.err}`)
  const efficiency = toEfficiency(read.study)
  return {
    init: project.init,
    efficiency,
    rules: [...read.messages, ...efficiency.messages].map(({ rule }) => rule).sort(),
    expected: readExpected(name),
    pointOf: expected => findPoint(efficiency, expected),
  }
}

function readExpected(name: string): Expected[] {
  const [, ...lines] = readFileSync(join(root, name, 'expected.tsv'), 'utf8')
    .trim()
    .split('\n')
  return lines.map(line => {
    const [run = '', way = '', count = '', ...numbers] = line.split('\t')
    const [low = Number.NaN, value = Number.NaN, high = Number.NaN] = numbers.map(Number)
    return { run, way, count, low, value, high }
  })
}

/** A run is known by the report that its numbers lead to. */
function findPoint({ cells, study }: Efficiency, { run, count }: Expected): Point | undefined {
  const points = cells.flatMap(({ results }) =>
    Object.entries(study.manifest.metrics)
      .filter(([, spec]) => spec.count === count)
      .flatMap(([metric]) => results[metric]?.points ?? []),
  )
  return points.find(({ quantity }) =>
    quantity.sources.some(({ file }) => joinPath(file.archive, file.entry) === run),
  )
}
