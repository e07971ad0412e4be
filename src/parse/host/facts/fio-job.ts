import type { FileRef } from '../../../model/place.ts'
import type { FioJobFile } from '../../record.ts'
import { type Fact, type FactParser, type Found, toFact } from './fact.ts'

/** Parse a job file as text: its sections in order, and what each asks for. */
export const parseFioJob: FactParser = lines => {
  const found: Found[] = []
  const names: { name: string; line: number; options: number }[] = []
  for (const { text, number } of lines) {
    const section = /^\[(.+)\]$/.exec(text.trim())?.[1]
    if (section !== undefined) {
      names.push({ name: section, line: number, options: 0 })
      continue
    }
    const [, option = '', value = 'set'] = /^(\w+)(?:\s*=\s*(\S.*))?$/.exec(text.trim()) ?? []
    const current = names.at(-1)
    if (option === '' || !current) continue
    current.options += 1
    found.push({ ...toKey(option), value, line: number, subject: toSubject(current.name, option) })
  }
  const [first] = names
  if (!first) return []
  const value = names
    .map(({ name, options }) => (options === 0 ? `[${name}] (empty)` : `[${name}]`))
    .join(' ')
  return [{ key: 'fio-sections', value, line: first.line }, ...found]
}

/** The same of a job file that lies among the runs; it is named, since there are many. */
export function toJobFacts(file: FileRef, sections: FioJobFile['sections']): Fact[] {
  const lines = sections.flatMap(({ name, line, options }) => [
    ...(name === '' ? [] : [{ number: line, text: `[${name}]` }]),
    ...Object.entries(options).map(([option, value]) => ({
      number: line,
      text: value === '' ? option : `${option}=${value}`,
    })),
  ])
  return parseFioJob(lines).map(found => toFact(found, file, 'fio-job'))
}

function toKey(option: string): { key: Found['key'] } {
  if (option === 'ioengine') return { key: 'fio-engine' }
  if (option === 'runtime') return { key: 'fio-runtime' }
  return { key: option === 'cpus_allowed' ? 'fio-cpus' : 'fio-option' }
}

function toSubject(section: string, option: string): string {
  return ['ioengine', 'runtime', 'cpus_allowed'].includes(option) ? section : `${section} ${option}`
}
