import { expect, test } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { toSeat } from '../../src/environment/machine/modules.ts'
import { toModuleBoard } from '../../src/pages/machine/module-board.ts'

/** As servers of several makers name their slots. */
test.each([
  ['P1-DIMMA1 (P0_Node0_Channel0_Dimm0)', 'P0', '0', '0'],
  ['P1_DIMM_A2', 'P1', 'A', '2'],
  ['CPU1_DIMM_C1', 'CPU1', 'C', '1'],
  ['DIMM 1 (P0 CHANNEL C)', 'P0', 'C', '1'],
  ['ChannelA-DIMM0 (BANK 0)', '', 'A', '0'],
  ['A12', 'A', undefined, '12'],
  ['DIMM_B11', 'B', undefined, '11'],
  ['PROC 1 DIMM 2A (BANK0)', 'PROC 1', undefined, '2'],
  ['CPU0_DIMM3 (BANK3)', 'CPU0', undefined, '3'],
  ['D11 (/SYS/MB/P0)', 'P0', undefined, 'D11'],
])('%s sits on %s, channel %s, slot %s', (name, socket, channel, slot) => {
  expect(toSeat(name)).toEqual({ socket, channel, slot })
})

test.each(['LP5x_0', 'RAM slot #3', 'Bottom - Slot 1 (BANK 0)', 'DIMM A'])(
  '%s tells of no seat',
  name => {
    expect(toSeat(name)).toBeUndefined()
  },
)

const device = (locator: string, size: string, speed = '3200 MT/s') => `
Handle 0x1100, DMI type 17, 92 bytes
Memory Device
\tSize: ${size}
\tLocator: ${locator}
\tType: DDR4
\tSpeed: 3200 MT/s
\tConfigured Memory Speed: ${speed}
`

function boardOf(devices: string[]) {
  const text = `# dmidecode 3.3\n${devices.join('')}`
  const file = { archive: 'x.tar.gz', sha256: '', entry: 'host/dmidecode.txt' }
  const captures = [{ host: 'host', file, text }]
  const host = { id: 'x-host', role: 'host', label: 'The host', declared: {}, captures }
  const [made] = toEnvironment([{ id: 'x', title: 'X', hosts: [host], jobs: [] }]).hosts
  if (!made) throw new Error('no host')
  const own = made.facts.filter(({ section }) => section === 'memory')
  const { tables, rest } = toModuleBoard(own, made)
  return { tables, keys: rest.map(({ key }) => key) }
}

test('modules and empty slots stand by socket, slot and channel; what is alike is said once', () => {
  const { tables, keys } = boardOf([
    device('P1_DIMM_A1', '32 GB'),
    device('P1_DIMM_A2', 'No Module Installed'),
    device('P1_DIMM_B1', '32 GB', '2933 MT/s'),
    device('P2_DIMM_A1', '64 GB'),
  ])
  expect(tables).toHaveLength(1)
  expect(tables[0]).toMatchObject({
    title: 'Memory by channel',
    common: 'DDR4',
    devices: [{ names: [{ name: 'A' }] }, { names: [{ name: 'B' }] }],
    rows: [
      {
        label: 'P1, slot 1',
        cells: [{ text: '32 GiB, 3200 MT/s' }, { text: '32 GiB, 2933 MT/s of 3200 MT/s' }],
      },
      { label: 'P1, slot 2', cells: [{ note: 'empty' }, {}] },
      {
        label: 'P2, slot 1',
        cells: [{ text: '64 GiB, 3200 MT/s', href: '#environment-x-host-0-L29' }, {}],
      },
    ],
  })
  expect(keys).not.toContain('memory-module')
  expect(keys).toContain('memory-dimms')
})

test('slots that are only counted stand by socket', () => {
  const names = ['A1', 'A2', 'A10', 'B1']
  const { tables } = boardOf(names.map(name => device(name, '16 GB')))
  expect(tables[0]).toMatchObject({
    title: 'Memory by slot',
    devices: [{ names: [{ name: '1' }] }, { names: [{ name: '2' }] }, { names: [{ name: '10' }] }],
    rows: [
      { label: 'Socket A', cells: [{ text: '16 GiB' }, { text: '16 GiB' }, { text: '16 GiB' }] },
      { label: 'Socket B', cells: [{ text: '16 GiB' }, {}, {}] },
    ],
  })
})

test('names that tell of no seat, or of one twice, make no board', () => {
  expect(boardOf([device('LP5x_0', '16 GB'), device('A1', '16 GB')]).tables).toEqual([])
  expect(boardOf([device('A1', '16 GB'), device('A1', '16 GB')]).tables).toEqual([])
  expect(boardOf([device('A1', '16 GB')]).tables).toEqual([])
})
