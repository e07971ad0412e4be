import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../src/cli/main.ts'
import { type Rates, toCampaign, toFioReport, writeFolders } from './helpers/campaign.ts'
import { smallStudy } from './helpers/small-study.ts'
import { copySmallProject, repository, technote } from './helpers/technote.ts'

/** What a comparison is held against was computed by scipy 1.17.1 from the logs of these. */
const before: Rates = {
  libaio: [1000, 1010, 1020, 990, 1005],
  psync: [700, 705, 690, 710, 715],
}
const after: Rates = {
  libaio: [1100, 1115, 1090, 1120, 1105],
  psync: [702, 699, 712, 694, 708],
}

const root = writeFolders({
  old: toCampaign(before),
  new: toCampaign(after),
  empty: { 'note.txt': 'nothing' },
})

const compare = (...args: string[]) => technote(['compare', ...args], { cwd: root })

async function readJson(...args: string[]) {
  const { out, err, status } = await compare(...args, '--format', 'json')
  expect({ err, status }).toEqual({ err: '', status: 0 })
  return JSON.parse(out)
}

describe('the numbers', () => {
  test('a ratio, its interval and its p are those of Welch’s t on the logs', async () => {
    const { tables } = await readJson('old', 'new', '--metric', 'iops')
    expect(tables).toHaveLength(1)
    const [libaio, psync] = tables[0].rows
    expect(libaio.levels).toEqual({ engine: 'libaio' })
    expect(libaio.ratio.value).toBeCloseTo(1.100500666354139, 12)
    expect(libaio.ratio.lower).toBeCloseTo(1.0830396492319119, 9)
    expect(libaio.ratio.upper).toBeCloseTo(1.1182431940555575, 9)
    expect(libaio.pValue).toBeCloseTo(7.362959060468657e-7, 12)
    expect(libaio.adjusted).toBeCloseTo(2 * 7.362959060468657e-7, 12)
    expect(libaio.differs).toBe(true)
    expect(psync.ratio.value).toBeCloseTo(0.9986131353260551, 12)
    expect(psync.pValue).toBeCloseTo(0.8604855115434513, 9)
    expect(psync.differs).toBe(false)
    expect(psync.old.runs).toEqual([700, 705, 690, 710, 715])
  })

  test('the mean over cells has an interval of its own', async () => {
    const { tables } = await readJson('old', 'new', '--metric', 'iops')
    const { from, to, rows, ratio, compared } = tables[0].geometricMean
    expect(rows).toBe(2)
    expect(from).toBeCloseTo(841.089756911905, 9)
    expect(to).toBeCloseTo(881.7310528822939, 9)
    expect(ratio).toBeCloseTo(1.0483198084822782, 12)
    expect(compared.ratio.lower).toBeCloseTo(1.0368737737794258, 9)
    expect(compared.ratio.upper).toBeCloseTo(1.0598921957978902, 9)
    expect(compared.pValue).toBeCloseTo(1.4919242643337794e-7, 12)
  })

  test('under `nothing`, medians and the exact test of Mann and Whitney', async () => {
    const { tables } = await readJson('old', 'new', '--metric', 'iops', '--assume', 'nothing')
    const [libaio, psync] = tables[0].rows
    expect(libaio.old.value).toBe(1005)
    expect(libaio.new.value).toBe(1105)
    expect(libaio.pValue).toBeCloseTo(0.007936507936507936, 12)
    expect(psync.old.value).toBe(705)
    expect(psync.new.value).toBe(702)
    expect(psync.pValue).toBeCloseTo(0.8412698412698413, 12)
    expect(libaio.ratio.value).toBeCloseTo(1.1, 12)
    // Geometric means of the medians: sqrt(1005 · 705) and sqrt(1105 · 702).
    expect(tables[0].geometricMean.from).toBeCloseTo(841.739, 3)
    expect(tables[0].geometricMean.to).toBeCloseTo(880.744, 3)
    expect(tables[0].geometricMean.compared).toBeUndefined()
  })

  test('with `round-drift`, repeats of one name are compared side by side', async () => {
    const asked = ['--metric', 'iops', '--assume', 'round-drift', '--filter', 'engine=libaio']
    const { tables } = await readJson('old', 'new', ...asked)
    const [row, ...others] = tables[0].rows
    expect(others).toEqual([])
    expect(row.ratio.lower).toBeCloseTo(1.0732002019119957, 9)
    expect(row.ratio.upper).toBeCloseTo(1.128495610127753, 9)
    expect(row.pValue).toBeCloseTo(0.00045086319360989897, 9)
  })

  test('CSV has a row a cell, in base units', async () => {
    const { out } = await compare('old', 'new', '--metric', 'iops', '--format', 'csv')
    const [head = '', ...rows] = out.trimEnd().split('\n')
    expect(head.split(',').slice(0, 6)).toEqual('workload,metric,engine,unit,better,old'.split(','))
    expect(rows.map(row => row.split(',').slice(0, 5).join(' '))).toEqual([
      'all iops libaio IO/s higher',
      'all iops psync IO/s higher',
    ])
  })
})

