import { describe, expect, it } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { toJobFacts } from '../../src/parse/host/facts/fio-job.ts'

/** A study of hosts with a capture each, by their roles. */
function study(id: string, kernels: { [role: string]: string }) {
  const hosts = Object.entries(kernels).map(([role, kernel]) => ({
    id: `${id}-${role}`,
    role,
    label: `The ${role}`,
    declared: {},
    captures: [
      {
        host: role,
        file: { archive: `${id}.tar.gz`, sha256: '', entry: `${role}/uname.txt` },
        text: `Linux ${kernel} #1 SMP x86_64`,
      },
    ],
  }))
  return { id, title: `Study ${id}`, hosts, jobs: [] }
}

const titlesOf = (...studies: ReturnType<typeof study>[]) =>
  toEnvironment(studies).comparisons.map(({ title, sides, differences }) => [
    title,
    sides.map(({ label }) => label),
    differences.length,
  ])

describe('hosts side by side', () => {
  it('are those of one study', () => {
    expect(titlesOf(study('a', { host: '6.1.0', guest: '6.2.0' }))).toEqual([
      ['Differences between the hosts', ['The host', 'The guest'], 1],
    ])
  })

  it('are those of one role in two studies, then those within each', () => {
    const one = study('a', { host: '6.1.0', guest: '6.2.0' })
    expect(titlesOf(one, study('b', { host: '6.3.0' }))).toEqual([
      ['Differences between the studies: The host', ['Study a', 'Study b'], 1],
      ['Differences between the hosts: Study a', ['The host', 'The guest'], 1],
    ])
  })

  it('are the first of each where no role is shared', () => {
    const one = study('a', { host: '6.1.0', guest: '6.1.0' })
    expect(titlesOf(one, study('b', { hypervisor: '6.3.0' }))[0]).toEqual([
      'Differences between the studies: the first host of each',
      ['The host', 'The hypervisor'],
      1,
    ])
  })
})

describe('a study as a whole', () => {
  it('has more than one kernel, and names who has which', () => {
    const { sources } = toEnvironment([study('a', { host: '6.1.0', other: '6.2.0' })])
    const said = sources[0]?.findings.find(({ rule }) => rule.name === 'several-kernels')?.verdict
    expect(said).toMatchObject({
      is: 'fires',
      said: 'Kernels: 6.1.0 (The host); 6.2.0 (The other).',
    })
  })

  it('is judged by the job files among its runs', () => {
    const file = { archive: 'round-1.tar.gz', sha256: '', entry: 'libaio/iops/job.fio' }
    const sections: Parameters<typeof toJobFacts>[1] = [
      { name: 'iops', line: 1, options: { ioengine: 'libaoi', runtime: '60000' } },
      { name: 'iops', line: 4, options: { bs: '4k' } },
    ]
    const [only] = study('a', { host: '6.1.0' }).hosts
    const hosts = only ? [{ ...only, declared: { runSeconds: 600 } }] : []
    const jobs = toJobFacts(file, sections)
    const { sources } = toEnvironment([{ id: 'a', title: 'A', hosts, jobs }])
    const fired = sources[0]?.findings.filter(({ verdict }) => verdict.is === 'fires')
    expect(fired?.map(({ rule }) => rule.name)).toEqual([
      'unknown-engine',
      'repeated-sections',
      'runtime-contradicts-text',
    ])
  })
})

it('a vulnerability that two tools tell of in other words is told once, in changes too', () => {
  const capture = (repeat: string, name: string, text: string) => ({
    host: 'host',
    repeat,
    file: { archive: `${repeat}.tar.gz`, sha256: '', entry: `host/${name}` },
    text,
  })
  const of = (repeat: string, state: string) => [
    capture(repeat, 'lscpu.txt', `Architecture: x86_64\nVulnerability Spectre v2: ${state}; IBPB`),
    capture(
      repeat,
      'vulnerabilities.txt',
      `/sys/devices/system/cpu/vulnerabilities/spectre_v2:${state}: IBPB`,
    ),
  ]
  const captures = [...of('1', 'Vulnerable'), ...of('2', 'Mitigation')]
  const host = { id: 'a-host', role: 'host', label: 'The host', declared: {}, captures }
  const { hosts } = toEnvironment([{ id: 'a', title: 'A', hosts: [host], jobs: [] }])
  expect(hosts[0]?.changes.differences.map(({ values }) => values)).toMatchObject([
    [{ value: 'Vulnerable; IBPB' }, { value: 'Mitigation; IBPB' }],
  ])
})
