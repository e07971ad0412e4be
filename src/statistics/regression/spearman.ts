import { studentTPValue } from '../distribution/student-t.ts'
import { mean } from '../summary/mean.ts'
import { midRanks } from '../summary/mid-ranks.ts'

/**
 * Spearman's rank correlation with mid-ranks, and its two-sided p-value by Student's t with
 * n - 2 degrees of freedom (Zar 1972), good from about ten pairs on and cautious below.
 *
 * `spearman([1, 2, 3, 4, 5], [1, 3, 2, 5, 4]) // => {rho: 0.8, pValue: 0.104}`
 */
export function spearman(
  a: readonly number[],
  b: readonly number[],
): { rho: number; pValue: number } {
  const rho = correlation(midRanks(a), midRanks(b))
  if (Number.isNaN(rho)) return { rho: 0, pValue: 1 }
  const degrees = a.length - 2
  const rest = 1 - rho * rho
  return {
    rho,
    pValue: rest <= 1e-15 ? 0 : studentTPValue(rho * Math.sqrt(degrees / rest), degrees),
  }
}

function correlation(a: number[], b: number[]): number {
  const centreA = mean(a)
  const centreB = mean(b)
  const product = a.reduce((sum, x, index) => sum + (x - centreA) * ((b[index] ?? 0) - centreB), 0)
  const squares = (values: number[], centre: number) =>
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return product / Math.sqrt(squares(a, centreA) * squares(b, centreB))
}
