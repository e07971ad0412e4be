import { all, type Evidence, judgeEach, listFacts, type Rule, type Verdict } from './finding.ts'
import { isDocumented, kernelOptions } from './kernel-options.ts'

const parameters = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'

function judgeMitigations(evidence: Evidence): Verdict {
  const options = all(evidence, 'kernel-option').filter(
    ({ subject, value }) =>
      (subject === 'mitigations' && value === 'off') ||
      /^(?:nopti|nospectre_v[12]|nospec_store_bypass_disable)$/.test(subject ?? ''),
  )
  const states = all(evidence, 'mitigation')
  const open = states.filter(({ value }) => /\bvulnerable\b/i.test(value))
  const wrong = [...options, ...open]
  if (wrong.length > 0) return { is: 'fires', said: listFacts(wrong), facts: wrong }
  if (states.length === 0) {
    return {
      is: 'cannot-tell',
      needs: '/sys/devices/system/cpu/vulnerabilities, or lscpu of util-linux 2.34 or newer',
    }
  }
  const unknown = states.filter(({ value }) => value.startsWith('Unknown'))
  if (unknown.length > 0)
    return { is: 'cannot-tell', needs: `what the kernel does not know: ${listFacts(unknown)}` }
  return { is: 'fine', said: 'All known vulnerabilities are mitigated or do not affect this CPU.' }
}

function judgeOptions(evidence: Evidence): Verdict {
  const known = all(evidence, 'kernel-option').filter(({ subject }) => kernelOptions[subject ?? ''])
  if (all(evidence, 'kernel-command-line').length === 0)
    return { is: 'cannot-tell', needs: '/proc/cmdline' }
  const wrong = known.filter(({ subject, value }) => !isDocumented(subject ?? '', value))
  if (wrong.length === 0)
    return { is: 'fine', said: 'All values of the options that we know are documented.' }
  return {
    is: 'fires',
    said: `${wrong
      .map(
        ({ subject, value }) =>
          `“${subject}=${value}” is no documented value, so the kernel may have ignored it`,
      )
      .join('; ')}.`,
    facts: wrong,
  }
}

/** Neither reserved huge pages nor transparent ones. */
function judgePages(evidence: Evidence): Verdict {
  const reserved = all(evidence, 'memory-huge-pages')
  const transparent = all(evidence, 'memory-transparent-huge-pages')
  const facts = [...reserved, ...transparent]
  if (reserved.some(({ value }) => Number(value) > 0))
    return { is: 'fine', said: `Huge pages are reserved: ${listFacts(reserved)}.` }
  if (transparent.some(({ value }) => value !== 'never'))
    return { is: 'fine', said: `Transparent huge pages: ${listFacts(transparent)}.` }
  if (reserved.length === 0 || transparent.length === 0)
    return {
      is: 'cannot-tell',
      needs: 'nr_hugepages or /proc/meminfo, and transparent_hugepage/enabled in sysfs',
    }
  return {
    is: 'fires',
    said: 'No huge pages are reserved, and transparent ones are off.',
    facts,
  }
}

export const kernelRules: readonly Rule[] = [
  {
    name: 'mitigations',
    what: 'CPU vulnerabilities are left open',
    why: 'Mitigations cost cycles at each system call and each switch; without them the result is not that of a machine in service.',
    source: 'https://docs.kernel.org/admin-guide/hw-vuln/index.html',
    judge: judgeMitigations,
  },
  {
    name: 'undocumented-option',
    what: 'The kernel command line has a value that is not documented',
    why: 'The kernel ignores what it does not know: the setting that the author thinks of is not in force.',
    source: parameters,
    judge: judgeOptions,
  },
  {
    name: 'resets-and-timeouts',
    what: 'The kernel’s log tells of resets, timeouts or lost links',
    why: 'A run in which a device was reset measured the recovery as well.',
    source: 'https://man7.org/linux/man-pages/man1/dmesg.1.html',
    judge: evidence => {
      const trouble = all(evidence, 'kernel-trouble')
      if (trouble.length > 0) return { is: 'fires', said: listFacts(trouble), facts: trouble }
      return evidence.facts.some(({ key }) => key === 'kernel-log')
        ? { is: 'fine', said: 'The log that was captured tells of none.' }
        : { is: 'cannot-tell', needs: 'dmesg after the runs' }
    },
  },
  {
    name: 'emulated-guest',
    what: 'The guest’s CPU is emulated',
    why: 'Each instruction of the guest costs the host many: what the guest does weighs far more than under hardware virtualization.',
    source: 'https://www.qemu.org/docs/master/system/introduction.html',
    judge: evidence =>
      judgeEach(
        all(evidence, 'vm-accelerator'),
        'the command line of QEMU with its accelerator',
        ({ value }) => /\btcg\b/.test(value) && !/^(?:kvm|whpx|hvf)\b/.test(value),
        wrong => `QEMU runs with ${listFacts(wrong)}.`,
        'QEMU uses the hardware’s virtualization.',
      ),
  },
  {
    name: 'measured-inside-a-vm',
    what: 'The measured host is itself a virtual machine',
    why: 'Hardware counters may be absent or virtual, and other guests take time that the host does not see.',
    source: 'https://man7.org/linux/man-pages/man1/lscpu.1.html',
    judge: evidence => {
      const hypervisor = all(evidence, 'vm-hypervisor')
      if (hypervisor.length > 0)
        return { is: 'fires', said: `It runs under ${listFacts(hypervisor)}.`, facts: hypervisor }
      return all(evidence, 'cpu-architecture').length > 0
        ? { is: 'fine', said: 'lscpu names no hypervisor.' }
        : { is: 'cannot-tell', needs: 'lscpu' }
    },
  },
  {
    name: 'small-pages-only',
    what: 'Memory has small pages only',
    why: 'Guests and user-space drivers then miss the TLB more often, and a miss of a guest walks two tables: cycles per I/O rise.',
    source: 'https://docs.kernel.org/admin-guide/mm/hugetlbpage.html',
    judge: judgePages,
  },
]
