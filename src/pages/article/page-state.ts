import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { Code, Nodes } from 'mdast'
import type { Directives } from 'mdast-util-directive'
import type { State } from 'mdast-util-to-hast'
import type { Switch } from '../../efficiency/comparison/effects.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import type { SourceInput } from '../../environment/environment.ts'
import type { Message } from '../../message/message.ts'
import { suggest } from '../../message/suggest.ts'
import type { OutputFile } from '../../model/output-file.ts'
import type { Memory } from '../../parse/build-effects.ts'
import { type Attributes, BindError } from '../bind/bind.ts'
import type { JudgedClaim, PlacedClaim } from '../bind/claims.ts'
import { toNamedMetrics } from '../bind/named-metrics.ts'
import type { Asked } from '../evidence/section.ts'
import type { PageSource } from '../page.ts'
import type { Templates } from '../templates/templates.ts'
import type { DrawnFigure } from './figures.ts'
import type { PageComparison } from './page-comparison.ts'

/** A page while it is written: what it is made of, and what has come of it so far. */
export interface PageState {
  source: PageSource
  /** Of the page in the site, for links: `linux-io-engines.html`. */
  path: string
  /** What was captured of the hosts of its studies, and of all platforms. */
  machines: SourceInput[]
  /** Of its studies, the first of them where a directive names none. */
  efficiencies: Efficiency[]
  templates: Templates
  /** With the page as an older build has it. */
  comparison: PageComparison
  memory?: Memory
  /** Numbers of figures and diagrams, in their order on the page. */
  figureNumbers: Map<Directives | Code, number>
  /** Figures, drawn before the page is written. */
  drawn: Map<Directives, DrawnFigure & { id: string }>
  /** How many tables there are so far. */
  tables: number
  files: OutputFile[]
  /** What its claims say, judged before the page is written, as all of them are one family. */
  judged: Map<Nodes, JudgedClaim[]>
  claims: PlacedClaim[]
  /** Effects whose pairs the summaries must show. */
  asked: Asked[]
  /** Ids of the metrics that its numbers are of. */
  metrics: Set<string>
  messages: Message[]
}

/** What becomes of a node. */
export type Written = ElementContent | ElementContent[]

/** Turns one kind of node into HTML; throws a `BindError` where it cannot. */
export type Writer<Node> = (page: PageState, state: State, node: Node) => Written

export function createPageState(
  made: Pick<
    PageState,
    'source' | 'path' | 'machines' | 'efficiencies' | 'templates' | 'comparison' | 'memory'
  >,
): PageState {
  return {
    ...made,
    figureNumbers: new Map(),
    drawn: new Map(),
    tables: 0,
    files: [],
    judged: new Map(),
    claims: [],
    asked: [],
    metrics: new Set(),
    messages: [],
  }
}

/**
 * What a directive is bound to, which `{study=…}` says where the page names several; its metrics
 * are those of the page from then on.
 */
export function bindTo(
  { efficiencies, metrics }: PageState,
  { attributes }: Directives,
): [Efficiency, Attributes] {
  const { study: name, ...rest } = attributes ?? {}
  const ids = efficiencies.map(({ study }) => study.id)
  const bound = name ? efficiencies.find(({ study }) => study.id === name) : efficiencies[0]
  if (bound) {
    for (const metric of toNamedMetrics(bound, rest)) metrics.add(metric)
    return [bound, rest]
  }
  throw name && ids.length > 0
    ? new BindError('unknown-study', `Unexpected study \`${name}\`${suggest(name, ids)}`)
    : new BindError(
        'no-study',
        'Unexpected bound value on a page without a study, expected `study:` in the front matter',
      )
}

/** Remember effects whose pairs the summary must show. */
export function requireEffects(
  page: PageState,
  { study }: Efficiency,
  questions: Switch[] = [],
): void {
  page.asked.push(...questions.map(question => ({ study: study.id, question: toSwitch(question) })))
}

/** Of an effect, what it is an answer to. */
function toSwitch({ factor, from, to, metric, workload, where }: Switch): Switch {
  return { factor, from, to, metric, workload, where }
}

/** A directive that cannot be bound is an error at its line and column; nothing else is caught. */
export function reportError({ source, messages }: PageState, node: Nodes, error: unknown): void {
  if (!(error instanceof BindError)) throw error
  const { line, column } = node.position?.start ?? {}
  messages.push({ ...error.toRemark(), file: source.file, line, column, ...error.place })
}

/**
 * What a template has finished stays closed while the words of authors are set: nothing looks
 * into a raw node.
 */
export function finished(tree: Root): ElementContent[] {
  return [{ type: 'raw', value: '', data: { finished: tree.children } }]
}

/** Put in place what was finished before. */
export function openFinished(parent: Root | Element): void {
  parent.children = parent.children.flatMap((node: RootContent) => {
    if (node.type === 'raw') return node.data?.finished ?? []
    if (node.type === 'element') openFinished(node)
    return [node]
  }) as ElementContent[]
}

declare module 'mdast-util-to-hast' {
  interface RawData {
    finished?: RootContent[]
  }
}
