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
