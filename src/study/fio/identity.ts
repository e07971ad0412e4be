import type { FioJob } from '../../parse/record.ts'

/** What tells one measurement from all others: to the last digit, no two are the same. */
export function toIdentity({ name, host, directions, reportedAt }: FioJob): string {
  const numbers = directions.map(({ transferred, runtime, latencies }) => [
    transferred.value,
    runtime.value,
    ...latencies.map(latency => latency.mean.value),
  ])
  return JSON.stringify([name, host, reportedAt, numbers])
}

/** Fewer bins than this may be the same by chance. */
const fewestBins = 20

/**
 * What only copies of these jobs have too: all that they say, when they say when that was; how their
 * latencies vary, whatever time of day they say; and their bins.
 */
export function toFingerprints(jobs: readonly FioJob[]): string[] {
  const of = (write: (job: FioJob) => string) => jobs.map(write).sort().join('\n')
  const latencies = jobs.flatMap(({ directions }) => directions.flatMap(own => own.latencies))
  const isDated = jobs.some(({ reportedAt }) => reportedAt !== undefined)
  const varies = latencies.some(({ deviation }) => (deviation?.value ?? 0) > 0)
  const isBinned = latencies.some(({ bins }) => bins.length >= fewestBins)
  return [
    ...(isDated ? [of(toIdentity)] : []),
    ...(varies
      ? [of(job => toIdentity({ ...job, reportedAt: undefined }) + toDeviations(job))]
      : []),
    ...(isBinned ? [of(toBins)] : []),
  ]
}

function toDeviations({ directions }: FioJob): string {
  return JSON.stringify(
    directions.map(({ latencies }) => latencies.map(({ deviation }) => deviation?.value)),
  )
}

function toBins({ directions }: FioJob): string {
  return JSON.stringify(directions.map(({ latencies }) => latencies.map(({ bins }) => bins)))
}
