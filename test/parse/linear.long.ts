import { describe, expect, test } from 'vitest'
import { type CommandId, commandIds } from '../../src/parse/host/captures/command-rules.ts'
import { toFacts } from '../../src/parse/host/facts/to-facts.ts'
import { toInput } from '../../src/parse/input.ts'
import { parsers } from '../../src/parse/parsers.ts'

/** What patterns stumble over when it is repeated: letters, digits, marks, and pairs of them. */
const seeds = [
  ...'09afF \t:-./=",([])<>#%_\'\\{\u00a0é',
  ...['a ', 'a:', '0 ', '0:', 'a=', '00:', 'a.', '0.', 'a,', '0,', 'a/', '0-', 'a-', 'a\t', '0 a'],
  ...['- ', ': ', '] ', '[ ', '[0', '% ', '=a', '  a', '"a" ', '<a', '0x', '0000:', 'a 0000:'],
  ...['x 0000:00', 'CPU', 'cpu0 ', 'eth0: ', 'link ', 'nvme ', 'nvme', 'I/O ', '[    1.0] '],
  ...['] DMI: ', 'microcode: ', 'mlx5_core 0000:', 'connection1:', '^C', '> ', '{"a":', '"field":'],
]

/** CPU time (ms) of a call. */
function cost(call: () => void): number {
  const before = process.cpuUsage()
  call()
  return process.cpuUsage(before).user / 1000
}

/** Seeds whose line costs more than ten times as much when it is four times as long. */
function findSteep(read: (line: string) => void): string[] {
  return seeds.filter(seed => {
    const [short, long] = [20_000, 80_000].map(size =>
      cost(() => read(seed.repeat(size / seed.length))),
    ) as [number, number]
    if (long > 10 * short + 100) return true
    read(seed.repeat(1_000_000 / seed.length))
    return false
  })
}

describe('a line of 1 MB costs in proportion to its length', () => {
  test.each(commandIds)('facts of %s', command => {
    expect(findSteep(line => readFacts(command, line))).toEqual([])
  })

  test.each(parsers.map(parser => [parser.format, parser] as const))('%s', (_, parser) => {
    const steep = findSteep(line => {
      const input = toInput('capture.txt', Buffer.from(line))
      parser.recognises(input)
      parser.parse(input)
    })
    expect(steep).toEqual([])
  })

  test('the test finds a pattern that does not', () => {
    expect(findSteep(line => void /\d+x/.test(line.slice(0, 80_000)))).toContain('0')
  })
})

function readFacts(command: CommandId, line: string): void {
  const lines = [line, `x ${line} x`].map((text, at) => ({ text, number: at + 1 }))
  const file = { archive: 'a.tar.gz', sha256: '', entry: 'capture.txt' }
  toFacts({ command, lines, outcome: { is: 'read' }, file } as Parameters<typeof toFacts>[0])
}
