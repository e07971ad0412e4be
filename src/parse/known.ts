import type { Parser } from './parser.ts'

/** Output of the tools that is no measurement we use: told apart, so that nobody wonders. */

export const perfReport: Parser = {
  format: 'perf-report',
  describes: 'perf report --stdio, a profile for people',
  recognises: input => {
    const start = input.head
    return (
      /^# (Overhead\s|Samples:|Total Lost Samples|captured on\s*:)/m.test(start) &&
      !/Performance counter stats/.test(start)
    )
  },
  parse: () => ({ records: [], remarks: [] }),
}

export const fioIolog: Parser = {
  format: 'fio-iolog',
  describes: 'I/Os to be replayed by fio, not a measurement',
  recognises: input => /^fio version \d+ iolog/.test(input.text),
  parse: () => ({ records: [], remarks: [] }),
}
