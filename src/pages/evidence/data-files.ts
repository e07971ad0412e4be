import { toJsonSchema } from '@valibot/to-json-schema'
import type { Efficiency } from '../../efficiency/efficiency.ts'
import { toCsv } from '../../format/csv.ts'
import type { OutputFile } from '../../model/output-file.ts'
import { downloadPath } from '../../model/site-paths.ts'
import { dataTables } from './data-tables.ts'
import { toIngestJson } from './ingest-json.ts'
import { toJsonText } from './json-text.ts'
import { toStudyJson } from './study-json.ts'
import { studySchema } from './study-schema.ts'

/** What is published of each study for other programs, in the order in which pages list it. */
export const downloads: readonly {
  name: string
  /** For a reader who looks for it. */
  holds: string
  write(efficiency: Efficiency): string
}[] = [
  {
    name: 'runs.csv',
    holds: 'every run, one a row, in base units',
    write: efficiency => toCsv(dataTables.runs(efficiency)),
  },
  {
    name: 'estimates.csv',
    holds: 'the estimate of each cell and metric, with its interval',
    write: efficiency => toCsv(dataTables.estimates(efficiency)),
  },
  {
    name: 'comparisons.csv',
    holds: 'each cell against the baseline: ratio, interval, p',
    write: efficiency => toCsv(dataTables.comparisons(efficiency)),
  },
  {
    name: 'effects.csv',
    holds: 'what switching one factor does, all else equal: ratio, interval, p, reversals',
    write: efficiency => toCsv(dataTables.effects(efficiency)),
  },
  {
    name: 'scores.csv',
    holds: 'scores with interval, and the ranks that each configuration can have',
    write: efficiency => toCsv(dataTables.scores(efficiency)),
  },
  {
    name: 'study.json',
    holds: 'all of these, with the source of each number',
    write: efficiency => toJsonText(toStudyJson(efficiency)),
  },
  {
    name: 'study.schema.json',
    holds: 'JSON Schema of study.json',
    write: () => toJsonText(toJsonSchema(studySchema, { target: 'draft-2020-12' })),
  },
  {
    name: 'ingest.json',
    holds: 'what became of every file of the archives',
    write: ({ study }) => toJsonText(toIngestJson(study.ingest)),
  },
]

export function toDataFiles(efficiency: Efficiency): OutputFile[] {
  return downloads.map(({ name, write }) => ({
    path: downloadPath(efficiency.study.id, name),
    content: write(efficiency),
  }))
}
