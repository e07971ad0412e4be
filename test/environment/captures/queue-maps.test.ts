import { expect, test } from 'vitest'
import { toBits, toQueueMaps } from '../../../src/parse/host/facts/sysfs/queue-maps.ts'

const mapsOf = (lines: string[]) =>
  toQueueMaps(
    lines.map((text, index) => {
      const [path = '', value = ''] = text.split('=')
      return { path, value, line: index + 1 }
    }),
  ).map(({ key, subject, value }) => `${key} ${subject} = ${value}`)

test('each queue of a disk has its CPUs, in the order of their numbers', () => {
  expect(
    mapsOf([
      '/sys/block/nvme0n1/mq/10/cpu_list=5, 7',
      '/sys/block/nvme0n1/mq/2/cpu_list=4, 6',
      '/sys/block/sda/mq/0/cpu_list=0, 1, 2, 3, 4, 5, 6, 7',
    ]),
  ).toEqual([
    'disk-queue-cpus nvme0n1 = 2 queues of 2 CPUs: 4,6; 5,7',
    'disk-queue-cpus sda = 1 queue of 8 CPUs: 0-7',
  ])
})

test('masks of an interface are read as lists; one that is zero is no queue', () => {
  expect(
    mapsOf([
      '/sys/class/net/ens1/queues/tx-0/xps_cpus=00000001,00000001',
      '/sys/class/net/ens1/queues/tx-1/xps_cpus=00000000,0000000e',
      '/sys/class/net/ens1/queues/rx-0/rps_cpus=00000000,00000000',
    ]),
  ).toEqual(['nic-queue-cpus ens1 = transmit (XPS): 2 queues: 0,32; 1-3'])
})

/** As `printf '%x'` writes them. */
test.each([
  ['1', [0]],
  ['ff', [0, 1, 2, 3, 4, 5, 6, 7]],
  ['0x80000000', [31]],
  ['00000001,,00000000', [64]],
])('%s is %j', (mask, cpus) => {
  expect(toBits(mask)).toEqual(cpus)
})
