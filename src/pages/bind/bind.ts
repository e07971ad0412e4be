import type { Cell, Efficiency, Metric } from '../../efficiency/efficiency.ts'
import type { NamedScoring } from '../../efficiency/scores/scorings.ts'
import type { Message, Remark } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'
import { toConfigurationId } from '../../study/configurations.ts'

/** Attributes of a directive, as typed: `{metric=latency workload=iops engine=psync}`. */
export type Attributes = { [name: string]: string | null | undefined }

/** What stops a directive from being what its author meant. */
export class BindError extends Error {
  readonly rule: string
  /** Where, if that is not where the directive begins. */
  readonly place: Partial<Message>
  constructor(
    rule: string,
    reason: string,
    place: Pick<Partial<Message>, 'file' | 'line' | 'column'> = {},
  ) {
    super(reason)
    this.rule = rule
    this.place = place
  }
  toRemark(): Remark {
    return { severity: 'error', rule: this.rule, reason: this.message }
  }
}

/**
 * A sentence says that something is undecided where the data do not decide it, and only there.
 *
 * @param what is told, and `from` what the data are to tell it
 * @param found its p-value, as words
 * @throws BindError where `undecided` is missing, or outlives the data that decide by now
 */
export function expectDecision(
  attributes: Attributes,
  isDecided: boolean,
  { what, from, found }: { what: string; from: string; found: string },
): void {
  const isUndecided = 'undecided' in attributes
  if (isDecided !== isUndecided) return
  throw isDecided
    ? new BindError(
        'decided-by-now',
        `Unexpected \`undecided\` at the ${what}, expected it where the data do not decide, found ${found}; take the attribute away, and write what they say`,
      )
    : new BindError(
        'not-distinguishable',
        `Unexpected ${what}, expected one that the data can tell from ${from}, found ${found}; say that it is undecided and add the attribute \`undecided\`, or take the sentence out`,
      )
}

export function bindMetric(efficiency: Efficiency, attributes: Attributes): Metric {
  const known = efficiency.metrics.map(metric => metric.id)
  const id = expect(attributes, 'metric', known)
  const metric = efficiency.metrics.find(metric => metric.id === id)
  if (!metric) throw new BindError('unknown-metric', id)
  return metric
}

export function bindWorkload(efficiency: Efficiency, attributes: Attributes): string {
  return expect(attributes, 'workload', Object.keys(efficiency.study.manifest.workloads))
}

/** A workload that is a ladder of loads. */
export function bindLadderWorkload(efficiency: Efficiency, attributes: Attributes): string {
  const { workloads } = efficiency.study.manifest
  const ladders = Object.keys(workloads).filter(id => workloads[id]?.ladder)
  return expect(attributes, 'workload', ladders)
}

/** The cell that `workload` and a level for each factor name; with `baseline`, its levels hold. */
export function bindCell(efficiency: Efficiency, attributes: Attributes): Cell {
  const { manifest } = efficiency.study
  const workload = bindWorkload(efficiency, attributes)
  const levels = Object.fromEntries(
    Object.entries(manifest.factors).map(([factor, { levels }]) => [
      factor,
      expect(
        'baseline' in attributes ? { ...manifest.baseline, ...attributes } : attributes,
        factor,
        Object.keys(levels),
      ),
    ]),
  )
  const id = `${toConfigurationId(manifest, levels)}.${workload}`
  const cell = efficiency.cells.find(cell => cell.id === id)
  if (!cell) throw new BindError('unknown-cell', `Unexpected cell \`${id}\``)
  return cell
}

/** Levels of those factors that the attributes name. */
export function bindLevels(
  efficiency: Efficiency,
  attributes: Attributes,
  factors: string[],
): { [factor: string]: string } {
  const named = factors.filter(factor => factor in attributes)
  return Object.fromEntries(
    named.map(factor => {
      const { levels = {} } = efficiency.study.manifest.factors[factor] ?? {}
      return [factor, expect(attributes, factor, Object.keys(levels))]
    }),
  )
}

/** The attribute, which must be one of the known words. */
export function expect(attributes: Attributes, name: string, known: string[]): string {
  const word = attributes[name]
  if (!word) {
    throw new BindError(
      'missing-attribute',
      `Unexpected absence of \`${name}\`, expected one of ${known.map(item => `\`${item}\``).join(', ')}`,
    )
  }
  if (!known.includes(word)) {
    throw new BindError(
      'unknown-attribute',
      `Unexpected ${name} \`${word}\`${suggest(word, known)}`,
    )
  }
  return word
}

/** Every attribute must have been meant for something. */
export function refuseOthers(attributes: Attributes, known: string[]): void {
  const stranger = Object.keys(attributes).find(name => !known.includes(name))
  if (stranger !== undefined) {
    throw new BindError(
      'unknown-attribute',
      `Unexpected attribute \`${stranger}\`${suggest(stranger, known)}`,
    )
  }
}

/** The score that `{score=efficiency workload=iops}` names, of each kind that study.yaml compares within. */
export function bindScorings(
  efficiency: Efficiency,
  attributes: Attributes,
): [NamedScoring, ...NamedScoring[]] {
  const score = expect(attributes, 'score', Object.keys(efficiency.study.manifest.scores))
  const workload = bindWorkload(efficiency, attributes)
  const [found, ...more] = efficiency.scorings.filter(
    own => own.score === score && own.workload === workload,
  )
  if (!found) {
    throw new BindError('unknown-score', `No score \`${score}\` under the workload \`${workload}\``)
  }
  return [found, ...more]
}
