import type { SysbenchFileio } from '../../parse/record.ts'
import type { LoadReader } from '../load-reader.ts'
import { pick } from '../match/placed.ts'
import { sysbenchSurvey } from './survey-sysbench.ts'
import { toLoad } from './to-load.ts'
import { sysbench } from './tool.ts'

/** Loads of `sysbench fileio`, of which a report holds one. */
export const sysbenchReader: LoadReader = {
  tool: sysbench,
  survey: sysbenchSurvey,
  report: 'sysbench-fileio',
  formats: ['sysbench-fileio'],
  command: /^sysbench$/,
  tell: () => [],
  read: files => {
    const reports = pick(files, 'sysbench-fileio')
    const outcome = toLoad(reports)
    return {
      result: 'load' in outcome ? { load: outcome.load, remarks: [] } : outcome,
      around: 'load' in outcome ? { load: outcome.load } : {},
      fingerprints: reports.flatMap(({ record }) => toFingerprint(record)),
      toBegin: () => undefined,
    }
  },
}

/** Fewer events may come out the same twice, to all digits that are printed. */
const fewest = 100

function toFingerprint({ results }: SysbenchFileio): string[] {
  const events = results.find(({ name }) => name === 'total number of events')?.value ?? 0
  return events < fewest ? [] : [JSON.stringify(results.map(({ name, value }) => [name, value]))]
}
