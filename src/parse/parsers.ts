import { fioHistogram } from './fio-histogram.ts'
import { fioJobFile } from './fio-job-file.ts'
import { fioJson } from './fio-json.ts'
import { fioLog } from './fio-log.ts'
import { fioTerse } from './fio-terse.ts'
import { fioText } from './fio-text.ts'
import { fioIolog, perfReport } from './known.ts'
import type { Parser } from './parser.ts'
import { perfScript } from './perf-script.ts'
import { perfStatCsv } from './perf-stat-csv.ts'
import { perfStatJson } from './perf-stat-json.ts'
import { perfStatText } from './perf-stat-text.ts'
import { procSnapshot } from './proc-snapshot.ts'
import { qmpBlockstats } from './qmp-blockstats.ts'
import { sysstatJson } from './sysstat-json.ts'
import { sysstatText } from './sysstat-text.ts'
import { vmstatText } from './vmstat-text.ts'

/** All formats; the first that recognises a file reads it. */
export const parsers: readonly Parser[] = [
  fioHistogram,
  fioLog,
  fioJson,
  sysstatJson,
  fioText,
  fioTerse,
  perfStatJson,
  perfStatText,
  perfStatCsv,
  sysstatText,
  vmstatText,
  procSnapshot,
  qmpBlockstats,
  perfScript,
  perfReport,
  fioIolog,
  fioJobFile,
]

/** Goes into the key of stored digests: a new number makes all archives read again. */
export const parserVersion = 21
