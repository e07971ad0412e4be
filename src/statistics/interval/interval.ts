/** An estimate between its limits, all in the unit of the sample. */
export interface Interval {
  value: number
  lower: number
  upper: number
  /** Confidence level really reached, such as 0.95. */
  level: number
}
