/** `count(1, 'pair') // => '1 pair'`, `count(3, 'pair') // => '3 pairs'` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
