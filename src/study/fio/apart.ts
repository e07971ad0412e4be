import { sum } from '../../model/quantity.ts'
import type { FioDirection } from '../../parse/record.ts'
import type { DirectedLoad, Direction, Load } from '../study.ts'
import { type Located, toQuantity } from '../to-quantity.ts'
import type { Contradiction } from './contradictions.ts'
import { toCompleted } from './directions.ts'
import { toLatencies } from './to-latencies.ts'

const names: readonly string[] = ['read', 'write', 'trim'] satisfies Direction[]

/**
 * Reads, writes and trims of a load apart. Under `unified_rw_reporting` fio tells them as one, and nothing
 * is known of each.
 */
export function toApart(
  directions: readonly Located<FioDirection>[],
  contradictions: readonly Contradiction[],
): Load['directions'] {
  const found = [...new Set(directions.map(({ record }) => record.direction))]
  if (!found.every(isDirection)) return undefined
  const [only, ...others] = found
  if (others.length === 0) return only
  return Object.fromEntries(
    found.map(name => {
      const own = directions.filter(({ record }) => record.direction === name)
      return [name, toDirected(own, contradictions)]
    }),
  )
}

function isDirection(name: string): name is Direction {
  return names.includes(name)
}

function toDirected(
  own: Located<FioDirection>[],
  contradictions: readonly Contradiction[],
): DirectedLoad {
  return {
    completed: sum(
      own.flatMap(direction => toCompleted(direction) ?? []),
      'IO',
    ),
    transferred: sum(
      own.map(({ file, record }) => toQuantity(record.transferred, 'B', file)),
      'B',
    ),
    ...toLatencies(own, contradictions),
  }
}
