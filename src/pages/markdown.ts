import type { ElementContent, Root as HastRoot, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { toString as hastToString } from 'hast-util-to-string'
import { h } from 'hastscript'
import type { Code, Nodes, Root } from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import { defaultHandlers, type State } from 'mdast-util-to-hast'
import { toString as mdastToString } from 'mdast-util-to-string'
import rehypeSlug from 'rehype-slug'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { Switch } from '../efficiency/effects.ts'
import type { Efficiency } from '../efficiency/efficiency.ts'
import { formatPlain } from '../format/number.ts'
import type { Message } from '../message/message.ts'
import { suggest } from '../message/suggest.ts'
import { type Attributes, BindError, refuseOthers } from './bind.ts'
import { type Comparison, createComparison } from './changes.ts'
import { bindClaim, type JudgedClaim } from './claims.ts'
import { readDiagramWords, toDiagram } from './diagram.ts'
import { boxes, toTable } from './directives.ts'
import { type DrawnFigure, drawFigure } from './figures.ts'
import { findSpec, isSpecFence } from './find-spec.ts'
import type { Term } from './glossary.ts'
import { termLink } from './glossary-page.ts'
import { linkTerms } from './link-terms.ts'
import { relativeLink } from './links.ts'
import type { OutputFile, PageContext, PageSource } from './page.ts'
import { toMarkdown, toPlainText } from './plain-table.ts'
import type { Asked } from './summary.ts'
import type { Templates } from './templates.ts'
import { tidyTables } from './tidy-tables.ts'
import { valueDirectives } from './values.ts'

type Directive = ContainerDirective | LeafDirective | TextDirective
type Written = ElementContent | ElementContent[]

const colons = { textDirective: ':', leafDirective: '::', containerDirective: ':::' }

/** The article of a page: HTML, the headings for its contents, and files to download. */
export interface Article {
  html: string
  abstract: string
  headings: { id: string; text: string; depth: number }[]
  /** Terms of the glossary that it uses. */
  terms: Set<Term>
  /** With the page as an older build has it. */
  comparison: Comparison
  files: OutputFile[]
  claims: PlacedClaim[]
  /** Effects whose pairs the summaries must show. */
  asked: Asked[]
  messages: Message[]
}

/** A claim that the data support, and where its sentence stands. */
export interface PlacedClaim extends JudgedClaim {
  file: string
  line: number
}

/**
 * Turn Markdown with our directives into HTML. Numbers, figures and tables come from the
 * study; a directive that cannot be bound is an error at its line and column. HTML typed into
 * the Markdown is not passed on.
 */
export async function renderMarkdown(
  source: PageSource,
  path: string,
  efficiencies: Efficiency[],
  { templates, glossary, previous }: Pick<PageContext, 'templates' | 'glossary' | 'previous'>,
): Promise<Article> {
  const tree = unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkDirective)
    .parse(source.text)
  const comparison = createComparison(source.name, previous)
  const writer = createWriter(source, path, efficiencies, templates, comparison)
  await writer.prepare(tree)
  const hast = (await unified()
    .use(remarkRehype, { handlers: writer.handlers, ...footnotes })
    .use(tidyTables)
    .use(rehypeSlug)
    .run(tree)) as HastRoot
  const terms = linkTerms(hast, glossary, termLink(path))
  const { files, claims, asked, messages } = writer
  return { ...split(hast), terms, comparison, files, claims, asked, messages }
}

