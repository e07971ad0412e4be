import type { Element } from 'hast'
import type { TopLevelSpec } from 'vega-lite'
import { compileView } from '../../charts/compile-view.ts'
import { drawApart } from '../../charts/draw-apart.ts'
import type { Figure } from '../../charts/figure.ts'
import { renderSvg, toStandaloneSvg } from '../../charts/render.ts'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { type Row, toCsv } from '../../format/csv.ts'
import type { OutputFile } from '../../model/output-file.ts'
import { type Memory, remember, rememberLater } from '../../parse/build-effects.ts'
import { checkOwnDrawing, toOwnDrawings } from '../bind/author-figure.ts'
import type { SpecSource } from '../bind/author-spec.ts'
import type { Attributes } from '../bind/bind.ts'
import { toFigure } from '../bind/figure-kinds.ts'

/** Widths that are drawn; the page shows one of them, never a scaled one. */
const regularWidth = 608
const narrowWidth = 328

export interface DrawnFigure {
  figure: Figure
  regular: Element
  narrow: Element
  /** For download: data, spec, drawing; and what the interactive view loads. */
  files: [csv: OutputFile, spec: OutputFile, svg: OutputFile, view: OutputFile]
}

/** `{kind=dots metric=… workload=…}`; with `kind=spec`, the author's own. */
export async function drawFigure(
  efficiency: Efficiency,
  attributes: Attributes,
  id: string,
  pageName: string,
  own?: SpecSource,
  memory?: Memory,
): Promise<DrawnFigure> {
  const figure = toFigure(efficiency, attributes, own)
  const spec = figure.spec(regularWidth)
  const narrowSpec = figure.spec(narrowWidth)
  const made = [spec, narrowSpec, id, pageName]
  const draw = () => (own ? drawOwn([spec, narrowSpec], id, own) : drawBoth([spec, narrowSpec], id))
  const [regular, narrow] = await rememberLater(memory, 'drawing', made, draw)
  if (own) {
    checkOwnDrawing(regular, regularWidth, own)
    checkOwnDrawing(narrow, narrowWidth, own)
  }
  const path = `figures/${pageName}/${id}`
  const view = `${path}.view.js`
  const compile = () => compileView(view, { regular: spec, narrow: narrowSpec })
  return {
    figure,
    regular,
    narrow,
    files: [
      { path: `${path}.csv`, content: toCsv(firstTable(figure)) },
      { path: `${path}.json`, content: `${JSON.stringify(spec, null, 2)}\n` },
      { path: `${path}.svg`, content: toStandaloneSvg(regular) },
      { path: view, content: remember(memory, 'view', made, compile) },
    ],
  }
}

type Both<T> = [regular: T, narrow: T]

async function drawBoth([regular, narrow]: Both<TopLevelSpec>, id: string): Promise<Both<Element>> {
  return [await renderSvg(regular, id), await renderSvg(narrow, `${id}-narrow`)]
}

/** Of a spec that its author wrote. */
async function drawOwn(
  [regular, narrow]: Both<TopLevelSpec>,
  id: string,
  own: SpecSource,
): Promise<Both<Element>> {
  const drawn = await drawApart([
    { spec: regular, prefix: id },
    { spec: narrow, prefix: `${id}-narrow` },
  ])
  return toOwnDrawings(drawn, own)
}

/** The table that is offered as CSV. */
export function firstTable({ tables }: Figure): readonly Row[] {
  const [table = []] = Object.values(tables)
  return table
}
