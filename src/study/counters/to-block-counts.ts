import { sum } from '../../model/quantity.ts'
import type { BlockStats } from '../../parse/record.ts'
import type { Counted, Counters } from '../study.ts'
import type { Located } from '../to-quantity.ts'
import { differences, toPairs } from './snapshots.ts'

type Snapshot = Located<BlockStats>

/** Our names for what QEMU counts. */
const counts = {
  'block-reads': ['rd_operations', 'IO'],
  'block-writes': ['wr_operations', 'IO'],
  'block-read-bytes': ['rd_bytes', 'B'],
  'block-write-bytes': ['wr_bytes', 'B'],
} as const

/**
 * What the guest's disks asked of QEMU between the first and the last answer to
 * `query-blockstats`, over all disks. QEMU does not say when it answered, so these counts can
 * be divided by one another and by nothing else.
 */
export function toBlockCounts(records: Snapshot[]): Counters {
  const pairs = toPairs(records, record => record.device)
  if (pairs.length === 0) return {}
  return Object.fromEntries(
    Object.entries(counts).map(([name, [field, unit]]) => [name, toCounted(pairs, field, unit)]),
  )
}

function toCounted(pairs: [Snapshot, Snapshot][], field: string, unit: 'IO' | 'B'): Counted {
  const amount = sum(
    pairs.flatMap(pair => differences(pair, [field], unit)),
    unit,
  )
  return { amount, window: { value: 1, unit: 's', sources: [] }, running: 1, isUntimed: true }
}
