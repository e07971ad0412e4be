import { upperFirst } from '../format/upper-first.ts'
import { loadReaders } from '../study/load-readers.ts'
import type { LoadSurvey } from '../study/load-survey.ts'
import { everyJob } from '../study/manifest/manifest.ts'
import type { Factor } from './levels.ts'
import type { Unit } from './units.ts'

type Options = Unit['options']

/** What each workload asks of the load generator, of all its runs; `job` where a report has one of each. */
interface Asked {
  id: string
  label: string
  job?: string
  options: Options[]
}

/** The workloads that a part of the paths tells apart; one of all where none does. */
export function toWorkloads(factor: Factor | undefined, units: readonly Unit[]) {
  const levels = factor?.levels ?? { all: 'all' }
  return describeAll(
    Object.entries(levels).map(([id, label]) => ({
      id,
      label,
      options: units
        .filter(unit => factor === undefined || factor.of(unit) === id)
        .map(({ options }) => options),
    })),
    surveyOf(units),
  )
}

/**
 * A workload for each job that every report has.
 *
 * @param isTogether whether their costs are known together only, which is a workload of its own
 */
export function toJobWorkloads(
  jobs: readonly string[],
  units: readonly Unit[],
  isTogether: boolean,
) {
  const workloads = describeAll(
    jobs.map((job, index) => ({
      id: job,
      label: job,
      job,
      options: units.map(unit => unit.phases[index]?.options ?? {}),
    })),
    surveyOf(units),
  )
  const [first] = Object.values(workloads)
  const id = jobs.includes('together') ? 'all-together' : 'together'
  const together = {
    label: upperFirst(id.replace('-', ' ')),
    description: `${jobs.join(', then ')}, counted as one work`,
    job: everyJob,
    per: first?.per ?? 'IO',
  }
  return isTogether ? { ...workloads, [id]: together } : workloads
}

/** In one unit of cost, so that the workloads compare: by the byte where all blocks are large. */
function describeAll(workloads: Asked[], { sizeOf, describe }: LoadSurvey) {
  const sizes = workloads.flatMap(({ options }) => options.map(sizeOf))
  const per = sizes.length > 0 && Math.min(...sizes) >= 65_536 ? 'B' : 'IO'
  return Object.fromEntries(
    workloads.map(({ id, label, job, options }) => {
      const { words, target } = describe(options)
      const asked = {
        label: id === 'iops' ? 'IOPS' : upperFirst(label),
        description: words,
        ...(target !== undefined && { target }),
        ...(job !== undefined && { job }),
      }
      return [id, { ...asked, per }]
    }),
  )
}

/** How the reports of these runs are read; of several tools, those of the first. */
function surveyOf([first]: readonly Unit[]): LoadSurvey {
  return first?.reader.survey ?? loadReaders[0].survey
}
