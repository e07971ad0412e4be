export type DecimalMark = '.' | ','

/**
 * Where numbers of a text stand that have decimals for certain; the first that is found decides.
 * The time before the counts of an interval is none: it has a point in every locale.
 */
const decimals: RegExp[] = [
  /^[^\S\n]*\d+([.,])\d+(?: \+-[^\n]*)?\s+seconds time elapsed/m,
  /[[(]\s*(?:\+-\s*)?\d{1,3}([.,])\d\d%\s*[)\]]/,
  /\d([.,])\d\d msec /,
  /#\s+\d+([.,])\d+[ %]/,
]

/** A count without a unit has no decimals, or two: digits in threes are groups. */
const pointGroups = /\d\.\d{3}\.\d{3}|^.*\s\d{1,3}\.\d{3}\s+[a-z]\S+[^\S\n]*(?:[#(]|$)/m

/**
 * Which of `.` and `,` begins the decimals, in the locale that the tool ran under: German and
 * French write 1.834.487,82 where C and English write 1,834,487.82 or 1834487.82.
 */
export function decimalMark(text: string): DecimalMark {
  for (const pattern of decimals) {
    const mark = pattern.exec(text)?.[1]
    if (mark === '.' || mark === ',') return mark
  }
  return pointGroups.test(text) ? ',' : '.'
}

/** `1.834.487,82` to `1834487.82`. Some locales group by a space that does not break, the Swiss by ’. */
export function toPlainNumber(text: string, decimal: DecimalMark): string {
  const grouping = decimal === ',' ? /[.'\u2019\u00a0\u202f]/g : /[,'\u2019\u00a0\u202f]/g
  return text.replaceAll(grouping, '').replace(',', '.')
}
