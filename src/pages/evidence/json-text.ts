/**
 * JSON that people can read too: what is short, or holds no other list or object, stands on one
 * line. So each row of a table is a line, and two builds differ in the rows that differ.
 */
export function toJsonText(value: unknown): string {
  return `${layOut(value, '')}\n`
}

const short = 160

function layOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value)
  if (line.length <= short || isFlat(value)) return line
  const inner = `${indent} `
  const [open, items, close] = Array.isArray(value)
    ? ['[', value.map(item => layOut(item, inner)), ']']
    : ['{', toPairs(value as object, inner), '}']
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
