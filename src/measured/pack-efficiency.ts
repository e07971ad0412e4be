import { assumptions } from '../efficiency/comparison/assumption.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { toMetrics } from '../efficiency/metrics/metrics.ts'
import { StaleMemory } from '../parse/build-effects.ts'
import type { Study } from '../study/study.ts'

/** What is asked of a study where none of its numbers are. */
export interface Head {
  study: Omit<Study, Large>
  messages: Efficiency['messages']
  changes: Efficiency['changes']
}

type Large = 'configurations' | 'runs' | 'references' | 'captures' | 'jobFiles'

/** All of a study with its numbers, as plain data. */
export interface Body {
  study: Study
  cells: Efficiency['cells']
  effects: Efficiency['effects']
  /** By metric. */
  formulas: { [metric: string]: string }
  /** Each with its metrics by their ids. */
  scorings: (Omit<Scoring, 'scoring'> & { scoring: PlainScores })[]
}

type Scoring = Efficiency['scorings'][number]
type PlainScores = Omit<Scoring['scoring'], 'metrics'> & {
  metrics: { metric: string; weight: number }[]
}

export function toHead({ study, messages, changes }: Efficiency): Head {
  const { configurations: _, runs, references, captures, jobFiles, ...small } = study
  return { study: small, messages: [...messages], changes }
}

export function toBody({ study, metrics, cells, effects, scorings }: Efficiency): Body {
  return {
    study,
    cells,
    effects,
    formulas: Object.fromEntries(metrics.map(({ id, formula }) => [id, formula])),
    scorings: scorings.map(({ scoring, ...named }) => ({
      ...named,
      scoring: {
        ...scoring,
        metrics: scoring.metrics.map(({ metric, weight }) => ({ metric: metric.id, weight })),
      },
    })),
  }
}

/**
 * An efficiency whose large parts are read when they are asked for.
 *
 * @param read gives the body, or nothing where it went away meanwhile
 */
export function openEfficiency(
  { study, messages, changes }: Head,
  read: () => Body | undefined,
): Efficiency {
  let known: ReturnType<typeof open> | undefined
  const body = () => {
    known ??= open(study.name, read())
    return known
  }
  const lazy: Study = {
    ...study,
    get configurations() {
      return body().study.configurations
    },
    get runs() {
      return body().study.runs
    },
    get references() {
      return body().study.references
    },
    get captures() {
      return body().study.captures
    },
    get jobFiles() {
      return body().study.jobFiles
    },
  }
  return {
    study: lazy,
    messages,
    changes,
    assumption: assumptions[study.manifest.assume],
    get metrics() {
      return body().metrics
    },
    get cells() {
      return body().cells
    },
    get effects() {
      return body().effects
    },
    get scorings() {
      return body().scorings
    },
  }
}

function open(name: string, body: Body | undefined) {
  if (!body) throw new StaleMemory(`What is remembered of ${name} is no longer whole`)
  const { study, cells, effects, scorings } = body
  const metrics = toMetrics(study, body.formulas)
  return { study, metrics, cells, effects, scorings: scorings.map(toScoring) }

  function toScoring({ scoring, ...named }: Body['scorings'][number]): Scoring {
    const known = scoring.metrics.flatMap(({ metric: id, weight }) => {
      const metric = metrics.find(metric => metric.id === id)
      return metric ? [{ metric, weight }] : []
    })
    return { ...named, scoring: { ...scoring, metrics: known } }
  }
}