function createWriter(
  source: PageSource,
  path: string,
  efficiencies: Efficiency[],
  templates: Templates,
  comparison: Comparison,
) {
  const messages: Message[] = []
  const files: OutputFile[] = []
  const claims: PlacedClaim[] = []
  const asked: Asked[] = []
  const figures = new Map<Directive, DrawnFigure & { id: string; number: number }>()
  const fenced = new Map<Code, number>()
  const numbers = { figure: 0, table: 0 }

  function complain(node: Nodes, error: unknown): void {
    if (!(error instanceof BindError)) throw error
    const { line, column } = node.position?.start ?? {}
    messages.push({ ...error.toRemark(), file: source.file, line, column, ...error.place })
  }

  /** What a directive is bound to, which `{study=…}` says where the page names several. */
  function bindTo({ attributes }: Directive): [Efficiency, Attributes] {
    const { study: name, ...rest } = attributes ?? {}
    const ids = efficiencies.map(({ study }) => study.id)
    const bound = name ? efficiencies.find(({ study }) => study.id === name) : efficiencies[0]
    if (bound) return [bound, rest]
    throw name && ids.length > 0
      ? new BindError('unknown-study', `Unexpected study \`${name}\`${suggest(name, ids)}`)
      : new BindError(
          'no-study',
          'Unexpected bound value on a page without a study, expected `study:` in the front matter',
        )
  }

  /** Figures are drawn before the tree is written, because drawing takes its time. */
  async function prepare(tree: Root): Promise<void> {
    const found: (Directive | Code)[] = []
    visit(tree, node => {
      if (isDirective(node) ? node.name === 'figure' : isFigureFence(node))
        found.push(node as never)
    })
    for (const node of found) {
      numbers.figure += 1
      if (node.type === 'code') {
        fenced.set(node, numbers.figure)
        continue
      }
      const id = node.attributes?.id ?? `figure-${numbers.figure}`
      try {
        const own = findSpec(node, source)
        const drawn = await drawFigure(...bindTo(node), id, source.name, own)
        figures.set(node, { ...drawn, id, number: numbers.figure })
        files.push(...drawn.files)
      } catch (error) {
        complain(node, error)
      }
    }
  }

  function write(state: State, node: Directive): Written {
    try {
      return writeDirective(state, node)
    } catch (error) {
      complain(node, error)
      return []
    }
  }

  /** What an author can type, with its colons. */
  const writers: { [typed: string]: (state: State, node: never) => Written } = {
    ':::figure': writeFigure,
    ':claim': writeClaim,
    '::table': writeTable,
    '::limits': writeLimits,
    ...Object.fromEntries(Object.keys(valueDirectives).map(name => [`:${name}`, writeValue])),
    ...Object.fromEntries(Object.keys(boxes).map(name => [`:::${name}`, writeBox])),
  }

  function writeDirective(state: State, node: Directive): Written {
    const typed = colons[node.type] + node.name
    const writer = writers[typed]
    if (writer) return writer(state, node as never)
    const reason = `Unexpected directive \`${typed}\`${suggest(typed, Object.keys(writers))}`
    throw new BindError('unknown-directive', reason)
  }

  function ask({ study }: Efficiency, questions: Switch[]): void {
    asked.push(...questions.map(question => ({ study: study.id, question })))
  }

  function writeValue(_: State, node: TextDirective): ElementContent {
    const [efficiency, attributes] = bindTo(node)
    const bound = valueDirectives[node.name]?.(efficiency, attributes)
    if (!bound) throw new BindError('unknown-directive', node.name)
    ask(efficiency, bound.asks ?? [])
    const href = bound.href.startsWith('#') ? bound.href : relativeLink(path, bound.href)
    const [label = ''] = bound.title.split(':')
    const was = comparison.value({ bound: toTyped(node), label, text: bound.text })
    return h('data.value', { value: String(bound.value) }, [
      h('a', { href, title: bound.title }, bound.text),
      ...(was === undefined ? [] : [h('a.changed', { href: '#changes', title: was }, '†')]),
    ])
  }

  /** `:claim[sentence]{that="…"}`: the sentence, with what the data say of it on asking. */
  function writeClaim(state: State, node: TextDirective): ElementContent {
    const judged = bindClaim(...bindTo(node), mdastToString(node))
    claims.push(
      ...judged.map(claim => ({
        ...claim,
        file: source.file,
        line: node.position?.start.line ?? 1,
      })),
    )
    const title = judged.map(({ that, found }) => `${that}: ${found}`).join('; ')
    return h('span.claim', { title }, state.all(node) as ElementContent[])
  }

  function writeLimits(_: State, node: LeafDirective): ElementContent {
    const [{ study }, attributes] = bindTo(node)
    refuseOthers(attributes, [])
    return h(
      'ul',
      study.manifest.limits.map(limit => h('li', limit)),
    )
  }

  function writeBox(state: State, node: ContainerDirective): ElementContent {
    const word = boxes[node.name]
    const content = state.all(node) as ElementContent[]
    return word === undefined
      ? h(`div.${node.name}`, content)
      : h(`div.note.${node.name}`, { role: 'note' }, [h('b', word), ...content])
  }

  function writeFigure(state: State, node: ContainerDirective): ElementContent[] {
    const drawn = figures.get(node)
    const [finding, ...rest] = node.children
    if (!drawn) return []
    if (finding?.type !== 'paragraph') {
      throw new BindError(
        'figure-finding',
        'Unexpected figure without words, expected its finding as a sentence between the `:::` lines',
      )
    }
    const html = (nodes: Nodes[]) =>
      toHtml(nodes.flatMap(child => state.one(child, undefined) ?? []) as RootContent[])
    const [csv, spec, svg, view] = drawn.files
    const changed = comparison.data(`Figure ${drawn.number}`, drawn.id, csv)
    const [table = []] = Object.values(drawn.figure.tables)
    const columns = Object.keys(table[0] ?? {})
    return raw(
      templates('figure', {
        id: drawn.id,
        number: String(drawn.number),
        finding: toHtml(state.all(finding) as RootContent[]),
        subtitle: drawn.figure.subtitle,
        description: drawn.figure.description,
        caption: drawn.figure.caption,
        notes: html(rest.filter(child => !isSpecFence(child))),
        regular: drawn.regular,
        narrow: drawn.narrow,
        study: bindTo(node)[0].study.name,
        changed,
        csv: relativeLink(path, csv.path),
        spec: relativeLink(path, spec.path),
        svg: relativeLink(path, svg.path),
        view: relativeLink(path, view.path),
        columns,
        rows: table.map(row => columns.map(column => toCellText(row[column]))),
      }),
    )
  }

  /** Fenced blocks that are drawn as figures. */
  function writeCode(state: State, node: Code): Written {
    const number = fenced.get(node)
    if (number === undefined) return defaultHandlers.code(state, node)
    try {
      return writeDiagram(node, number)
    } catch (error) {
      complain(node, error)
      return []
    }
  }

  function writeDiagram(node: Code, number: number): ElementContent[] {
    const words = readDiagramWords(node.meta ?? '')
    const id = words.id ?? `figure-${number}`
    const { files: made, ...diagram } = toDiagram(words, node.value, id, source.name)
    files.push(...made)
    const [svgFile, textFile] = made.map(file => relativeLink(path, file.path))
    return raw(templates('diagram', { ...diagram, id, number: String(number), svgFile, textFile }))
  }

  function writeTable(_: State, node: LeafDirective): ElementContent[] {
    const [efficiency, attributes] = bindTo(node)
    const { asks = [], ...view } = toTable(efficiency, attributes)
    ask(efficiency, asks)
    numbers.table += 1
    const rows = view.rows.map(row => ({
      ...row,
      cells: row.cells.map(cell => ({
        ...cell,
        href: cell.href === '' ? '' : relativeLink(path, cell.href),
      })),
    }))
    const id = node.attributes?.id ?? `table-${numbers.table}`
    const base = `tables/${source.name}/${id}`
    const text = { path: `${base}.txt`, content: toPlainText(view) }
    const changed = comparison.data(`Table ${numbers.table}`, id, text)
    files.push(text, { path: `${base}.md`, content: toMarkdown(view) })
    const links = { txt: relativeLink(path, `${base}.txt`), md: relativeLink(path, `${base}.md`) }
    const number = String(numbers.table)
    return raw(templates('table', { ...view, ...links, changed, rows, id, number, wide: true }))
  }

  return {
    messages,
    files,
    claims,
    asked,
    prepare,
    handlers: {
      containerDirective: write,
      leafDirective: write,
      textDirective: write,
      code: writeCode,
    },
  }
}

