import type { LoadTool } from '../load-tool.ts'

/** fio in words, and what it calls its options. */
export const fio: LoadTool = {
  name: 'fio',
  documentation: 'https://fio.readthedocs.io/en/latest/fio_doc.html',
  readings: {
    latency: 'mean of completion latency, as fio counted it',
    totalLatency: 'mean of submission and completion latency together, as fio counted it',
    bins: 'fio’s json+',
  },
  needs: {
    percentile:
      'fio printed no such percentile of its only job and direction, and no bins, as it does with --output-format=json+',
    bins: 'fio’s `--output-format=json+`',
    log: 'fio’s `write_iops_log` or `write_bw_log` among their files',
  },
  options: {
    size: 'bs',
    naming: [
      'name',
      'filename',
      'directory',
      'description',
      'write_.*_log',
      'output.*',
      'hostname',
    ],
    shaping: [
      'rw',
      'readwrite',
      'bs',
      'blocksize',
      'bssplit',
      'iodepth',
      'numjobs',
      'rate',
      'rate_iops',
      'rwmixread',
      'rwmixwrite',
      'size',
      'direct',
      'buffered',
      'fsync',
      'fdatasync',
      'sync',
      'random_distribution',
    ],
    rates: ['rate_iops', 'rate'],
  },
}
