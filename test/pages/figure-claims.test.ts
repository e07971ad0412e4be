import { describe, expect, test } from 'vitest'
import { expectShown } from '../../src/pages/bind/figure-claims.ts'

/** A title says only what its figure shows. */
describe('a claim in the title of a figure', () => {
  const shown = { metric: 'iops', workload: 'saturation' }
  const claim = (metric: string, workload: string) => `aio=a < aio=b on ${metric} in ${workload}`

  test('may be on its metric in its workload, with a margin too', () => {
    expect(() => expectShown(shown, claim('iops', 'saturation'))).not.toThrow()
    expect(() => expectShown(shown, `${claim('iops', 'saturation')} by 5 %`)).not.toThrow()
  })

  test('may be on each of several metrics', () => {
    const both = { metrics: 'user-time system-time', workload: 'iops' }
    expect(() => expectShown(both, claim('system-time', 'iops'))).not.toThrow()
    expect(() => expectShown(both, claim('cpu-time', 'iops'))).toThrow('`cpu-time`')
    const axes = { x: 'iops', y: 'latency', workload: 'iops' }
    expect(() => expectShown(axes, claim('latency', 'iops'))).not.toThrow()
  })

  test('is refused on another metric, and in another workload', () => {
    expect(() => expectShown(shown, claim('latency', 'saturation'))).toThrow(
      'Unexpected claim on `latency` in the title of a figure, expected one on `iops`',
    )
    expect(() => expectShown(shown, claim('iops', 'latency'))).toThrow(
      'expected one on `saturation`',
    )
    const second = `${claim('iops', 'saturation')}; ${claim('latency', 'saturation')}`
    expect(() => expectShown(shown, second)).toThrow('`latency`')
  })

  test('is not judged where the figure names no metric, and where loads are proved', () => {
    expect(() => expectShown({ workload: 'iops' }, claim('latency', 'other'))).not.toThrow()
    expect(() => expectShown(shown, 'all held in iops within 3 %')).not.toThrow()
  })
})
