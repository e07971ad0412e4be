import { fioJobFile } from './fio-job-file.ts'
import { fioJson } from './fio-json.ts'
import { fioLog } from './fio-log.ts'
import { mpstatJson } from './mpstat-json.ts'
import type { Parser } from './parser.ts'
import { perfScript } from './perf-script.ts'
import { perfStatCsv } from './perf-stat-csv.ts'
import { perfStatJson } from './perf-stat-json.ts'
import { perfStatText } from './perf-stat-text.ts'

/** All formats; the first that recognises a file reads it. */
export const parsers: readonly Parser[] = [
  fioJson,
  mpstatJson,
  perfStatJson,
  perfStatText,
  perfStatCsv,
  perfScript,
  fioLog,
  fioJobFile,
]

/** Goes into the key of stored digests: a new number makes all archives read again. */
export const parserVersion = 1
