import type { HostCapture, Run } from '../study.ts'

/** What something says of how a run was made, in words that may be levels of factors. */
export interface ReportedOption {
  /** `fio`, `QEMU` */
  by: string
  option: string
  values: string[]
}

/** The command that began a virtual machine. */
const qemu = /(?:^|\/|\s)(?:qemu-system-\w+|qemu-kvm|kvm)\s/

/**
 * What the load generator reports of its options, and what the command line of QEMU says, where an archive holds
 * that of a run's own configuration; by the run.
 */
export function toReportedOptions(
  runs: readonly Run[],
  captures: readonly HostCapture[],
): Map<Run, ReportedOption[]> {
  const machines = new Map<string, ReportedOption[]>()
  for (const { configuration, repeat, text } of captures) {
    const told = configuration === undefined ? [] : readCommandLine(text)
    if (told.length > 0) machines.set(`${configuration} ${repeat}`, told)
  }
  return new Map(
    runs.map(run => {
      const ofTool = Object.entries(run.load?.options ?? {}).map(
        ([option, value]): ReportedOption => ({ by: run.generator.name, option, values: [value] }),
      )
      const ofQemu =
        machines.get(`${run.configuration} ${run.repeat}`) ??
        machines.get(`${run.configuration} ${undefined}`)
      return [run, [...ofTool, ...(ofQemu ?? [])]]
    }),
  )
}

/**
 * `-drive file=x,aio=native -device virtio-blk-pci,iothread=io1` is `aio=native`,
 * `device=virtio-blk` and `iothread=on`: a device is also told without its bus, and an IOThread is
 * there or not.
 */
function readCommandLine(text: string): ReportedOption[] {
  const line = text.split(/\r\n|\n|\r/).find(own => qemu.test(own))
  if (line === undefined) return []
  const words = line.split(/\s+/)
  const devices = words.flatMap((word, at) =>
    words[at - 1] === '-device' ? [word.split(',')[0] ?? ''] : [],
  )
  const values = (name: string) =>
    [...line.matchAll(new RegExp(`[,\\s]${name}=([^,\\s]+)`, 'g'))].map(([, value = '']) => value)
  const told = {
    aio: values('aio'),
    cache: values('cache'),
    device: devices.flatMap(name => [name, name.replace(/-pci$/, '')]),
    iothread: [values('iothread').length > 0 ? 'on' : 'off'],
  }
  return Object.entries(told)
    .filter(([, values]) => values.length > 0)
    .map(([option, values]) => ({ by: 'QEMU', option, values }))
}
