import type { Remark } from '../../message/message.ts'
import type { FioJob } from '../record.ts'

const leastRate = 100

/**
 * fio cuts the I/Os a second to whole ones in its terse format, and in the JSON of 2.1, where
 * nothing else tells how many there were.
 */
export function tellRounding({ name, directions, place }: FioJob): Remark[] {
  return directions.flatMap(({ direction, completed, iops }) =>
    !completed && iops && iops.value > 0 && iops.value < leastRate && Number.isInteger(iops.value)
      ? {
          severity: 'warning',
          rule: 'rounded-iops',
          reason: `Unexpected ${iops.value} I/Os a second (\`${direction}\` of \`${name}\`) cut to a whole number, expected ${leastRate} or more, of which less than 1 % is lost; use --output-format=json of fio 2.17 or later`,
          ...place,
        }
      : [],
  )
}
