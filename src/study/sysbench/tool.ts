import type { LoadTool } from '../load-tool.ts'

/** `sysbench fileio` in words, and what it calls its options. */
export const sysbench: LoadTool = {
  name: 'sysbench',
  reports: 'what `sysbench fileio run` prints',
  documentation: 'https://github.com/akopytov/sysbench',
  words: ['LuaJIT', 'rndrd', 'rndwr', 'rndrw', 'seqrd', 'seqwr', 'seqrewr'],
  readings: {
    latency:
      'the sum of the latencies of its events ÷ their number, as sysbench counted them; each event is one synchronous I/O, so that submission is in it',
    totalLatency:
      'the sum of the latencies of its events ÷ their number, as sysbench counted them; each event is one synchronous I/O',
  },
  needs: {
    percentile:
      'sysbench prints one percentile, that of --percentile, of synchronous I/Os without fsync, in hundredths of a ms',
    bins: 'bins, which are not read of sysbench',
    log: 'sysbench’s `--report-interval=1`',
  },
  options: {
    size: 'file-block-size',
    naming: [],
    shaping: [
      'threads',
      'rate',
      'events',
      'file-num',
      'file-total-size',
      'file-block-size',
      'file-merged-requests',
      'file-extra-flags',
      'file-rw-ratio',
      'file-fsync-.*',
      'file-test-mode',
    ],
    engine: 'file-io-mode',
    workload: ['file-test-mode', 'file-block-size', 'threads', 'rate', 'file-rw-ratio'],
    incidental: [],
    factors: {
      'file-io-mode': ['mode', 'I/O mode'],
      'file-extra-flags': ['flags', 'Flags of open'],
      'file-test-mode': ['test', 'Test'],
      'file-block-size': ['block-size', 'Block size'],
      threads: ['threads', 'Threads'],
    },
    rates: ['rate'],
  },
}
