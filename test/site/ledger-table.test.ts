import { expect, test } from 'vitest'
import { toLedgerTable } from '../../src/site/ledger-table.ts'

/** A cell as a ledger has it, with the files of each of its runs. */
function toSection(cell: string, columns: string[], runs: string[][], notes = ''): string {
  const rows = runs.map(
    (_, at) =>
      `<tr id="${cell}.r${at + 1}"><th scope="row">${at + 1}</th>${columns.map((_, column) => `<td>${cell}${at + 1}${column}</td>`).join('')}</tr>`,
  )
  const details = runs.map(
    (files, at) =>
      `<details class="sources">\n<summary>Sources of repeat ${at + 1}</summary>\n${files.map(file => `<p><a href="x">${file.split(' ')[0]}</a> › <code>${file.split(' ')[1]}</code></p>\n<ul>\n<li>n = <b>1</b> <code>:1</code></li>\n</ul>`).join('\n')}\n</details>`,
  )
  const head = ['Repeat', ...columns].map(text => `<th scope="col">${text}</th>`).join('')
  return `<section>
<h2 id="${cell}">Cell ${cell}</h2>
<div class="table-scroll" role="region" tabindex="0">
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>
${details.join('\n')}
${notes}
</section>`
}

const toTable = (...sections: string[]) =>
  toLedgerTable(`<h1>Ledger</h1><p>Words.</p>${sections.join('\n')}`, runs => ` [${runs}]`)
const groupOf = (table: string, cell: string) =>
  table.split(`<tbody id="${cell}">`)[1]?.split('</tbody>')[0] ?? ''

const rounds = [1, 2].map(repeat => [`round-${repeat}.tar a/iops/fio.json`])

test('each cell is a group of rows, below its name', () => {
  const table = toTable(toSection('a', ['X'], rounds), toSection('b', ['X'], rounds))
  expect(table.match(/<thead>/g)).toHaveLength(1)
  expect(table).not.toContain('details')
  const group = groupOf(table, 'b')
  expect(group).toContain('<th scope="rowgroup" colspan="2">Cell b</th>')
  expect(group).toContain('<tr id="b.r2"><th scope="row">2</th><td>b20</td></tr>')
})

test('a metric that a cell lacks is not recorded there, and values stay in their columns', () => {
  const table = toTable(toSection('a', ['X', 'Y'], rounds), toSection('b', ['Y'], rounds))
  expect(groupOf(table, 'a')).toContain('<td>a10</td><td>a11</td></tr>')
  expect(groupOf(table, 'b')).toContain('<td>n/r</td><td>b10</td></tr>')
})

test('places that differ by the repeat alone are said once', () => {
  expect(groupOf(toTable(toSection('a', ['X'], rounds)), 'a')).toContain(
    '<p class="source">In <code>round-N.tar › a/iops</code> [a.r1,a.r2]</p>',
  )
})

test.each([
  [
    'another number',
    [['round-1.tar a1/fio.json'], ['round-2.tar a1/fio.json']],
    'round-N.tar › a1',
  ],
  ['a number of a run’s own', [['x-1.tar a/f'], ['x-7.tar a/f']], undefined],
  ['a word', [['x-1.tar a/f'], ['x-2.tar b/f']], undefined],
  ['one place more', [['x-1.tar a/f'], ['x-2.tar a/f', 'y-2.tar a/f']], undefined],
])('places of runs with %s', (_, runs, general) => {
  const group = groupOf(toTable(toSection('a', ['X'], runs)), 'a')
  if (general !== undefined) expect(group).toContain(`In <code>${general}</code>`)
  else
    expect(group).toMatch(
      /Repeat 1 in <code>x-1\.tar › a<\/code>; Repeat 2 in <code>x-[27]\.tar › [ab]</,
    )
})

test('what is said of all cells stands once above them, the rest below its cell', () => {
  const against = '<p>Against the <a href="#a">baseline</a>.</p>'
  const table = toTable(
    toSection('a', ['X'], rounds, '<p>Y was not recorded.</p>'),
    toSection('b', ['X'], rounds, `${against}<p>Y was not recorded.</p><p>Doubt.</p>`),
    '<section>\n<h2 id="c">Cell c</h2>\n<p>Not possible: so.</p>\n</section>',
  )
  const above = table.split('<table>')[0]
  expect(above).toContain(against)
  expect(above).toContain('<p>Y was not recorded.</p>')
  expect(table.match(/not recorded\./g)).toHaveLength(1)
  expect(above).not.toContain('Doubt')
  expect(groupOf(table, 'b')).toContain('<p>Doubt.</p>')
  expect(groupOf(table, 'c')).toContain('<p>Not possible: so.</p>')
})
