import { toMailLines } from '../input.ts'
import type { Parsed, Parser } from '../parser.ts'
import type { FioJob } from '../record.ts'
import { FioTextReader } from './fio-text-reader.ts'
import { fioReporter } from './reporter.ts'

const result = /^: \(groupid=(\d+), jobs=\d+\): err=\s*(\d+)\b.*?: pid=(\d+): (.*)$/
const version = /^(fio-\d[\w.-]*)$/
const plan = /^(.*?): \(g=\d+\): (rw=.*)$/

/**
 * Parse what fio prints for people, of 2.x and 3.x.
 *
 * Its IOPS are rounded (`294k`): the I/Os are those of the `issued` line, the time that behind
 * the bytes. fio 2.x writes KB where it means 1024. The unit of latencies changes from line to
 * line. Progress is overwritten with carriage returns, and may share a line with a result.
 */
export const fioText: Parser = {
  format: 'fio-text',
  describes: 'fio, as printed',
  reportOf: fioReporter,
  recognises: input => /\(groupid=\d+, jobs=\d+\): err=/.test(input.text),
  parse: input => parseFioText(input.text),
}

function parseFioText(text: string): Parsed {
  const options = new Map<string, { [option: string]: string }>()
  const readers: FioTextReader[] = []
  let tool = 'fio'
  for (const { text: line, number } of toMailLines(text)) {
    const [, planned = '', settings] = plan.exec(line) ?? []
    const { name, group, error, process, written } = toHeading(line) ?? {}
    const read = readers.at(-1)
    tool = version.exec(line.trim())?.[1] ?? tool
    if (settings !== undefined) options.set(planned, toOptions(settings))
    else if (name !== undefined) {
      readers.push(
        new FioTextReader({
          kind: 'fio-job',
          place: { line: number },
          tool,
          name,
          error: Number(error),
          options: options.get(name) ?? {},
          directions: [],
          usage: [],
          group: Number(group),
          process,
          reportedAtLocal: written ?? '',
        }),
      )
    } else if (/^Run status group|^Disk stats/.test(line)) read?.end()
    else read?.readLine(line, number)
  }
  const records = readers.map(reader => reader.job).filter(job => !isSumOfClients(job))
  const refused = records.filter(job => job.directions.length === 0 && job.error === 0)
  return {
    records,
    remarks: refused.map(({ name, place }) => ({
      severity: 'warning',
      rule: 'truncated-fio-text',
      reason: `Unexpected end of the result of job \`${name}\`, expected what it read or wrote; fio was probably killed, repeat the run`,
      ...place,
    })),
  }
}

/** A client adds up what its servers said, as a job without a process. */
function isSumOfClients({ name, process }: FioJob): boolean {
  return name === 'All clients' && process === '0'
}

/** Progress may stand before the name of the job, up to `[eta 00m:00s]`. */
function toHeading(line: string) {
  const at = line.indexOf(': (groupid=')
  const [, group, error, process, written] = at === -1 ? [] : (result.exec(line.slice(at)) ?? [])
  if (group === undefined) return undefined
  const before = line.slice(0, at)
  const name = before.slice(before.includes('[eta ') ? before.lastIndexOf(']') + 1 : 0).trim()
  return { name, group, error, process, written: written?.trim() }
}

/** `rw=randread, bs=(R) 4096B-4096B, …, ioengine=libaio, iodepth=16` */
function toOptions(settings: string): { [option: string]: string } {
  const pairs = [...settings.slice(0, 2000).matchAll(/(\w+)=(.*?)(?=, \w+=|$)/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.trim()]))
}