describe('the text', () => {
  test('fits into a mail, and says what is not significant', async () => {
    const { out } = await compare('old', 'new', '--metric', 'iops')
    expect(Math.max(...out.split('\n').map(line => Array.from(line).length))).toBeLessThanOrEqual(
      78,
    )
    expect(out).not.toMatch(/[\u2009\u2212\u202f\u00a0]/)
    expect(out).toContain(
      `iops in all, IO/s (higher is better), 5+5 runs
                old         new   change  95 % interval        p
libaio   1005 ±1.4%  1106 ±1.4%  +10.1 %  [+8.3, +11.8]  < 0.001
psync     704 ±1.7%   703 ±1.3%        ~   [-1.9, +1.7]     0.86
geomean         841         882   +4.8 %   [+3.7, +6.0]  < 0.001
`,
    )
    expect(out).toContain('no target rate, and the rates differ (-0.1 % to +10.0 %)')
  })

  test.each([
    [60, /^ +old +new +change +95 % interval$/m],
    [100, /^ +old +new +change +95 % interval +p$/m],
  ])('has the width of the terminal: %s columns', async (columns, head) => {
    let out = ''
    const said = (text: string) => {
      out += text
    }
    const terminal = { out: said, err: said, columns }
    const call = ['compare', 'old', 'new', '--metric', 'iops', '--root', root]
    expect(await main(call, terminal, `${repository}/`)).toBe(0)
    expect(out).toMatch(head)
    expect(Math.max(...out.split('\n').map(line => Array.from(line).length))).toBeLessThanOrEqual(
      columns,
    )
  })

  test('of one cell, metrics are the rows', async () => {
    const { out } = await compare('old/libaio', 'new/libaio')
    expect(out).toMatch(/^iops, IO\/s +1005 ±1\.4% +1106 ±1\.4% +\+10\.1 % +\[\+8\.3, \+11\.8\]/m)
    expect(out).toMatch(/^latency, µs .* -9\.1 %/m)
  })

  test('Markdown is a table', async () => {
    const { out } = await compare('old', 'new', '--metric', 'iops', '--format', 'markdown')
    expect(out).toContain('| libaio | 1005 ±1.4% | 1106 ±1.4% | +10.1 % | [+8.3, +11.8] |')
    expect(out).toContain('| psync | 704 ±1.7% | 703 ±1.3% | \\~ |')
  })
})

