import type { Fact } from '../../parse/host/facts/fact.ts'
import { all, type Evidence, judgeEach, listFacts, type Rule, type Verdict } from './finding.ts'

const ethtool = 'https://man7.org/linux/man-pages/man8/ethtool.8.html'

/** Interfaces that carry storage traffic are fast; those of bridges and taps print made-up speeds. */
function judgeMtu(evidence: Evidence): Verdict {
  const speeds = new Map(
    all(evidence, 'nic-speed').map(({ subject, value }) => [subject, toMegabits(value)]),
  )
  const fast = all(evidence, 'nic-mtu').filter(
    ({ subject }) => (speeds.get(subject) ?? 0) >= 10_000,
  )
  return judgeEach(
    fast,
    'ip link, and ethtool of the interfaces that carry storage',
    ({ value }) => Number(value) <= 1500,
    wrong => `The MTU is ${listFacts(wrong)}.`,
    'The MTU of the fast interfaces is above 1500.',
  )
}

/** Of all hosts of a study: two ends of a connection have to agree. */
function judgeFrames(evidence: Evidence): Verdict {
  const speeds = new Map(
    all(evidence, 'nic-speed').map(({ subject, value }) => [subject, toMegabits(value)]),
  )
  const fast = all(evidence, 'nic-mtu').filter(
    ({ subject }) => (speeds.get(subject) ?? 0) >= 10_000,
  )
  const sizes = new Set(fast.map(({ value }) => Number(value) > 1500))
  if (fast.length < 2)
    return {
      is: 'cannot-tell',
      needs: 'ip link and ethtool of the interfaces at both ends of the connection',
    }
  if (sizes.size === 1)
    return { is: 'fine', said: `All fast interfaces agree: ${listFacts(fast)}.` }
  return { is: 'fires', said: `The MTU is ${listFacts(fast)}.`, facts: fast }
}

/** `25000Mb/s` of ethtool, `10 Gbps` of a log, `10Gbit/s` of lshw. */
function toMegabits(value: string): number {
  const [, number = '', unit = ''] = /^([\d.]+) ?([MG])b/i.exec(value) ?? []
  return Number(number) * (unit.toUpperCase() === 'G' ? 1000 : 1)
}

export const frameRules: readonly Rule[] = [
  {
    name: 'jumbo-frames-at-one-end',
    what: 'Some fast interfaces have jumbo frames and others have not',
    why: 'What is larger than the smaller MTU is cut or dropped: large transfers lose the gain, or fail.',
    source: 'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    judge: judgeFrames,
  },
]

function isSmall({ value }: Fact): boolean {
  const [, set, most] = /^(\d+) of (\d+)/.exec(value) ?? []
  return set !== undefined && most !== undefined && Number(set) * 2 <= Number(most)
}

export const networkRules: readonly Rule[] = [
  {
    name: 'adaptive-coalescing',
    what: 'Interrupt coalescing is adaptive',
    why: 'The card changes its interrupt rate with the load: context switches and latency change within and between runs.',
    source: ethtool,
    judge: evidence =>
      judgeEach(
        [...all(evidence, 'nic-adaptive-rx'), ...all(evidence, 'nic-adaptive-tx')],
        'ethtool -c of the interface that carries storage',
        ({ value }) => value === 'on',
        wrong =>
          `Adaptive: ${wrong.map(({ key, subject }) => `${key.endsWith('rx') ? 'receive' : 'transmit'} of ${subject}`).join(', ')}.`,
        'Coalescing is fixed.',
      ),
  },
  {
    name: 'small-rings',
    what: 'Rings are half of what the card can or less',
    why: 'A burst that does not fit is dropped and sent again.',
    source: ethtool,
    judge: evidence =>
      judgeEach(
        [...all(evidence, 'nic-ring-rx'), ...all(evidence, 'nic-ring-tx')],
        'ethtool -g of the interface that carries storage',
        isSmall,
        wrong => `Rings: ${listFacts(wrong)}.`,
        'Rings are above half of their maximum.',
      ),
  },
  {
    name: 'standard-mtu',
    what: 'A fast interface has the standard MTU of 1500',
    why: 'Large transfers take six times the packets of a 9000-byte MTU, and cycles for each.',
    source: 'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    judge: judgeMtu,
  },
  {
    name: 'drops',
    what: 'A NIC counts drops or errors',
    why: 'What is lost is sent again: latency has outliers that the storage did not cause.',
    source: ethtool,
    judge: evidence => {
      const drops = all(evidence, 'nic-drops')
      if (drops.length > 0) return { is: 'fires', said: listFacts(drops), facts: drops }
      return evidence.facts.some(({ key }) => key === 'nic-counters')
        ? { is: 'fine', said: 'No counter of drops or errors is above zero.' }
        : {
            is: 'cannot-tell',
            needs: 'ethtool -S of the interface that carries storage, or ip -s link',
          }
    },
  },
]
