import { describe, expect, test } from 'vitest'
import { leaveOutMislabelled } from '../../src/study/checks/leave-out-mislabelled.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** What is left out of a study of which fio reports these options. */
function judge(
  factors: { [factor: string]: string[] },
  options: (levels: { [factor: string]: string }, repeat: number) => { [option: string]: string },
  command?: (configuration: string, repeat: string) => string,
) {
  const { runs, manifest, configurations } = makeStudy({
    factors,
    repeats: 2,
    switches: () => 1,
    options,
  })
  const captures = runs.flatMap(({ configuration, repeat }) => {
    const file = { archive: '.', sha256: '', entry: 'qemu-command.txt' }
    const text = command?.(configuration, repeat)
    return text === undefined ? [] : [{ host: 'machine', configuration, repeat, file, text }]
  })
  const { messages, ...left } = leaveOutMislabelled(
    runs,
    manifest,
    { configurations, captures },
    'data/x',
  )
  return { messages, left: left.runs.filter(run => run.excluded).map(run => run.id) }
}

const engines = { engine: ['libaio', 'psync'], polled: ['on', 'off'] }

test('labels that the reports bear out', () => {
  expect(judge(engines, ({ engine = '' }) => ({ ioengine: engine }))).toEqual({
    messages: [],
    left: [],
  })
})

test('two folders exchanged', () => {
  const other: { [engine: string]: string } = { libaio: 'psync', psync: 'libaio' }
  const { messages, left } = judge(engines, ({ engine = '' }) => ({
    ioengine: other[engine] ?? '',
  }))
  expect(left).toHaveLength(8)
  expect(messages.map(message => message.reason)).toEqual([
    'Unexpected option `ioengine=psync` of fio under the engine `libaio`, expected `libaio`, in `libaio.on.w.r1`, `libaio.on.w.r2`, `libaio.off.w.r1` and 1 more; left out, put them where they belong, or name the levels otherwise',
    'Unexpected option `ioengine=libaio` of fio under the engine `psync`, expected `psync`, in `psync.on.w.r1`, `psync.on.w.r2`, `psync.off.w.r1` and 1 more; left out, put them where they belong, or name the levels otherwise',
  ])
})

test('one run in the wrong folder', () => {
  const { left } = judge(engines, ({ engine = '', polled }, repeat) => ({
    ioengine: polled === 'on' && repeat === 2 ? 'psync' : engine,
  }))
  expect(left).toEqual(['libaio.on.w.r2'])
})

test('an option that is not what the levels mean says nothing of them', () => {
  // The engine inside the guest is the same everywhere; a size may be of the one or the other.
  expect(judge({ engine: ['io_uring', 'threads'] }, () => ({ ioengine: 'io_uring' })).left).toEqual(
    [],
  )
  const sizes = { bs: ['4k', '8k'], split: ['4k', '8k'] }
  const options = ({ bs = '', split = '' }) => ({ bs, bssplit: split })
  expect(judge(sizes, options).left).toEqual([])
})

describe('the command line of QEMU', () => {
  const factors = {
    controller: ['virtio-blk', 'virtio-scsi-single', 'pvscsi'],
    aio: ['native', 'threads'],
    iothread: ['off', 'on'],
  }
  const commandOf = (configuration: string) => {
    const [controller = '', aio = '', iothread = ''] = configuration.split('.')
    const device = controller === 'virtio-scsi-single' ? 'virtio-scsi-pci' : controller
    const bus = controller === 'virtio-blk' ? '-pci' : ''
    const thread = iothread === 'on' ? ',iothread=iothread0' : ''
    return `qemu-system-x86_64 -nodefaults -drive if=none,id=disk,file=disk.img,cache=none,aio=${aio} -device ${device}${bus},drive=disk${thread}\n`
  }
  const judgeCommands = (exchange: (configuration: string) => string) =>
    judge(
      factors,
      () => ({}),
      (configuration, repeat) =>
        commandOf(repeat === '1' ? exchange(configuration) : configuration),
    )

  test('bears the labels out', () => {
    expect(judgeCommands(own => own)).toEqual({ messages: [], left: [] })
  })

  test.each([
    ['aio', 'native', 'threads', '`aio=threads` of QEMU under the aio `native`'],
    [
      'controller',
      'virtio-blk',
      'pvscsi',
      '`device=pvscsi` of QEMU under the controller `virtio-blk`',
    ],
    ['iothread', 'on', 'off', '`iothread=off` of QEMU under the iothread `on`'],
  ])('tells %s that was exchanged in one round', (_, one, other, told) => {
    const swap: { [word: string]: string } = { [one]: other, [other]: one }
    const { messages, left } = judgeCommands(own =>
      own
        .split('.')
        .map(word => swap[word] ?? word)
        .join('.'),
    )
    expect(messages).toHaveLength(2)
    expect(messages.map(({ reason }) => reason).join('\n')).toContain(told)
    expect(left.every(run => run.endsWith('.r1'))).toBe(true)
    const exchanged = one === 'virtio-blk' ? 8 : 12
    expect(left).toHaveLength(exchanged)
  })
})