/** The way back from a footnote is a word, which can be said and pressed. */
const footnotes = {
  footnoteBackContent: () => [{ type: 'text' as const, value: 'back' }],
  footnoteBackLabel: (index: number) => `back to reference ${index + 1}`,
}

/** The abstract stands above the contents; the rest is the article. */
function split(tree: HastRoot): Pick<Article, 'html' | 'abstract' | 'headings'> {
  const isAbstract = (node: RootContent) =>
    node.type === 'element' && String(node.properties.className ?? '').includes('abstract')
  const headings: Article['headings'] = []
  visit(tree, 'element', node => {
    if (node.tagName === 'th') node.properties.scope = 'col'
    const depth = /^h([23])$/.exec(node.tagName)?.[1]
    if (depth === undefined) return
    const id = String(node.properties.id)
    headings.push({ id, text: hastToString(node), depth: Number(depth) })
    node.children.push(
      h('a.anchor', { href: `#${id}`, ariaLabel: `Link to ${hastToString(node)}` }, '#'),
    )
  })
  const write = (nodes: RootContent[]) => toHtml(nodes, { allowDangerousHtml: true })
  return {
    html: write(tree.children.filter(node => !isAbstract(node))),
    abstract: write(tree.children.filter(isAbstract)),
    headings,
  }
}

function toCellText(value: string | number | boolean | null | undefined): string {
  return typeof value === 'number' ? formatPlain(value) : String(value ?? '')
}

function isFigureFence(node: { type: string }): boolean {
  return node.type === 'code' && (node as Code).lang === 'diagram'
}

/** `value engine=psync metric=latency workload=iops`: the same however it was typed. */
function toTyped({ name, attributes }: Directive): string {
  const words = Object.entries(attributes ?? {}).map(([key, value]) => `${key}=${value}`)
  return [name, ...words.sort()].join(' ')
}

function isDirective(node: { type: string }): node is Directive {
  return ['containerDirective', 'leafDirective', 'textDirective'].includes(node.type)
}

function raw(html: string): ElementContent[] {
  return [{ type: 'raw', value: html } as unknown as ElementContent]
}
