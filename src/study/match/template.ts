/**
 * A path template such as `round-{repeat}.tar.gz/{engine}/{workload}`: each `{name}` stands
 * for a part of one folder or file name, `*` for anything within one, and everything below the
 * path belongs to it. With a `*` at the end, so does everything whose name goes on: behind a
 * `{name}` it goes on with what is no letter and no digit, so that `{engine}-{repeat}*` takes the
 * whole of `10`. `*` alone is all there is.
 *
 * @param known words that a name may stand for: they are taken whole, marks in them or not, and
 *   before any other word
 */
export function compileTemplate(
  template: string,
  known: { [name: string]: readonly string[] } = {},
): (path: string) => TemplateMatch | undefined {
  if (template === '*') return path => ({ values: {}, rest: path })
  const { names, pattern, end } = toPattern(template, known)
  const expression = new RegExp(`^${pattern}${end}$`)
  return path => {
    const groups = expression.exec(path)?.groups
    if (!groups) return undefined
    const values = Object.fromEntries(names.map((name, index) => [name, groups[`p${index}`] ?? '']))
    return { values, rest: groups.rest ?? '' }
  }
}

export interface TemplateMatch {
  /** `{repeat: '3', engine: 'psync', workload: 'iops'}` */
  values: { [name: string]: string }
  /** What follows: the path of a file inside the run. */
  rest: string
}

/** A path of a run sheet, in which braces are no names: what follows where another is at or below it. */
export function compilePath(path: string): (other: string) => string | undefined {
  if (!path.includes('*')) {
    return other => (isBelow(other, path) ? other.slice(path.length + 1) : undefined)
  }
  const match = compileTemplate(path.replaceAll('{', '\0'))
  return other => match(other.replaceAll('{', '\0'))?.rest.replaceAll('\0', '{')
}

/** Whether a path is a folder, or is below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function toPattern(template: string, known: { [name: string]: readonly string[] }) {
  const names: string[] = []
  const body = template.replace(/\/$|\*$/, '')
  const pattern = body
    .split(/(\{[^}]*\}|\*)/)
    .map(part => {
      if (part === '*') return '[^/]*'
      const name = /^\{(.*)\}$/.exec(part)?.[1]
      if (name === undefined) return literally(part)
      if (names.includes(name)) return `\\k<p${names.indexOf(name)}>`
      names.push(name)
      const words = [...(known[name] ?? [])].sort((a, b) => b.length - a.length).map(literally)
      return `(?<p${names.length - 1}>${[...words, '[^/]+?'].join('|')})`
    })
    .join('')
  const open = body.endsWith('}') ? '(?<rest>(?:[^A-Za-z0-9].*)?)' : '(?<rest>.*)'
  return { names, pattern, end: template.endsWith('*') ? open : '(?:/(?<rest>.*))?' }
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
}

/** How far a template and a path agree, and how each goes on from there. */
export interface Agreement {
  template: [agrees: string, goesOn: string]
  path: [agrees: string, goesOn: string]
}

/**
 * Where a path that a template does not match leaves it: the longest beginning of the template
 * that some beginning of the path matches.
 */
export function findAgreement(template: string, path: string): Agreement {
  const steps = template.match(/\{[^}]*\}|[^{]/g) ?? []
  for (let length = steps.length; length > 0; length -= 1) {
    const begin = steps.slice(0, length).join('')
    // A name at the end takes what it can get, and a `*` as well.
    const expression = new RegExp(`^${toPattern(`${begin}/`, {}).pattern.replace(/\+\?\)$/, '+)')}`)
    const [agrees] = expression.exec(path) ?? []
    if (agrees === undefined) continue
    return {
      template: [begin, steps.slice(length).join('')],
      path: [agrees, path.slice(agrees.length)],
    }
  }
  return { template: ['', template], path: ['', path] }
}

/** `perf-cpu.*` against a file name; `*` stands for anything. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
