import { describeFormula } from '../../charts/figures/scores.ts'
import type { Effect } from '../../efficiency/comparison/effects.ts'
import type { Cell, Compared, Efficiency, Result } from '../../efficiency/efficiency.ts'
import { gates } from '../../efficiency/gates/gates.ts'
import type { NamedScoring } from '../../efficiency/scores/scorings.ts'
import { variationOf } from '../../efficiency/spread.ts'
import type { Interval } from '../../statistics/interval/interval.ts'
import { toWords } from '../../study/tool-words.ts'
import { createSourceList, type SourceList } from './source-list.ts'
import type { StudyJson } from './study-schema.ts'

type Of<K extends 'cells' | 'effects' | 'scores'> = StudyJson[K][number]

/** All that was computed of a study, each number with the places that it came from. */
export function toStudyJson(efficiency: Efficiency): StudyJson {
  const { study, metrics } = efficiency
  const { title, measured, assume, workloads } = study.manifest
  const list = createSourceList(study.archives)
  return {
    study: study.id,
    title,
    measured,
    assume,
    workloads: Object.entries(workloads).map(([id, { label, description, per }]) => ({
      id,
      label,
      description,
      per: { unit: per.unit, size: per.size.value, of: per.size.unit },
    })),
    metrics: metrics.map(({ id, label, better, formula, scope }) => ({
      id,
      label,
      better,
      formula,
      ...(scope !== undefined && { scope }),
    })),
    gates: gates.map(({ name, asks, limit }) => ({
      name,
      asks: asks(toWords(study.runs)),
      limit: study.manifest.gates[name] ?? limit,
    })),
    cells: efficiency.cells.map(cell => toCell(cell, list)),
    effects: efficiency.effects.map(toEffect),
    scores: efficiency.scorings.map(toScore),
    archives: study.archives.map(({ path, bytes, sha256, isRedacted }) => ({
      path,
      bytes,
      sha256,
      ...(isRedacted && { isRedacted }),
    })),
    files: list.files,
    kinds: list.kinds,
    sources: list.sources,
    origins: list.origins,
  }
}

function toCell(cell: Cell, list: SourceList): Of<'cells'> {
  return {
    configuration: cell.configuration.id,
    levels: cell.configuration.levels,
    workload: cell.workload,
    baseline: cell.isBaseline,
    state: cell.state.state,
    ...('reason' in cell.state && { reason: cell.state.reason }),
    load: toLoad(cell, list),
    doubts: cell.doubts.map(({ gate, text, metric }) => ({ gate, text, metric })),
    excluded: cell.excluded.flatMap(run =>
      run.excluded ? [{ run: run.id, ...run.excluded }] : [],
    ),
    results:
      cell.state.state === 'measured'
        ? Object.entries(cell.results).map(([metric, result]) => toResult(metric, result, list))
        : [],
  }
}

function toLoad({ load }: Cell, list: SourceList): Of<'cells'>['load'] {
  if (load.state === 'no-target' || load.state === 'not-measured') {
    return { state: load.state, missedRuns: [] }
  }
  const { achieved: _, intervals, ...told } = load
  const worstIntervals = intervals.map(({ source, ...logged }) => ({
    ...logged,
    source: list.numberOf(source),
  }))
  return { ...told, ...(worstIntervals.length > 0 && { worstIntervals }) }
}

function toResult(
  metric: string,
  result: Result,
  list: SourceList,
): Of<'cells'>['results'][number] {
  const { unit, estimate, comparison, points, bounds } = result
  const variation = variationOf(result)
  return {
    metric,
    unit,
    state: estimate.state,
    ...(estimate.state === 'not-recorded' && { reason: estimate.reason }),
    ...('n' in estimate && { n: estimate.n }),
    ...(estimate.state === 'one-run' && { value: estimate.value }),
    ...(estimate.state === 'estimated' && { kind: estimate.kind, estimate: estimate.interval }),
    ...(variation !== undefined && { coefficientOfVariation: variation }),
    ...(comparison && {
      differenceToBaseline: toInterval(comparison.difference),
      ...(comparison.ratio && { ratioToBaseline: toInterval(comparison.ratio) }),
      pValue: comparison.pValue,
    }),
    ...(bounds && { bounds }),
    runs: points.map(({ repeat, quantity, counts, bounds, holdsRun, windows }) => ({
      repeat,
      value: quantity.value,
      counts,
      ...(bounds && { bounds }),
      ...(holdsRun && { holdsRun }),
      ...(windows && { windows: windows.map(({ value }) => value) }),
      origin: list.originOf(quantity.sources),
    })),
  }
}

function toEffect({ pairs, leftOut, ...effect }: Effect): Of<'effects'> {
  const { metric, workload, factor, from, to, pValue, heterogeneity, reversedBy, unit } = effect
  return {
    metric,
    workload,
    factor,
    from,
    to,
    unit,
    ...toContrast(effect),
    pValue,
    ...(heterogeneity !== undefined && { heterogeneity }),
    reversedBy: reversedBy.map(factors => factors.join(' × ')),
    pairs: pairs.map(pair => ({ levels: pair.others, ...toContrast(pair) })),
    leftOut: leftOut.map(({ pair, reason }) => ({ levels: pair.others, reason })),
  }
}

function toContrast({ difference, ratio }: Compared) {
  return { difference: toInterval(difference), ...(ratio && { ratio: toInterval(ratio) }) }
}

function toScore({ score, label, workload, kind, scoring }: NamedScoring): Of<'scores'> {
  return {
    score,
    label,
    workload,
    ...(kind !== undefined && { kind }),
    formula: describeFormula(scoring),
    weights: Object.fromEntries(scoring.metrics.map(({ metric, weight }) => [metric.id, weight])),
    ...(scoring.reference && { reference: scoring.reference.configuration.id }),
    ranked: scoring.scores.map(({ cell, interval, ranks, components }) => ({
      configuration: cell.configuration.id,
      score: toInterval(interval),
      ranks,
      components: Object.fromEntries(
        scoring.metrics.map(({ metric }, at) => [
          metric.id,
          toInterval(components[at] ?? interval),
        ]),
      ),
    })),
    without: scoring.without.map(({ cell, reason }) => ({
      configuration: cell.configuration.id,
      reason,
    })),
  }
}

function toInterval({ value, lower, upper, level }: Interval): Interval {
  return { value, lower, upper, level }
}
