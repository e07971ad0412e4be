import { all, type Evidence, type Rule, type Verdict } from './finding.ts'

/** Kernels by the hosts that name them: `6.1.0 (The host, The guest)`. */
function judgeKernels(evidence: Evidence): Verdict {
  const kernels = all(evidence, 'kernel-release')
  const releases = [...new Set(kernels.map(({ value }) => value))]
  if (releases.length === 0) return { is: 'cannot-tell', needs: 'uname -r of each host and run' }
  if (releases.length === 1) return { is: 'fine', said: `All captures say ${releases[0]}.` }
  const said = releases.map(release => {
    const own = kernels.filter(({ value }) => value === release)
    const hosts = [...new Set(own.flatMap(({ subject }) => subject ?? []))].join(', ')
    return hosts === '' ? release : `${release} (${hosts})`
  })
  return { is: 'fires', said: `Kernels: ${said.join('; ')}.`, facts: kernels }
}

export const studyRules: readonly Rule[] = [
  {
    name: 'several-kernels',
    what: 'More than one kernel in one study',
    why: 'Runs under different kernels are different configurations. A guest may well have its own, but always the same one.',
    source: 'https://docs.kernel.org/admin-guide/reporting-issues.html',
    judge: judgeKernels,
  },
]
