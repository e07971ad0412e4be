/** Papers that a page can be printed on. */
export const papers = { a4: 'A4', letter: 'Letter' } as const
export type Paper = keyof typeof papers

/**
 * Prepare a single file for paper. Ledgers and captures are many times as long as the page, so
 * they are printed only where they are asked for.
 */
export function toPrint(html: string, paper: Paper, withCaptures: boolean): string {
  const size = papers[paper]
  const rules = [
    `@page { size: ${size} } @page ledger { size: ${size} landscape }`,
    ...(withCaptures
      ? ['@media print { .captures, .behind { display: block } .capture pre { max-height: none } }']
      : []),
  ]
  const styled = html.replace('</head>', () => `<style>${rules.join(' ')}</style>\n</head>`)
  return withCaptures
    ? styled.replaceAll(/<details([^>]*\bclass="captures?\b)/g, '<details open$1')
    : styled
}
