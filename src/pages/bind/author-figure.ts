import type { Element } from 'hast'
import { visit } from 'unist-util-visit'
import type { TopLevelSpec } from 'vega-lite'
import { compileSpec } from '../../charts/compile-spec.ts'
import type { Drawn } from '../../charts/draw-apart.ts'
import type { Figure } from '../../charts/figure.ts'
import { colours, fontSize, heat, lightColours, series, theme } from '../../charts/theme.ts'
import type { Cell, Efficiency } from '../../efficiency/efficiency.ts'
import type { Row } from '../../format/csv.ts'
import { print } from '../../format/printed.ts'
import { dataTables } from '../evidence/data-tables.ts'
import { readAuthorSpec, type Spec, type SpecSource, tableNames, tablesOf } from './author-spec.ts'
import { BindError } from './bind.ts'

/** Ramps of numbers are mixed from literal colours, so they are the same in dark. */
const ramp = heat.map(colour => lightColours[colour.slice(4, -1)] ?? colour)

/** Marks are named by what they encode, lines and words of a layer are not. */
const config = {
  ...theme,
  mark: { aria: true, color: colours.mark },
  rule: { aria: false, color: colours.ink },
  axisQuantitative: { tickCount: 5 },
  numberFormat: '.4~r',
  text: { ...theme.text, aria: false },
  legend: {
    ...theme.legend,
    orient: 'top' as const,
    labelColor: colours.quiet,
    titleColor: colours.quiet,
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    titleFontWeight: 400,
    symbolOpacity: 1,
  },
  range: { category: series, ordinal: heat, ramp, heatmap: ramp },
}

/** The author's own Vega-Lite spec, over the rows of our tables that `only` keeps. */
export function toAuthorFigure(
  efficiency: Efficiency,
  source: SpecSource | undefined,
  only: Row,
): Figure {
  if (!source) {
    const reason =
      'Unexpected figure without a spec, expected a fenced ```vega-lite block in it, or `src=NAME.json` of site/'
    throw new BindError('missing-spec', reason)
  }
  const { title, description, ...spec } = readAuthorSpec(source)
  const place = { file: source.file, line: source.line + 1, column: source.column + 1 }
  const used = tablesOf(spec)
  const shown = Object.fromEntries(
    used.map(name => [name, keep(dataTables[name](efficiency), only)]),
  )
  if (used.length === 0) {
    const reason = `Unexpected spec without a table of the study, expected \`"data": {"name": "estimates"}\`, or another of ${tableNames.join(', ')}`
    throw new BindError('unbound-spec', reason, place)
  }
  const draw = (width: number) =>
    ({ ...spec, config, datasets: shown, width, autosize: fit }) as unknown as TopLevelSpec
  check(draw(608), place)
  return {
    subtitle: print(word({ title }, 'title', 'what it shows in a few words', place)),
    caption: print(
      `Drawn for this page from ${used.map(name => `${name}.csv`).join(' and ')} of the study.`,
    ),
    description: print(
      word({ description }, 'description', 'the same for who does not see it', place),
    ),
    tables: shown,
    origins: Object.values(shown)[0]?.flatMap(row => findCell(row, efficiency) ?? []) ?? [],
    spec: draw,
  }
}

/** The axes' words are within the width, as far as names of rows leave room. */
const fit = { type: 'fit-x', contains: 'padding' }

/** Rows of a table; a column that it does not have keeps nothing out. */
function keep(rows: Row[], only: Row): Row[] {
  return rows.filter(row =>
    Object.entries(only).every(([column, value]) => !(column in row) || row[column] === value),
  )
}

/** The cell of a row, by its workload and the level of each factor. */
function findCell(row: Row, { cells }: Efficiency): Cell | undefined {
  return cells.find(
    ({ workload, configuration }) =>
      workload === row.workload &&
      Object.entries(configuration.levels).every(([factor, level]) => row[factor] === level),
  )
}

type BindErrorPlace = ConstructorParameters<typeof BindError>[2]

function word(spec: Spec, name: string, what: string, place: BindErrorPlace): string {
  const text = spec[name]
  if (typeof text === 'string' && text.trim() !== '') return text
  const reason = `Unexpected spec without \`"${name}": "…"\`, expected ${what}`
  throw new BindError('spec-words', reason, place)
}

/** What Vega-Lite warns of is a mistake here: it would draw something else than was meant. */
function check(spec: TopLevelSpec, place: BindErrorPlace): void {
  const said: string[] = []
  try {
    compileSpec(spec, text => said.push(text))
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error))
  }
  const [first] = said
  if (first === undefined) return
  throw new BindError('vega-lite', `Unexpected spec: Vega-Lite says “${first}”; mend it`, place)
}

/** @throws BindError with the place of the spec, where it could not be drawn */
export function toOwnDrawings(
  drawn: Drawn,
  { file, line, column }: SpecSource,
): [regular: Element, narrow: Element] {
  const place = { file, line: line + 1, column: column + 1 }
  if (drawn.state === 'failed') {
    throw new BindError('vega-lite', `Unexpected spec: Vega says “${drawn.reason}”; mend it`, place)
  }
  if (drawn.state === 'stopped') {
    const reason = `Unexpected spec that takes more than ${drawn.limit} to draw, expected one that draws the study’s rows; look at texts that expressions pad or repeat, at the steps of bins and ticks, and at sequences`
    throw new BindError('heavy-spec', reason, place)
  }
  const [regular, narrow] = drawn.drawings
  if (!regular || !narrow)
    throw new BindError('vega-lite', 'Unexpected spec without a drawing', place)
  return [regular, narrow]
}

/** What only the drawing shows: its width, its marks, and whether it points anywhere else. */
export function checkOwnDrawing(drawing: Element, width: number, source: SpecSource): void {
  const drawn = Number(drawing.properties.width)
  const values: string[] = []
  const marks: string[] = []
  visit(drawing, 'element', ({ properties }) => {
    values.push(...Object.values(properties).map(String))
    if (properties.ariaLabel !== undefined) marks.push(String(properties.ariaLabel))
  })
  const problem = [
    drawn > width && `drawing ${drawn} px wide, expected at most ${width}; shorten its words`,
    marks.length === 0 && 'drawing without marks, expected some; look at its filters',
    marks.some(mark => /\bundefined\b/.test(mark)) &&
      'mark of a field that its rows do not have, expected a column of the table',
    values.some(value => /\burl\((?!#)|:\/\//.test(value)) && 'address in a drawing, expected none',
  ].find(Boolean)
  if (!problem) return
  const place = { file: source.file, line: source.line + 1, column: source.column + 1 }
  throw new BindError('refused-spec', `Unexpected ${problem}`, place)
}
