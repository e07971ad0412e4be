/**
 * JSON that people can read too: what is short, or holds no other list or object, stands on one
 * line. So each row of a table is a line, and two builds differ in the rows that differ.
 */
export function toJsonText(value: unknown): string {
  return `${layOut(value, '')}\n`
}

const short = 160

/** From the innermost to the outermost, so that each value is written once, or twice where it is short. */
function layOut(value: unknown, indent: string): string {
  if (isFlat(value)) return JSON.stringify(value)
  const inner = `${indent} `
  const isList = Array.isArray(value)
  const items = isList ? value.map(item => layOut(item, inner)) : toPairs(value as object, inner)
  const letters = items.reduce((sum, { length }) => sum + length, 0)
  // On one line there are commas between, brackets around, and no blank behind a colon.
  if (letters + (isList ? items.length : 0) + 1 <= short) return JSON.stringify(value)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  return `${open}\n${items.map(item => inner + item).join(',\n')}\n${indent}${close}`
}

function toPairs(value: object, indent: string): string[] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${JSON.stringify(key)}: ${layOut(item, indent)}`)
}

function isFlat(value: unknown): boolean {
  return Object.values(Object(value)).every(item => item === null || typeof item !== 'object')
}
