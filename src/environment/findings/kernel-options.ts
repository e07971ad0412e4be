/** Options of the kernel's command line that change what storage costs. */
interface KernelOption {
  /** What it does, for the reader of the appendix. */
  means: string
  /** Documented values, each of those between commas; nothing where any value is fine. */
  values?: RegExp
}

/** A list of CPUs as the kernel reads it: `1-7,9`, `0-31:2/4`, `8-N`, `all`. */
const cpus = /^(?:all|N|\d[\dN,:/-]*)$/
const isolated = /^(?:(?:nohz|domain|managed_irq),)*(?:all|N|\d[\dN,:/-]*)$/

/** After the kernel's own list, `Documentation/admin-guide/kernel-parameters.txt`. */
export const kernelOptions: { [name: string]: KernelOption | undefined } = {
  amd_iommu: {
    means: 'how AMD’s IOMMU is used',
    values:
      /^(?:fullflush|off|force_isolation|force_enable|pgtbl_v1|pgtbl_v2|irtcachedis|nohugepages|v2_pgsizes_only|dma-.*)$/,
  },
  intel_iommu: {
    means: 'how Intel’s IOMMU is used',
    values: /^(?:on|off|igfx_off|forcedac|strict|sp_off|sm_on|sm_off|tboot_noforce)$/,
  },
  iommu: {
    means: 'whether devices see addresses as they are (pt) or translated',
    values:
      /^(?:off|force|noforce|biomerge|panic|nopanic|merge|nomerge|soft|pt|nopt|allowdac|noagp|memaper(?:=\d+)?|nobypass|calgary)$/,
  },
  mitigations: {
    means: 'mitigations of CPU vulnerabilities',
    values:
      /^(?:off|auto|nosmt|auto;.*|no_user_kernel|no_user_user|no_guest_host|no_guest_guest|no_cross_thread)$/,
  },
  isolcpus: { means: 'CPUs that the scheduler leaves alone', values: isolated },
  nohz_full: { means: 'CPUs without a timer tick while one task runs', values: cpus },
  rcu_nocbs: { means: 'CPUs whose RCU callbacks run elsewhere', values: cpus },
  irqaffinity: { means: 'CPUs that take interrupts', values: cpus },
  nosmt: { means: 'SMT is off', values: /^(?:set|force)$/ },
  idle: { means: 'how idle CPUs wait', values: /^(?:poll|halt|nomwait)$/ },
  pcie_aspm: { means: 'power management of PCIe links', values: /^(?:off|force)$/ },
  intel_pstate: {
    means: 'Intel’s frequency driver',
    values:
      /^(?:disable|active|passive|force|no_hwp|hwp_only|support_acpi_ppc|per_cpu_perf_limits|no_cas)$/,
  },
  amd_pstate: { means: 'AMD’s frequency driver', values: /^(?:disable|passive|active|guided)$/ },
  'intel_idle.max_cstate': { means: 'deepest idle state of intel_idle', values: /^\d+$/ },
  'processor.max_cstate': { means: 'deepest idle state of ACPI', values: /^\d+$/ },
  transparent_hugepage: { means: 'transparent huge pages', values: /^(?:always|madvise|never)$/ },
  // The kernel reads a number and its letter, and passes over what follows: `1GB`.
  default_hugepagesz: { means: 'size of huge pages where none is named', values: /^\d+[KMG]B?$/i },
  hugepagesz: { means: 'size of the huge pages reserved next', values: /^\d+[KMG]B?$/i },
  hugepages: { means: 'huge pages reserved at boot', values: /^[\d:]+$/ },
  'nvme.poll_queues': { means: 'NVMe queues for polled I/O', values: /^\d+$/ },
  nmi_watchdog: {
    means: 'watchdog that takes a hardware counter',
    values: /^(?:panic|nopanic|rNNN|r[0-9a-f]+|\d)$/,
  },
  audit: { means: 'auditing of system calls', values: /^(?:0|1|off|on)$/ },
  tsc: {
    means: 'whether the TSC is trusted as a clock',
    values: /^(?:reliable|noirqtime|unstable|nowatchdog|recalibrate|watchdog)$/,
  },
  clocksource: { means: 'the clock' },
  'workqueue.cpu_intensive_thresh_us': { means: 'when a work item counts as CPU-intensive' },
}

/** Whether each part of a value is one that the documentation lists. */
export function isDocumented(name: string, value: string): boolean {
  const option = kernelOptions[name]
  if (!option?.values || value === 'set') return true
  if (option.values === cpus || option.values === isolated) return option.values.test(value)
  return value.split(',').every(part => option.values?.test(part))
}
