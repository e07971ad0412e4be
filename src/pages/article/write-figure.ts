import type { Element } from 'hast'
import type { Code, Nodes, Root } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { defaultHandlers, type State } from 'mdast-util-to-hast'
import { visit } from 'unist-util-visit'
import { relativeLink } from '../../model/site-paths.ts'
import { BindError } from '../bind/bind.ts'
import { expectShown } from '../bind/figure-claims.ts'
import { findSpec, isSpecFence } from '../bind/find-spec.ts'
import { toRoot } from '../templates/templates.ts'
import { describeFigure } from './describe-figure.ts'
import { readDiagramWords, toDiagram } from './diagram.ts'
import { drawFigure, firstTable } from './figures.ts'
import { toDataTable, toEffectsOf, toLedgers } from './origins.ts'
import {
  bindTo,
  finished,
  type PageState,
  reportError,
  requireEffects,
  type Written,
} from './page-state.ts'
import { typesetText } from './typeset.ts'

/** Number figures and diagrams; draw the figures, before the page is written: it takes its time. */
export async function drawFigures(page: PageState, tree: Root): Promise<void> {
  visit(tree, node => {
    if (isFigure(node) || isDiagram(node)) {
      page.figureNumbers.set(node, page.figureNumbers.size + 1)
    }
  })
  for (const [node, number] of page.figureNumbers) {
    if (!isFigure(node)) continue
    const id = node.attributes?.id ?? `figure-${number}`
    try {
      const own = findSpec(node, page.source)
      const bound = bindTo(page, node)
      const drawn = await drawFigure(...bound, id, page.source.name, own, page.memory)
      page.drawn.set(node, { ...drawn, id })
      page.files.push(...drawn.files)
    } catch (error) {
      reportError(page, node, error)
    }
  }
}

/** `:::figure{…}`: its first paragraph is the finding, what follows are notes under the caption. */
export function writeFigure(page: PageState, state: State, node: ContainerDirective): Written {
  const drawn = page.drawn.get(node)
  const number = page.figureNumbers.get(node)
  if (!drawn || number === undefined) return []
  const [finding, ...notes] = node.children
  if (finding?.type !== 'paragraph') {
    throw new BindError(
      'figure-finding',
      'Unexpected figure without words, expected its finding as a sentence between the `:::` lines',
    )
  }
  visit(finding, 'textDirective', ({ name, attributes }) => {
    if (name === 'claim') expectShown(node.attributes ?? {}, attributes?.that ?? '')
  })
  const { id, figure, regular, narrow, files } = drawn
  const [csv, spec, svg, view] = files
  const [efficiency, attributes] = bindTo(page, node)
  requireEffects(page, efficiency, toEffectsOf(figure.origins))
  const shown = notes.filter(note => !isSpecFence(note))
  return finished(
    page.templates('figure', {
      id,
      number: String(number),
      finding: toRoot(state.all(finding)),
      subtitle: typesetText(figure.subtitle),
      description: describeFigure(figure),
      caption: typesetText(figure.caption),
      notes: toRoot(shown.flatMap(note => state.one(note, node) ?? [])),
      regular: toRoot([regular]),
      narrow: toRoot([narrow]),
      ratios: { regular: toRatio(regular), narrow: toRatio(narrow) },
      study: efficiency.study.name,
      ledgers: toLedgers(efficiency, figure.origins, page.path, attributes.kind === 'scores'),
      changed: page.comparison.data(`Figure ${number}`, id, csv, firstTable(figure)),
      csv: relativeLink(page.path, csv.path),
      spec: relativeLink(page.path, spec.path),
      svg: relativeLink(page.path, svg.path),
      view: relativeLink(page.path, view.path),
      ...toDataTable(efficiency, figure, page.path),
    }),
  )
}

/** `608 / 277`, of width to height. */
function toRatio({ properties }: Element): string {
  return `${properties.width} / ${properties.height}`
}

/** A fenced block; one of the language `diagram` is drawn as a figure. */
export function writeFence(page: PageState, state: State, node: Code): Written {
  const number = page.figureNumbers.get(node)
  if (number === undefined) return defaultHandlers.code(state, node)
  const words = readDiagramWords(node.meta ?? '')
  const id = words.id ?? `figure-${number}`
  const { files, ...diagram } = toDiagram(words, node.value, id, page.source.name)
  page.files.push(...files)
  const [svgFile, textFile] = files.map(file => relativeLink(page.path, file.path))
  return finished(
    page.templates('diagram', { ...diagram, id, number: String(number), svgFile, textFile }),
  )
}

function isFigure(node: Nodes): node is ContainerDirective {
  return node.type === 'containerDirective' && node.name === 'figure'
}

function isDiagram(node: Nodes): node is Code {
  return node.type === 'code' && node.lang === 'diagram'
}
