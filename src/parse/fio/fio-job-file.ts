import { toLines } from '../input.ts'
import type { Parser } from '../parser.ts'
import type { FioJobFile } from '../record.ts'

/**
 * Parse fio's job file: ini with bare flags, `#` and `;` comments, repeated sections,
 * `include FILE`, and `${VARIABLE}` of the environment, which stays as it is typed.
 */
export const fioJobFile: Parser = {
  format: 'fio-job-file',
  describes: 'job file of fio',
  recognises: input => {
    const start = input.head
    return (
      !isInScript(start) &&
      /^[ \t]*\[[^\]\n]+\][ \t]*\r?$/m.test(start) &&
      /^[ \t]*(ioengine|rw|readwrite|bs|blocksize|iodepth|filename|size|rate|numjobs)[ \t]*=/m.test(
        start,
      )
    )
  },
  parse: input => {
    const sections: FioJobFile['sections'] = []
    const includes: string[] = []
    for (const [index, text] of toLines(input.text).entries()) {
      const line = index + 1
      const heading = /^\s*\[([^\]]+)\]/.exec(text)?.[1]
      const included = /^include\s+(.*)$/.exec(text.trim())?.[1]
      if (heading !== undefined) sections.push({ name: heading, line, options: {} })
      else if (included !== undefined) includes.push(included)
      else addOption(sections, text, line)
    }
    const variables = [...new Set([...input.text.matchAll(/\$\{(\w+)\}/g)].map(m => m[1] ?? ''))]
    return {
      records: [{ kind: 'fio-job-file', place: { line: 1 }, sections, includes, variables }],
      remarks: [],
    }
  },
}

/** Whether a script writes the job file: `cat > job.fio <<EOF` stands above its first section. */
function isInScript(text: string): boolean {
  const firstSection = text.search(/^[ \t]*\[[^\]\n]+\][ \t]*\r?$/m)
  return /<<-?[ \t]*["'\\]?\w+/.test(text.slice(0, Math.max(firstSection, 0)))
}

function addOption(sections: FioJobFile['sections'], text: string, line: number): void {
  const uncommented = text.replace(/^\s*[;#].*|\s[;#].*/, '')
  const [, name, value = ''] = /^([a-z_][\w-]*)\s*(?:=\s*(.*))?$/i.exec(uncommented.trim()) ?? []
  if (name === undefined) return
  if (sections.length === 0) sections.push({ name: '', line, options: {} })
  const section = sections.at(-1)
  if (section) section.options[name] = value
}
