import { mergeSources, type Quantity } from '../../model/quantity.ts'
import type { SystemRates } from '../../parse/record.ts'
import { matchesName } from '../match/template.ts'
import type { Counted, Counters } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import type { ScopeLimits } from './scope-limits.ts'

type Rates = Located<SystemRates>

/** Columns that make up what we count: of processes by pidstat, of the system by vmstat. */
const columns: { [tool: string]: { [count: string]: { names: string[]; unit: 's' | 'switch' } } } =
  {
    pidstat: {
      'user-time': { names: ['%usr'], unit: 's' },
      'system-time': { names: ['%system'], unit: 's' },
      'context-switches': { names: ['cswch/s', 'nvcswch/s'], unit: 'switch' },
    },
    vmstat: { 'context-switches': { names: ['cs'], unit: 'switch' } },
  }

/**
 * What pidstat and vmstat say as means over time: so much in each second. Of pidstat, the
 * processes that the scope names, or all; the threads that `-t` lists are in their process.
 */
export function toRateTimes(records: Rates[], { threads }: ScopeLimits): Counters {
  const inScope = records.filter(({ record: { subject, tool } }) => {
    if (tool !== 'pidstat') return true
    const isNamed = threads?.some(name => matchesName(`${name} (*)`, subject)) ?? true
    return isNamed && !subject.startsWith('|_')
  })
  const counters: Counters = {}
  for (const [tool, counts] of Object.entries(columns)) {
    const ofTool = inScope.filter(({ record }) => record.tool === tool)
    for (const [count, { names, unit }] of Object.entries(counts)) {
      const rates = ofTool.flatMap(rate => toAmounts(rate, names, unit))
      if (rates.length > 0) counters[count] ??= toCounted(rates, unit)
    }
  }
  return counters
}

/** In one second: a percentage is so many hundredths of it. */
function toAmounts({ file, record }: Rates, names: string[], unit: 's' | 'switch') {
  return record.rates
    .filter(({ name }) => names.includes(name))
    .map(reading => {
      const rate = toQuantity(reading, unit, file)
      return reading.unit === '%' ? { ...rate, value: rate.value / 100 } : rate
    })
}

function toCounted(rates: Quantity<'s' | 'switch'>[], unit: 's' | 'switch'): Counted {
  const value = rates.reduce((sum, rate) => sum + rate.value, 0)
  return {
    amount: { value, unit, sources: mergeSources(...rates) },
    window: { value: 1, unit: 's', sources: [] },
    running: 1,
  }
}
