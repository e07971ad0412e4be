/**
 * A made-up collection of 968 files, as a script makes it that has few counters at a time:
 * 11 configurations, for each of them a run of fio for each of 2 scopes and 4 sets of events, and
 * 10 windows of perf inside each run. Numbers differ from file to file and mean nothing.
 */
export interface InTurn {
  /** Where a report of fio lies. */
  report(at: InTurnRun): string
  /** Where the output of perf of one window lies. */
  window(at: InTurnRun, window: number): string
}

export interface InTurnRun {
  configuration: string
  scope: string
  events: string
}

/** Ways in which people name such files. */
export const inTurnLayouts: { [name: string]: InTurn } = {
  'a folder for each run': {
    report: ({ configuration, scope, events }) => `${configuration}/${scope}-${events}/fio.json`,
    window: ({ configuration, scope, events }, window) =>
      `${configuration}/${scope}-${events}/perf-${window}.txt`,
  },
  'a folder for each part': {
    report: ({ configuration, scope, events }) => `${configuration}/${scope}/${events}/fio.json`,
    window: ({ configuration, scope, events }, window) =>
      `${configuration}/${scope}/${events}/perf-${window}.txt`,
  },
  'names of files alone': {
    report: ({ configuration, scope, events }) => `${configuration}_${scope}_${events}_fio.json`,
    window: ({ configuration, scope, events }, window) =>
      `${configuration}_${scope}_${events}_perf_${String(window).padStart(2, '0')}.txt`,
  },
  'one run of fio a configuration': {
    report: ({ configuration }) => `${configuration}/fio.json`,
    window: ({ configuration, scope, events }, window) =>
      `${configuration}/perf-${scope}-${events}-${window}.txt`,
  },
}

const controllers = ['virtio-blk', 'virtio-scsi', 'pvscsi', 'sata', 'ide']
const modes = ['native', 'threads']
const configurations = [
  ...controllers.flatMap(controller => modes.map(mode => `${controller}-${mode}`)),
  'megasas-native',
]
/** What perf's heading says of each scope; the number of a process is another in each run. */
const scopes: { [scope: string]: (run: number) => string } = {
  process: run => `process id '${4000 + run}'`,
  host: () => "'CPU(s) 0-7'",
}
const sets: { [events: string]: string[] } = {
  switches: ['context-switches', 'cpu-migrations'],
  cycles: ['cycles:u', 'cycles:k'],
  instructions: ['instructions:u', 'instructions:k'],
  time: ['task-clock', 'page-faults'],
}

/** All files by path. */
export function makeWindowsInTurn({ report, window }: InTurn): { [path: string]: string } {
  const files: { [path: string]: string } = {}
  const reports: string[] = []
  for (const configuration of configurations) {
    for (const scope of Object.keys(scopes)) {
      for (const events of Object.keys(sets)) {
        const at = { configuration, scope, events }
        if (!reports.includes(report(at))) reports.push(report(at))
        const run = reports.indexOf(report(at))
        files[report(at)] ??= toReport(run)
        for (let index = 1; index <= 10; index++) {
          files[window(at, index)] = toWindow(at, run, index)
        }
      }
    }
  }
  return files
}

/** As fio 3.33 writes it, with the keys that say what was done. */
function toReport(run: number): string {
  const ios = 4_000_000 + run * 977
  const seconds = 600
  const percentile = Object.fromEntries(
    [1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 99.5, 99.9, 99.95, 99.99].map(
      (percent, index) => [percent.toFixed(6), 90_000 + index * 7000 + run],
    ),
  )
  const clat = {
    min: 9000,
    max: 9_000_000 + run,
    mean: 150_000 + run,
    stddev: 4000,
    N: ios,
    percentile,
  }
  const nothing = { io_bytes: 0, bw: 0, iops: 0, runtime: 0, total_ios: 0 }
  return JSON.stringify(
    {
      'fio version': 'fio-3.33',
      timestamp: 1_790_000_000 + run * 700,
      timestamp_ms: 1_790_000_000_000 + run * 700_000,
      time: new Date(1_790_000_000_000 + run * 700_000)
        .toUTCString()
        .replace(/(\w+), (\d+) (\w+) (\d+) (.*) GMT/, '$1 $3 $2 $5 $4'),
      'global options': {
        ioengine: 'libaio',
        direct: '1',
        bs: '4k',
        iodepth: '16',
        runtime: '600',
        time_based: '1',
      },
      jobs: [
        {
          jobname: 'read',
          groupid: 0,
          error: 0,
          elapsed: seconds + 1,
          'job options': { rw: 'randread' },
          read: {
            io_bytes: ios * 4096,
            bw: (ios * 4) / seconds,
            iops: ios / seconds,
            runtime: seconds * 1000,
            total_ios: ios,
            slat_ns: { min: 800, max: 90_000, mean: 2000, stddev: 300, N: ios },
            clat_ns: clat,
            lat_ns: { min: 9900, max: 9_100_000 + run, mean: 152_000 + run, stddev: 4000, N: ios },
          },
          write: nothing,
          trim: nothing,
          usr_cpu: 3.5,
          sys_cpu: 11.2,
          ctx: ios - run,
          iodepth_level: { 1: 0.1, 2: 0.1, 4: 0.1, 8: 0.1, 16: 99.6, 32: 0, '>=64': 0 },
          latency_us: { 100: 10, 250: 80, 500: 10 },
        },
      ],
    },
    null,
    2,
  )
}

/** As perf 6.1 writes it with `-o`. */
function toWindow({ scope, events }: InTurnRun, run: number, window: number): string {
  const turn = Object.keys(scopes).indexOf(scope) * 4 + Object.keys(sets).indexOf(events)
  const begin = run * 700_000 - 590_000 + (turn * 10 + window) * 6000
  const started = new Date(1_790_000_000_000 + begin)
  const elapsed = `5.00${window}${run % 10}21345`
  const counts = (sets[events] ?? []).map((event, index) => {
    const count = (run * 31 + window * 7 + index * 3 + 50_000) * 1000
    const fraction = String(count).slice(0, 3)
    const cpus = Number(`39.${fraction}15`) / Number(elapsed)
    return event === 'task-clock'
      ? `         39,${fraction}.15 msec task-clock                #    ${cpus.toFixed(3)} CPUs utilized`
      : `   ${count.toLocaleString('en-US').padStart(16)}      ${event}`
  })
  return `# started on ${started.toUTCString().replace(/(\w+), (\d+) (\w+) (\d+) (.*) GMT/, '$1 $3 $2 $5 $4')}


 Performance counter stats for ${scopes[scope]?.(run)}:

${counts.join('\n')}

      ${elapsed} seconds time elapsed


`
}
