import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mergeBins } from '../../src/statistics/percentile/histogram.ts'
import { corpus, hasCorpus, judge, listCorpus, readCorpusFile } from './corpus.ts'
import { fioExpected, perfExpected } from './expected-yaml.ts'
import { agrees, asyncBench, cephCrimson, kernelMail, kernelRobot } from './published.ts'

describe.skipIf(!hasCorpus)('the corpus', () => {
  const files = hasCorpus ? listCorpus('fio', 'perf', 'mixed', 'artifacts') : []

  test.each(files)('%s', path => {
    const verdict = judge(path)
    expect(verdict).toMatchObject({ recognised: true, read: verdict.why === undefined })
  })

  test.each([
    ['ceph-crimson', cephCrimson, 224],
    ['kernel-mail-ab', kernelMail, 11],
    ['lkp', kernelRobot, 25],
    ['asynciobench', asyncBench, 36],
    ['fio .expected.yaml', fioExpected, 38],
    ['perf .expected.yaml', perfExpected, 254],
  ] as const)('published values of %s', (_, list, number) => {
    const values = list()
    expect(values).toHaveLength(number)
    const differing = values.filter(value => !agrees(value) && value.wrong === undefined)
    expect(differing).toEqual([])
  })

  test('histogram logs of fio 2.17 add up to what their owners derived', () => {
    const folder = 'mixed/pkb-fio-2.17-hist'
    const binsOf = (...numbers: number[]) =>
      mergeBins(
        numbers.flatMap(number => {
          const path = `${folder}/pkb_fio_avg_1506559526.49_clat_hist.${number}.log`
          const [record] = readCorpusFile(path).records
          return record?.kind === 'fio-histogram' ? record.directions.map(({ bins }) => bins) : []
        }),
      )
    for (const [name, numbers] of [
      ['read', [1, 2]],
      ['write', [3, 4]],
    ] as const) {
      const text = readFileSync(join(corpus, folder, `expected_${name}.json`), 'utf8')
      const counts = Object.entries(JSON.parse(text) as { [ms: string]: number })
        .map(([ms, count]) => [Number(ms) * 1000, count] as const)
        .sort((a, b) => a[0] - b[0])
      const ours = binsOf(...numbers)
      expect(ours.map(bin => bin[1])).toEqual(counts.map(bin => bin[1]))
      for (const [index, [us]] of counts.entries()) {
        expect(Math.abs((ours[index]?.[0] ?? 0) - us)).toBeLessThanOrEqual(Math.max(1, us / 64))
      }
    }
  })
})
