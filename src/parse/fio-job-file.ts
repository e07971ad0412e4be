import { head, toLines } from './input.ts'
import type { Parser } from './parser.ts'
import type { FioJobFile } from './record.ts'

/** Parse fio's job file: ini with bare flags, `#` and `;` comments, repeated sections. */
export const fioJobFile: Parser = {
  format: 'fio-job-file',
  describes: 'job file of fio',
  recognises: input => {
    const start = head(input.text)
    return /^\[[^\]]+\]\s*$/m.test(start) && /^(ioengine|rw|readwrite|bs|iodepth)\s*=/m.test(start)
  },
  parse: input => {
    const sections: FioJobFile['sections'] = []
    for (const [index, text] of toLines(input.text).entries()) {
      const heading = /^\s*\[([^\]]+)\]/.exec(text)
      const option = /^\s*([a-z_][\w-]*)\s*(?:=\s*(.*?))?\s*$/i.exec(text.replace(/[;#].*/, ''))
      if (heading?.[1]) sections.push({ name: heading[1], line: index + 1, options: {} })
      else if (option?.[1]) {
        const section = sections.at(-1)
        if (section) section.options[option[1]] = option[2] ?? ''
      }
    }
    return { records: [{ kind: 'fio-job-file', place: { line: 1 }, sections }], remarks: [] }
  },
}
