import { type LoadSurvey, type Options, toShared, varied } from '../load-survey.ts'
import { parseSize } from './to-asked.ts'

/** What `init` reads of the reports of `sysbench fileio`; they do not say when they were written. */
export const sysbenchSurvey: LoadSurvey = {
  read: (_, records) => {
    const record = records.find(({ kind }) => kind === 'sysbench-fileio')
    if (record?.kind !== 'sysbench-fileio' || record.results.length === 0) return undefined
    return { options: record.options, tool: record.tool, phases: [] }
  },
  sizeOf: options => parseSize(options['file-block-size'] ?? '') ?? 0,
  describe: describeAsked,
}

/** What `file-test-mode` asks for. */
const patterns: { [mode: string]: string } = {
  seqrd: 'sequential reads',
  seqwr: 'sequential writes of new files',
  seqrewr: 'sequential rewrites',
  rndrd: 'random reads',
  rndwr: 'random writes',
  rndrw: 'random reads and writes',
}

function describeAsked(options: readonly Options[]): { words: string; target?: string } {
  const shared = toShared(options)
  const { threads = '1', rate, 'file-test-mode': mode = '', 'file-block-size': size } = shared
  const workers = threads === '1' ? '1 thread' : `${threads} threads`
  const asked = [
    mode === varied ? 'I/O of several kinds' : (patterns[mode] ?? mode),
    size === varied ? 'blocks of several sizes' : `blocks of ${size}`,
    threads === varied ? 'several numbers of threads' : workers,
  ]
  // A rate is one of events, and those of writes are calls of fsync too.
  const isRead = mode === 'rndrd' || mode === 'seqrd'
  return {
    words: asked.join(', '),
    ...(isRead && rate !== undefined && rate !== varied && { target: `${rate} IO/s` }),
  }
}
