import { formatNumber } from '../../format/number.ts'
import type { Message } from '../../message/message.ts'
import { runsOf } from '../../statistics/comparison/contrast.ts'
import { significance } from '../../statistics/significance.ts'
import type { Study } from '../../study/study.ts'
import type { Cell } from '../cells.ts'
import type { Assumption } from './assumption.ts'

/**
 * Families that no data of so many rounds could decide. Signed ranks have a least p, and of a family
 * adjusted by Holm it counts as many times as there are comparisons.
 */
export function tellFamilies(
  cells: readonly Cell[],
  { manifest, name }: Study,
  { name: assumed, leastP, needs }: Assumption,
): Message[] {
  const levels = Object.values(manifest.factors).map(factor => Object.keys(factor.levels).length)
  const effects = levels.reduce((sum, count) => sum + count - 1, 0)
  return Object.keys(manifest.workloads).flatMap(workload => {
    const row = cells.filter(cell => cell.workload === workload && cell.runs.length > 0)
    const n = Math.max(0, ...row.flatMap(countRounds))
    const families = [
      { what: 'comparisons with the baseline', size: row.length - 1 },
      { what: 'effects', size: effects },
      ...(Object.keys(manifest.scores).length > 0
        ? [{ what: 'pairs behind ranks', size: (row.length * (row.length - 1)) / 2 }]
        : []),
    ]
    const undecided = families.filter(({ size }) => n >= 3 && leastP(n) * size >= significance)
    const largest = Math.max(...undecided.map(({ size }) => size))
    if (undecided.length === 0) return []
    const told = undecided.map(({ what, size }) => `${size} ${what}`).join(', ')
    return {
      severity: 'warning',
      rule: 'cannot-decide',
      reason: `Unexpected \`assume: ${assumed}\` with ${n} rounds under \`${workload}\`, where p is ${formatNumber(leastP(n), 4)} at least, so that of ${told} none can be significant after Holm’s adjustment; expected ${findRounds(largest, leastP, needs)} rounds, or \`assume: round-drift\` where all configurations ran in each round`,
      file: `${name}/study.yaml`,
    }
  })
}

function countRounds({ results }: Cell): number[] {
  return Object.values(results).map(({ series }) => runsOf(series).length)
}

/** The least number of rounds at which such a family could be decided. */
function findRounds(size: number, leastP: Assumption['leastP'], needs: number): number {
  let n = needs
  while (leastP(n) * size >= significance) n += 1
  return n
}
