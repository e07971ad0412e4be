import { describe, expect, test } from 'vitest'
import { type MadeSite, makeSite } from '../helpers/pages.ts'

const value = (engine: string) => `:value[]{metric=switches workload=w engine=${engine}}`
const figure = ':::figure{kind=dots metric=switches workload=w}\nA finding\n:::'
const table = '::table{kind=costs workload=w metrics=switches}'

const make = (page: MadeSite['pages'][string], previous?: Map<string, string>) =>
  makeSite({
    yaml: 'pages: [a]',
    studies: ['s'],
    pages: { index: {}, a: { ...page, front: `study: s\n${page.front ?? ''}` } },
    context: { previous },
  })

/** What a build leaves for the next, as `--previous` reads it. */
async function build(page: MadeSite['pages'][string]) {
  const { files } = await make(page)
  return new Map(files.map(({ path, content }) => [path, String(content)]))
}

/** The rows of the table of changes: what, then, now. */
function rowsOf(html: string): string[][] {
  const section = /<section id="changes"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
  return [...section.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(
    ([, what = '', cells = '']) =>
      [what, ...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(cell =>
        String(Array.isArray(cell) ? cell[1] : cell).replaceAll(/<[^>]*>/g, ''),
      ),
  )
}

describe('a build against an older one', () => {
  const text = `${value('a')} and ${value('b')}\n\n${figure}\n\n${table}`

  test('nothing changed: it says so, and marks nothing', async () => {
    const { html, messages, broken } = await make({ text }, await build({ text }))
    expect(messages).toEqual([])
    expect(broken).toEqual([])
    expect(html('a.html')).toContain('No number, figure or table of this page.')
    expect(html('a.html')).not.toContain('class="changed"')
  })

  test('a number that reads otherwise is marked where it stands and listed with both values', async () => {
    const older = await build({ text, front: 'revision: "1"' })
    const said = JSON.parse(older.get('values/a.json') ?? '')
    expect(said.revision).toBe('1')
    expect(said.values.map((item: { text: string }) => item.text)).toEqual(['2.02', '1.02'])
    older.set('values/a.json', JSON.stringify(said).replace('2.02', '2.40'))
    const { html, messages, broken } = await make({ text, front: 'revision: "2"' }, older)
    expect(broken).toEqual([])
    expect(messages).toEqual([])
    expect(html('a.html')).toMatch(
      />2\.02<\/a><a class="changed" href="#changes" title="was 2\.40 in revision 1">†<\/a>/,
    )
    expect(html('a.html')).toMatch(/>1\.02<\/a><\/data>/)
    expect(rowsOf(html('a.html'))).toEqual([[expect.stringContaining('a'), '2.40', '2.02']])
  })

  test('figures and tables: changed, new, and gone', async () => {
    const older = await build({ text })
    const csv = older.get('figures/a/figure-1.csv') ?? ''
    older.set('figures/a/figure-1.csv', csv.replace(/\r\n[^\r]*\r\n$/, '\r\n'))
    const said = JSON.parse(older.get('values/a.json') ?? '')
    said.rows['figures/a/figure-1.csv'].pop()
    older.set('values/a.json', JSON.stringify(said))
    older.delete('tables/a/table-1.txt')
    older.set('figures/a/fig-old.csv', 'x\r\n')
    older.set('figures/other/figure-1.csv', 'x\r\n')
    const { html } = await make({ text }, older)
    const rows = csv.trim().split('\r\n').length - 1
    expect(rowsOf(html('a.html'))).toEqual([
      ['Figure 1', `${rows - 1} rows`, `${rows} rows, 1 of them other`],
      ['Table 1', 'not there', 'new'],
      ['The figure fig-old', 'there', 'gone'],
    ])
    expect(html('a.html')).toContain('Changed since the older build.</a>')
    expect(html('a.html')).toContain('New since the older build.</a></p>')
  })

  test('changes within a revision are told, and so is a page that was not there', async () => {
    const older = await build({ text, front: 'revision: "1"' })
    older.set('values/a.json', (older.get('values/a.json') ?? '').replace('2.02', '2.40'))
    const within = await make({ text, front: 'revision: "1"' }, older)
    expect(within.messages.map(({ severity, rule, reason }) => [severity, rule, reason])).toEqual([
      [
        'warning',
        'unrevised-change',
        'Unexpected 1 change within revision 1, expected a new revision; put it at the top of `revisions` and say what changed',
      ],
    ])
    const fresh = await make({ text }, new Map())
    expect(fresh.messages.map(({ rule }) => rule)).toEqual(['nothing-to-compare'])
    expect(fresh.html('a.html')).not.toContain('id="changes"')
    expect(fresh.html('a.html')).not.toContain('class="changed"')
  })

  test('the same directive typed in another order is the same number', async () => {
    const older = await build({ text: ':value[]{engine=a workload=w metric=switches}' })
    older.set('values/a.json', (older.get('values/a.json') ?? '').replace('2.02', '9'))
    const { html } = await make({ text: `${value('a')}, again ${value('a')}` }, older)
    expect(html('a.html').match(/title="was 9 in the older build"/g)).toHaveLength(2)
    expect(rowsOf(html('a.html'))).toHaveLength(1)
  })
})