describe('what lies there', () => {
  test('a cell without a partner is told, and is in no mean', async () => {
    const folders = { a: toCampaign({ ...before, io_uring: [9000, 9100, 9050] }) }
    const other = writeFolders({ ...folders, b: toCampaign(after) })
    const { out, status } = await compare(join(other, 'a'), join(other, 'b'), '--metric', 'iops')
    expect(status).toBe(0)
    expect(out).toContain('Only in old, so in no comparison and no mean: io_uring.all.')
    expect(out).not.toMatch(/^io_uring/m)
    expect(out).toMatch(/^geomean +841 +882 /m)
  })

  test('an archive is as good as its folder', async () => {
    execFileSync('tar', ['-czf', join(root, 'old.tar.gz'), '-C', root, 'old'])
    const folder = await readJson('old', 'new')
    const archive = await readJson('old.tar.gz', 'new')
    expect(archive).toEqual({ ...folder, old: 'old.tar.gz' })
  })

  test('two reports are compared without a word on what is sure', async () => {
    const files = { 'a/x.json': toFioReport(1000), 'b/y.json': toFioReport(1200) }
    const other = writeFolders({ in: files })
    const { out, status } = await compare(join(other, 'in/a/x.json'), join(other, 'in/b/y.json'))
    expect(status).toBe(0)
    expect(out).toMatch(/^iops, IO\/s +1000 +1200 +\(\+20\.0 %\)$/m)
    expect(out).toContain('in brackets as there are too few runs')
  })

  test('what was asked of the storage differs', async () => {
    const other = writeFolders({ b: toCampaign(after, { bs: '8k', filename: '/dev/other' }) })
    const { out } = await compare('old', join(other, 'b'), '--metric', 'iops')
    expect(out).toContain('all: bs 4k -> 8k (all 2 cells)')
    expect(out).not.toContain('/dev/other')
  })

  test('campaigns one after the other are no proof of what changed', async () => {
    const other = writeFolders({ b: toCampaign(after, {}, 31) })
    const { out } = await compare('old', join(other, 'b'), '--metric', 'iops')
    expect(out.replaceAll('\n', ' ')).toContain(
      'Order: all runs of old were made before any of new (10 minutes between).',
    )
    const turned = await compare(join(other, 'b'), 'old', '--metric', 'iops')
    expect(turned.out).toContain('Order: all runs of new were made before any of old')
    expect((await compare('old', 'new')).out).not.toContain('Order:')
  })

  test('the environment differs, and names nobody', async () => {
    const uname = (release: string) => `Linux castle-7 ${release} #1 SMP Debian x86_64 GNU/Linux\n`
    const host = (release: string) => ({ 'host/uname.txt': uname(release) })
    const other = writeFolders({
      a: { ...toCampaign(before), ...host('6.1.0-31-amd64') },
      b: { ...toCampaign(after), ...host('6.6.13-amd64') },
    })
    const { out } = await compare(join(other, 'a'), join(other, 'b'), '--metric', 'iops')
    expect(out).toMatch(/Environment: \d of \d facts differs?\./)
    expect(out).toContain('6.1.0-31-amd64 -> 6.6.13-amd64')
    expect(out).not.toContain('castle')
    expect(out.indexOf('Environment')).toBeLessThan(out.indexOf('iops in all'))
  })

  test('a study with itself: loads were held, and no cost differs', async () => {
    const { out, status } = await compare(smallStudy, smallStudy)
    expect(status).toBe(0)
    expect(out).toContain('iops: both held 4000 IO/s')
    expect(out).toMatch(/^libaio .* ~ /m)
    expect(out).not.toMatch(/^iops in iops/m)
  })

  test('of a project with one study, that is meant; of several, one must be named', async () => {
    const project = copySmallProject()
    const first = await compare(project.root, smallStudy)
    expect(first.status).toBe(0)
    expect(first.out).toContain('iops: both held 4000 IO/s')
    project.remove()
    const several = await compare(repository, smallStudy)
    expect(several.status).toBe(2)
    expect(several.err).toContain('with 3 studies, expected one: ')
  })

  test('one study.yaml is enough, and a rate that is declared otherwise is told', async () => {
    const other = writeFolders({})
    for (const side of ['a', 'b']) cpSync(smallStudy, join(other, side), { recursive: true })
    const yaml = readFileSync(join(other, 'a/study.yaml'), 'utf8')
    rmSync(join(other, 'b/study.yaml'))
    const alone = await compare(join(other, 'a'), join(other, 'b'))
    expect(alone.status).toBe(0)
    expect(alone.out).toContain('iops: both held 4000 IO/s')
    writeFileSync(join(other, 'b/study.yaml'), yaml.replace('target: 4000', 'target: 2000'))
    const { out } = await compare(join(other, 'a'), join(other, 'b'))
    expect(out).toContain(
      'iops: declared target 4000 IO/s -> 2000 IO/s; runs are held to the old one',
    )
  })
})

