import { toRanges } from '../../parse/host/facts/kernel.ts'
import {
  all,
  type Evidence,
  judgeEach,
  listFacts,
  type Rule,
  toCpuSet,
  type Verdict,
} from './finding.ts'

const frequencies = 'https://docs.kernel.org/admin-guide/pm/cpufreq.html'
const idle = 'https://docs.kernel.org/admin-guide/pm/cpuidle.html'
const topology = 'https://docs.kernel.org/admin-guide/cputopology.html'

/** NUMA nodes of a set of CPUs, as far as the captures tell. */
export function nodesOf(evidence: Evidence, cpus: Set<number>): Set<string> {
  const nodes = all(evidence, 'numa-cpus').filter(({ value }) =>
    [...toCpuSet(value)].some(cpu => cpus.has(cpu)),
  )
  return new Set(nodes.map(({ subject }) => (subject ?? '').replace('node', '')))
}

function judgeSiblings(evidence: Evidence): Verdict {
  const measured = toCpuSet(evidence.declared.measuredCpus)
  if (measured.size === 0) return { is: 'cannot-tell', needs: 'which CPUs were measured' }
  const threads = all(evidence, 'smt-threads')
  if (threads.length > 0 && threads.every(({ value }) => value === '1')) {
    return { is: 'fine', said: 'There is one thread a core.' }
  }
  const siblings = siblingsOf(evidence, measured)
  if (!siblings)
    return {
      is: 'cannot-tell',
      needs: 'lscpu with its NUMA lines, or topology/thread_siblings_list',
    }
  const outside = [...siblings].filter(cpu => !measured.has(cpu))
  if (outside.length === 0)
    return { is: 'fine', said: 'All siblings of the measured CPUs were measured.' }
  return {
    is: 'fires',
    said: `CPUs ${toRanges(outside)} share cores with the measured CPUs ${evidence.declared.measuredCpus} and were not measured.`,
    facts: [...threads, ...all(evidence, 'numa-cpus')],
  }
}

/**
 * The kernel's own lists where they were captured. Else from lscpu: with two threads a core,
 * a node's CPUs come in two ranges of one size, the second of them the siblings of the first.
 */
function siblingsOf(evidence: Evidence, measured: Set<number>): Set<number> | undefined {
  const lists = all(evidence, 'smt-siblings').map(({ value }) => toCpuSet(value))
  if (lists.length > 0) {
    return new Set(
      lists.filter(list => [...list].some(cpu => measured.has(cpu))).flatMap(list => [...list]),
    )
  }
  if (!all(evidence, 'smt-threads').some(({ value }) => value === '2')) return undefined
  const siblings = all(evidence, 'numa-cpus')
    .flatMap(({ value }) => toPairsOf(value))
    .flatMap(([one, other]) => [
      ...(measured.has(one) ? [other] : []),
      ...(measured.has(other) ? [one] : []),
    ])
  return siblings.length > 0 ? new Set(siblings) : undefined
}

/** `0-15,64-79` is the pairs 0 and 64, 1 and 65, and so on; any other list is none. */
function toPairsOf(list: string): [one: number, other: number][] {
  const [first, second, ...more] = list.split(',').map(range => [...toCpuSet(range)])
  if (!first || !second || more.length > 0 || first.length !== second.length) return []
  return first.map((cpu, index) => [cpu, second[index] ?? cpu])
}

function judgeAffinity({ facts, declared }: Evidence): Verdict {
  const pinned = facts.filter(({ key }) => key === 'vm-pinning')
  const bound = toCpuSet(declared.pinnedCpus ?? pinned.map(({ value }) => value).join(','))
  const measured = toCpuSet(declared.measuredCpus)
  if (bound.size === 0 || measured.size === 0) {
    return {
      is: 'cannot-tell',
      needs: 'the affinity of the VM or process, and which CPUs were measured',
    }
  }
  const missed = [...bound].filter(cpu => !measured.has(cpu))
  const extra = [...measured].filter(cpu => !bound.has(cpu))
  if (missed.length + extra.length === 0)
    return { is: 'fine', said: `Both are ${declared.measuredCpus}.` }
  const parts = [
    missed.length > 0 && `it may run on ${toRanges(missed)}, which was not measured`,
    extra.length > 0 && `${toRanges(extra)} was measured and is none of its CPUs`,
  ].filter(Boolean)
  return {
    is: 'fires',
    said: `Affinity and counters disagree: ${parts.join('; ')}.`,
    facts: pinned,
  }
}

