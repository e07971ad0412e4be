import { expect, test } from 'vitest'
import { type Bin, mergeBins } from '../../src/statistics/percentile/histogram.ts'
import reference from './reference.json' with { type: 'json' }

test.each(reference['merged histograms'])('histograms together, %#', ({ runs, counts }) => {
  expect(mergeBins(runs as Bin[][])).toEqual(counts)
})
