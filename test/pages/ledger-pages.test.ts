import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { makeSite } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** A study whose runs each have a number of sources; perf wrote each in a file of its own. */
function makeSources(repeats: number, sources: number) {
  const study = makeStudy({ factors: { engine: ['a', 'b'] }, repeats, switches: () => 2 })
  for (const run of study.runs) {
    const archive = `round-${run.repeat}.tar.gz`
    const event = run.counters.all?.['context-switches']
    if (!event || !('amount' in event)) throw new Error('no count')
    for (let line = 1; line <= sources; line++) {
      const file = { archive, sha256: '0', entry: `${run.configuration}/${line}.txt` }
      event.amount.sources.push({ file, place: { line }, name: 'cs', value: line, unit: '' })
    }
  }
  return toEfficiency(study)
}

async function makePages(repeats: number, sources: number): Promise<Map<string, string>> {
  const { pages } = await makeSite({
    yaml: 'pages: [index]',
    pages: {
      index: {
        front: 'study: synthetic',
        text: ':value{metric=switches workload=w engine=b} :ratio{metric=switches workload=w engine=b}',
      },
    },
    context: { efficiencies: [makeSources(repeats, sources)] },
  })
  return new Map(pages.map(({ path, html }) => [path.replace('data/synthetic/', ''), html ?? '']))
}

const elementsOf = (html = '') => html.match(/<[a-z]/g)?.length ?? 0
const runsOf = (html = '') => [...html.matchAll(/<tr id="([^"]*)"/g)].map(([, id]) => id)
const ofLedger = (pages: Map<string, string>) =>
  [...pages.keys()].filter(path => path.startsWith('ledger-')).sort()

describe('a ledger', () => {
  test('has a list of its cells, and a page for each', async () => {
    const pages = await makePages(3, 2)
    expect(ofLedger(pages)).toEqual(['ledger-w.html', 'ledger-w~a.html', 'ledger-w~b.html'])
    expect(pages.get('ledger-w.html')).toContain('<a href="ledger-w~b.html#b">')
    expect(pages.get('ledger-w~b.html')).toContain('<a href="ledger-w.html">')
    expect(pages.get('ledger-w~b.html')).toContain('<a href="ledger-w~a.html#a">baseline</a>')
    expect(pages.get('index.html')).toContain('href="data/synthetic/ledger-w~b.html#b"')
    expect(runsOf(pages.get('ledger-w~b.html'))).toEqual(['b.w.r1', 'b.w.r2', 'b.w.r3'])
  })

  test('has no page of more than 5 000 elements, and each run once', async () => {
    const pages = await makePages(20, 100)
    const [list, ...others] = ofLedger(pages)
    expect(list).toBe('ledger-w.html')
    expect(others).toHaveLength(8)
    for (const path of others) {
      expect(elementsOf(pages.get(path)), path).toBeLessThanOrEqual(5000)
      expect(elementsOf(pages.get(path)), path).toBeGreaterThan(1000)
    }
    expect(others.flatMap(path => runsOf(pages.get(path))).length).toBe(40)
    const first = pages.get('ledger-w~b.html') ?? ''
    expect(first).toContain('runs, page 1; <a href="ledger-w~b~2.html">runs, page 2</a>;')
    expect(first.match(/baseline<\/a>/g)).toHaveLength(1)
    expect(pages.get('ledger-w~b~2.html')).not.toContain('baseline</a>')
    expect(pages.get('ledger-w~b~2.html')).toContain('<h2 id="b">')
  })
})