function judgeFrequency(evidence: Evidence): Verdict {
  const [now] = all(evidence, 'cpu-mhz')
  const [most] = all(evidence, 'cpu-max-mhz')
  if (!now || !most)
    return { is: 'cannot-tell', needs: 'lscpu with the current and the maximum frequency' }
  if (Number.parseFloat(now.value) <= Number.parseFloat(most.value) * 1.01) {
    return { is: 'fine', said: `${now.value} MHz of at most ${most.value} MHz.` }
  }
  return {
    is: 'fires',
    said: `The CPU ran at ${now.value} MHz, above the maximum of ${most.value} MHz that the driver lists.`,
    facts: [now, most],
  }
}

/** More than an unloaded read of a fast disk takes. */
const slowExit = 50

/** `C1 2 µs, C6 133 µs`, without the states that are disabled. */
function judgeExits(evidence: Evidence): Verdict {
  const latencies = all(evidence, 'cpu-idle-latency')
  const states = all(evidence, 'cpu-idle-states').flatMap(({ value }) => value.split(', '))
  const isOff = (name: string) => states.includes(`${name} (disabled)`)
  const slow = latencies.flatMap(({ value }) =>
    value.split(', ').filter(state => {
      const [, name = '', exit = '0'] = /^(.+?) (\d+) µs$/.exec(state) ?? []
      return Number(exit) > slowExit && !isOff(name)
    }),
  )
  if (latencies.length === 0)
    return { is: 'cannot-tell', needs: 'the latency of each state of cpuidle in sysfs' }
  if (slow.length === 0)
    return { is: 'fine', said: `No enabled state takes more than ${slowExit} µs to leave.` }
  return {
    is: 'fires',
    said: `Leaving them takes: ${[...new Set(slow)].join(', ')}.`,
    facts: latencies,
  }
}

export const cpuRules: readonly Rule[] = [
  {
    name: 'smt-siblings-outside',
    what: 'SMT siblings of the measured CPUs are outside the measured set',
    why: 'Two threads share one core: work on the other one takes cycles from the measured one and is not counted.',
    source: topology,
    judge: judgeSiblings,
  },
  {
    name: 'affinity-and-scope-disagree',
    what: 'The CPUs that the VM or process may use are not the CPUs that were counted',
    why: 'Work outside the counted CPUs costs nothing in the result; other work inside them costs too much.',
    source: 'https://man7.org/linux/man-pages/man1/perf-stat.1.html',
    judge: judgeAffinity,
  },
  {
    name: 'governor-not-performance',
    what: 'The frequency governor is not “performance”',
    why: 'The frequency then follows the load, so that cycles per I/O and latency depend on what else runs.',
    source: frequencies,
    judge: evidence =>
      judgeEach(
        all(evidence, 'cpu-governor'),
        'scaling_governor of cpufreq, or cpupower frequency-info',
        ({ value }) => value !== 'performance',
        wrong => `The governor is ${listFacts(wrong)}.`,
        'The governor is performance.',
      ),
  },
  {
    name: 'boost-on',
    what: 'Frequency boost is on',
    why: 'The frequency depends on temperature and on how many cores are busy; times and cycles cannot be turned into each other.',
    source: frequencies,
    judge: evidence =>
      judgeEach(
        all(evidence, 'cpu-boost'),
        'cpufreq/boost or intel_pstate/no_turbo',
        ({ value }) => /enabled|activ/i.test(value) && !/deaktiv|disabled/i.test(value),
        () => 'Boost is enabled.',
        'Boost is disabled.',
      ),
  },
  {
    name: 'above-listed-maximum',
    what: 'The CPU runs above its listed maximum frequency',
    why: 'The listed maximum leaves boost out: whoever converts with it is wrong by the difference.',
    source: frequencies,
    judge: judgeFrequency,
  },
  {
    name: 'deep-idle-states',
    what: 'Idle states deeper than C1 are enabled',
    why: 'Leaving them takes tens to hundreds of microseconds, which a lightly loaded test pays at each completion.',
    source: idle,
    judge: evidence =>
      judgeEach(
        all(evidence, 'cpu-idle-states'),
        'cpuidle of a CPU in sysfs, or cpupower idle-info',
        ({ value }) =>
          value
            .split(/[\s,]+(?!\()/)
            .some(state => /^(?:C[2-9]|C1\d|CEDE)/.test(state) && !state.includes('disabled')),
        wrong => `Enabled states: ${listFacts(wrong)}.`,
        'No state is deeper than C1.',
      ),
  },
  {
    name: 'slow-idle-exit',
    what: `An enabled idle state takes more than ${slowExit} µs to leave`,
    why: 'At a low load CPUs fall into it between two I/Os, and each completion then waits for longer than a fast disk takes to read.',
    source: idle,
    judge: judgeExits,
  },
]
