import type { Quantity } from '../../model/quantity.ts'
import type { FioDirection, FioJob } from '../../parse/record.ts'
import { type Located, toQuantity, toSource } from '../to-quantity.ts'

/**
 * What did anything: it moved bytes or completed I/Os. With `unified_rw_reporting=both`, `mixed`
 * tells the others once more.
 */
export function toDirections(jobs: readonly Located<FioJob>[]): Located<FioDirection>[] {
  return jobs.flatMap(({ file, record }) => {
    const busy = record.directions.filter(
      ({ completed, iops, transferred }) => (completed ?? iops ?? transferred).value > 0,
    )
    const apart = busy.filter(({ direction }) => direction !== 'mixed')
    return (apart.length > 0 ? apart : busy).map(record => ({ file, record }))
  })
}

/** I/Os as fio counted them; where it did not say, its rate times its run time. */
export function toCompleted({ file, record }: Located<FioDirection>): Quantity<'IO'> | undefined {
  const { completed, iops, runtime } = record
  if (completed) return toQuantity(completed, 'IO', file)
  if (!iops) return undefined
  const seconds = toQuantity(runtime, 's', file)
  const sources = [toSource(iops, file), ...seconds.sources]
  return { value: iops.value * seconds.value, unit: 'IO', sources }
}
