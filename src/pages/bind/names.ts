import type { TextDirective } from 'mdast-util-directive'
import remarkDirective from 'remark-directive'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { formatNumber } from '../../format/number.ts'
import { namePer, scaleFor } from '../../format/scale.ts'
import type { Message } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'
import { toConfigurationId } from '../../study/configurations.ts'
import type { SiteManifest } from '../page.ts'
import {
  type Attributes,
  BindError,
  bindMetric,
  bindWorkload,
  expect,
  refuseOthers,
} from './bind.ts'

type ToName = (efficiency: Efficiency, attributes: Attributes) => string

/** The directives that put a name into a sentence or a title, as study.yaml has it now. */
export const nameDirectives: { [name: string]: ToName } = {
  /** `:study`: its title; `of=description`, `of=measured`. */
  study: ({ study }, attributes) => {
    refuseOthers(attributes, ['of'])
    const { title, description, measured } = study.manifest
    return pick(attributes, { title, description, measured }, 'title')
  },
  /** `:baseline`: the label of the configuration that all others are compared with. */
  baseline: ({ study }, attributes) => {
    refuseOthers(attributes, [])
    const id = toConfigurationId(study.manifest, study.manifest.baseline)
    return study.configurations.find(configuration => configuration.id === id)?.label ?? id
  },
  /** `:factor{factor=engine}`: its label. */
  factor: ({ study: { manifest } }, attributes) => {
    refuseOthers(attributes, ['factor'])
    const factor = expect(attributes, 'factor', Object.keys(manifest.factors))
    return manifest.factors[factor]?.label ?? factor
  },
  /** `:level{engine=io_uring}`: its label; of several factors, all of them. */
  level: ({ study: { manifest } }, attributes) => {
    refuseOthers(attributes, Object.keys(manifest.factors))
    const named = Object.keys(manifest.factors).filter(factor => factor in attributes)
    if (named.length === 0) expect(attributes, Object.keys(manifest.factors)[0] ?? 'factor', [])
    const labels = named.map(factor => {
      const { levels = {} } = manifest.factors[factor] ?? {}
      return levels[expect(attributes, factor, Object.keys(levels))]?.label
    })
    return labels.join(' · ')
  },
  /** `:workload{workload=iops}`: its label; `of=description`, `of=unit`, `of=target`. */
  workload: (efficiency, attributes) => {
    refuseOthers(attributes, ['workload', 'of'])
    const workload = bindWorkload(efficiency, attributes)
    const {
      label = '',
      description = '',
      per,
      target,
    } = efficiency.study.manifest.workloads[workload] ?? {}
    const scale = target && scaleFor([target.value], target.unit)
    return pick(
      attributes,
      {
        label,
        description,
        unit: namePer(per?.unit ?? 'IO'),
        ...(scale && {
          target: `${formatNumber(target.value / scale.divisor, 0)} ${scale.symbol}`,
        }),
      },
      'label',
    )
  },
  /** `:metric{metric=cpu-time}`: its label; with `workload=iops`, and what it is divided by there. */
  metric: (efficiency, attributes) => {
    refuseOthers(attributes, ['metric', 'workload'])
    const metric = bindMetric(efficiency, attributes)
    const { per, inverse } = efficiency.study.manifest.metrics[metric.id] ?? {}
    const isPerWork = metric.kind === 'cost' && per === undefined && inverse !== true
    if (!attributes.workload || !isPerWork) return metric.label
    const { workload } = attributes
    return `${metric.label} per ${nameDirectives.workload?.(efficiency, { workload, of: 'unit' })}`
  },
  /** `:scoring{score=efficiency}`: its label. */
  scoring: ({ study: { manifest } }, attributes) => {
    refuseOthers(attributes, ['score'])
    const score = expect(attributes, 'score', Object.keys(manifest.scores))
    return manifest.scores[score]?.label ?? score
  },
}

function pick(attributes: Attributes, words: { [of: string]: string }, first: string): string {
  return words[expect({ of: first, ...attributes }, 'of', Object.keys(words))] ?? ''
}

const typed = new RegExp(
  `(?<![\\w:]):(${Object.keys(nameDirectives).join('|')})(\\{[^}]*\\}|(?![\\w{:-]))`,
  'g',
)

/**
 * A title or another text that is no Markdown, with the names that its directives stand for.
 *
 * @throws BindError where one cannot be bound
 */
export function fillNames(text: string, efficiencies: readonly Efficiency[]): string {
  return text.replaceAll(typed, directive => {
    const { name, attributes } = parse(directive)
    const { study, ...rest } = attributes ?? {}
    const ids = efficiencies.map(efficiency => efficiency.study.id)
    const bound = study
      ? efficiencies.find(efficiency => efficiency.study.id === study)
      : efficiencies[0]
    if (!bound) {
      throw study && ids.length > 0
        ? new BindError('unknown-study', `Unexpected study \`${study}\`${suggest(study, ids)}`)
        : new BindError('no-study', `Unexpected \`${directive}\` without a study, expected one`)
    }
    return nameDirectives[name]?.(bound, rest) ?? ''
  })
}

/** The same of several texts; what cannot be bound is told and stays as it was typed. */
export function fillAllNames<T extends { [key: string]: unknown }>(
  texts: T,
  efficiencies: readonly Efficiency[],
  file: string,
): { texts: T; messages: Message[] } {
  const messages: Message[] = []
  const filled = Object.entries(texts).map(([key, text]) => {
    if (typeof text !== 'string') return [key, text]
    try {
      return [key, fillNames(text, efficiencies)]
    } catch (error) {
      if (!(error instanceof BindError)) throw error
      messages.push({ ...error.toRemark(), file, line: 1 })
      return [key, text]
    }
  })
  return { texts: Object.fromEntries(filled), messages }
}

/** The words of site.yaml, with the names that directives in them stand for. */
export function nameSite(
  manifest: SiteManifest,
  efficiencies: readonly Efficiency[],
): { manifest: SiteManifest; messages: Message[] } {
  const { title, description, series } = manifest
  const fill = <T extends { [key: string]: unknown }>(texts: T) =>
    fillAllNames(texts, efficiencies, 'site/site.yaml')
  const own = fill({ title, description })
  const parts = series && fill(series)
  return {
    manifest: { ...manifest, ...own.texts, ...(parts && { series: parts.texts }) },
    messages: [...own.messages, ...(parts?.messages ?? [])],
  }
}

function parse(directive: string): TextDirective {
  let found: TextDirective | undefined
  visit(unified().use(remarkParse).use(remarkDirective).parse(directive), 'textDirective', node => {
    found = node
  })
  return found ?? { type: 'textDirective', name: '', children: [] }
}
