import type { Figure } from '../../charts/figure.ts'
import { type Printed, print } from '../../format/printed.ts'

/** With more rows than this a description is heard for minutes, and the table is the better way. */
const many = 8

/** For a reader who does not see the drawing: all of it, or its ends and where the rest stands. */
export function describeFigure({ description, sentences = [], tables }: Figure): Printed {
  if (sentences.length <= many) return description
  const [rows = []] = Object.values(tables)
  const isOneMeasure = rows.every(row => row.measure === undefined)
  const known = sentences.flatMap(({ of, said }, at) => {
    const value = rows[at]?.value
    return isOneMeasure && typeof value === 'number' ? [{ value, text: `${of}: ${said}` }] : []
  })
  known.sort((a, b) => a.value - b.value)
  const [first, last] = [known[0], known.at(-1)]
  const ends = first && last ? ` Lowest: ${first.text}. Highest: ${last.text}.` : ''
  return print(`${sentences.length} rows, each in the table of data below.${ends}`)
}
