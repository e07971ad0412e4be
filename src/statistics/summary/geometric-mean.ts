import { mean } from './mean.ts'

/** The mean of the logs, as a value again: `geometricMean([2, 8]) // => 4` */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)))
}