describe('a gate', () => {
  const gate = (text: string, ...more: string[]) =>
    compare('old', 'new', '--metric', 'iops', '--fail-if', text, ...more)

  test('fails where the interval lies beyond it', async () => {
    const { status, out } = await gate('iops > +5 %')
    expect(status).toBe(3)
    expect(out).toContain('Gate "iops > +5 %": FAILED\n  all, libaio: +10.1 %')
    expect(out).not.toContain('psync: ')
  })

  test.each([
    ['passes where all lie on this side', 'iops > +15 %', 'passed', 0],
    ['of a fall', 'iops in all < -10 %', 'passed', 0],
    ['of an amount', 'iops > 40 IO/s', 'FAILED', 3],
    ['is open where an interval holds the bound', 'iops > 1 %', 'FAILED', 3],
    ['is open where none lies beyond', 'iops > 10 %', 'inconclusive, taken as passed', 0],
    ['of nothing at all', 'iops < 0 %', 'inconclusive, taken as passed', 0],
  ])('%s', async (_, text, word, expected) => {
    const { status, out } = await gate(text)
    expect(out).toContain(`Gate "${text}": ${word}`)
    expect(status).toBe(expected)
  })

  test('what is open fails on request', async () => {
    expect((await gate('iops > 10 %', '--inconclusive', 'fail')).status).toBe(3)
    expect((await gate('iops > 15 %', '--inconclusive', 'fail')).status).toBe(0)
  })

  test('several are judged, and one that fails suffices', async () => {
    const { status, out } = await gate('iops > +15 %', '--fail-if', 'iops > +5 %')
    expect(status).toBe(3)
    expect(out.match(/^Gate/gm)).toHaveLength(2)
  })

  test('beyond it, p is the one-sided one, twice, and adjusted over the cells', async () => {
    const { out } = await gate('iops > +5 %', '--format', 'json')
    const [{ cells }] = JSON.parse(out).gates
    expect(cells[0].pValue).toBeCloseTo(2 * 0.00014210362932275477, 9)
    expect(cells[1]).toMatchObject({ outcome: 'passed' })
    expect(cells[1].pValue).toBeCloseTo(0.0002469519011844397, 9)
  })
})

describe('a call that cannot be answered', () => {
  test.each([
    ['old', 2, 'expected technote compare OLD NEW'],
    ['old none', 2, 'Unexpected none, expected a folder or a file'],
    ['old new --metric iop', 2, 'Unexpected metric iop; did you mean `iops`?'],
    ['old new --workload x', 2, 'Unexpected workload x'],
    ['old new --filter engine=x', 2, 'Unexpected level x'],
    ['old new --filter engine', 2, "Unexpected --filter 'engine'"],
    ['old new --format pdf', 2, 'Unexpected --format pdf'],
    ['old new --assume some', 2, 'Unexpected --assume some'],
    ['old new --fail-if iops', 2, "Unexpected --fail-if 'iops'"],
    ['old new --fail-if iops>5s', 2, "Unexpected --fail-if 'iops>5s'"],
    ['old empty', 1, 'Unexpected absence of a report of a load'],
  ])('%s', async (call, expected, reason) => {
    const { status, err, out } = await compare(...call.split(' '))
    expect(err).toContain(reason)
    expect(out).toBe('')
    expect(status).toBe(expected)
  })

  test('a gate in another unit than its metric', async () => {
    const { status, err } = await compare('old', 'new', '--fail-if', 'iops > 5 ms')
    expect(err).toContain("Unexpected unit s in --fail-if 'iops > 5 ms', expected IO/s")
    expect(status).toBe(2)
  })
})

describe('the same numbers through benchstat', () => {
  const text = readFileSync(join(import.meta.dirname, 'compare-benchstat.json'), 'utf8')
  const { tables } = JSON.parse(text) as { tables: BenchstatTable[] }

  test.each(tables.map((table, at) => ({ at, ...table })))('table $at', async expected => {
    const side = (name: 'old' | 'new') =>
      toCampaign(
        Object.fromEntries(Object.entries(expected.cells).map(([cell, of]) => [cell, of[name]])),
      )
    const other = writeFolders({ old: side('old'), new: side('new') })
    const asked = ['--metric', 'iops', '--assume', 'nothing', '--format', 'json']
    const { out } = await compare(join(other, 'old'), join(other, 'new'), ...asked)
    const [{ rows, geometricMean }] = JSON.parse(out).tables
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      const { benchstat } = expected.cells[row.levels.engine] ?? {}
      expect(row.old.value).toBe(benchstat?.old)
      expect(row.new.value).toBe(benchstat?.new)
      expect(`p=${row.pValue.toFixed(3)}`).toBe(benchstat?.p)
      expect(row.pValue >= 0.05).toBe(benchstat?.change === '~')
    }
    expect(geometricMean.from).toBeCloseTo(expected.geomean.old, 6)
    expect(geometricMean.to).toBeCloseTo(expected.geomean.new, 6)
    const change = 100 * (geometricMean.ratio - 1)
    expect(`${change > 0 ? '+' : ''}${change.toFixed(2)}%`).toBe(expected.geomean.change)
  })
})

interface BenchstatTable {
  cells: {
    [cell: string]: {
      old: number[]
      new: number[]
      benchstat: { old: number; new: number; change: string; p: string }
    }
  }
  geomean: { old: number; new: number; change: string }
}
