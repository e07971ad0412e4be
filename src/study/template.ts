/**
 * A path template such as `round-{repeat}.tar.gz/{engine}/{workload}`: each `{name}` stands
 * for a part of one folder or file name, and everything below the path belongs to it. With a `*`
 * at the end, so does everything whose name goes on: `{engine}-{repeat}*`. `*` alone is all there
 * is.
 *
 * @param known words that a name may stand for: they are taken whole, marks in them or not, and
 *   before any other word
 */
export function compileTemplate(
  template: string,
  known: { [name: string]: readonly string[] } = {},
): (path: string) => TemplateMatch | undefined {
  const names: string[] = []
  const pattern = template
    .replace(/\/$|\*$/, '')
    .split(/(\{[^}]*\})/)
    .map(part => {
      const name = /^\{(.*)\}$/.exec(part)?.[1]
      if (name === undefined) return literally(part)
      if (names.includes(name)) return `\\k<p${names.indexOf(name)}>`
      names.push(name)
      const words = [...(known[name] ?? [])].sort((a, b) => b.length - a.length).map(literally)
      return `(?<p${names.length - 1}>${[...words, '[^/]+?'].join('|')})`
    })
    .join('')
  if (template === '*') return path => ({ values: {}, rest: path })
  const end = template.endsWith('*') ? '(?<rest>(?:[^A-Za-z0-9].*)?)' : '(?:/(?<rest>.*))?'
  const expression = new RegExp(`^${pattern}${end}$`)
  return path => {
    const groups = expression.exec(path)?.groups
    if (!groups) return undefined
    const values = Object.fromEntries(names.map((name, index) => [name, groups[`p${index}`] ?? '']))
    return { values, rest: groups.rest ?? '' }
  }
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
}

export interface TemplateMatch {
  /** `{repeat: '3', engine: 'psync', workload: 'iops'}` */
  values: { [name: string]: string }
  /** What follows: the path of a file inside the run. */
  rest: string
}

/** `perf-cpu.*` against a file name; `*` stands for anything. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
