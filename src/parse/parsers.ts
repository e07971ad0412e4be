import { fioHistogram } from './fio/fio-histogram.ts'
import { fioJobFile } from './fio/fio-job-file.ts'
import { fioJson } from './fio/fio-json.ts'
import { fioLog } from './fio/fio-log.ts'
import { fioTerse } from './fio/fio-terse.ts'
import { fioText } from './fio/fio-text.ts'
import { procSnapshot } from './host/proc-snapshot.ts'
import { vmstatText } from './host/vmstat-text.ts'
import { fioIolog, perfReport } from './known.ts'
import type { Parser } from './parser.ts'
import { perfScript } from './perf/perf-script.ts'
import { perfStatCsv } from './perf/perf-stat-csv.ts'
import { perfStatJson } from './perf/perf-stat-json.ts'
import { perfStatText } from './perf/perf-stat-text.ts'
import { qmpBlockstats } from './qemu/qmp-blockstats.ts'
import { sysbenchFileio } from './sysbench/sysbench-fileio.ts'
import { sysstatJson } from './sysstat/sysstat-json.ts'
import { sysstatText } from './sysstat/sysstat-text.ts'

/** All formats; the first that recognises a file reads it. Those that read it as it comes are the first. */
export const parsers: readonly Parser[] = [
  fioHistogram,
  fioLog,
  perfScript,
  fioJson,
  sysstatJson,
  fioText,
  fioTerse,
  sysbenchFileio,
  perfStatJson,
  perfStatText,
  perfStatCsv,
  sysstatText,
  vmstatText,
  procSnapshot,
  qmpBlockstats,
  perfReport,
  fioIolog,
  fioJobFile,
]

/** Goes into the key of stored digests: a new number makes all archives read again. */
export const parserVersion = 25
