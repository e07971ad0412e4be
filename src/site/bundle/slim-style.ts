/**
 * A style sheet for one page that has its fonts inside: without rules for classes that neither the
 * page nor its script has, without fonts that only stand in until others are loaded, and without
 * spaces and comments that only its authors need. It reads what people write here: no braces or
 * comments in strings.
 *
 * @param hasClass whether the page or its script may have a class
 */
export function slimStyle(css: string, hasClass: (name: string) => boolean): string {
  return splitRules(css.replaceAll(/\/\*[\s\S]*?\*\//g, ''))
    .map(rule => slimRule(rule, hasClass))
    .join('')
}

/** A rule, or what stands before it up to its brace or semicolon. */
interface Rule {
  head: string
  /** Without its braces. */
  body?: string
}

function splitRules(css: string): Rule[] {
  const rules: Rule[] = []
  let depth = 0
  let start = 0
  let open = 0
  for (const { index, 0: brace } of css.matchAll(/[{}]/g)) {
    if (brace === '{' && depth++ === 0) open = index
    if (brace === '}' && --depth === 0) {
      rules.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, index) })
      start = index + 1
    }
  }
  return rules
}

function slimRule({ head, body = '' }: Rule, hasClass: (name: string) => boolean): string {
  if (/^@media/.test(head)) {
    const inner = slimStyle(body, hasClass)
    return inner === '' ? '' : `${head.replaceAll(/: /g, ':')}{${inner}}`
  }
  if (head === '@font-face' && /src: local\(/.test(body)) return ''
  const selectors = splitList(head).filter(selector => classesOf(selector).every(hasClass))
  if (selectors.length === 0) return ''
  const selector = selectors
    .join(',')
    .replaceAll(/ ([>+]) /g, '$1')
    .replaceAll(', ', ',')
  return `${selector}{${slimDeclarations(body)}}`
}

/** At commas that are not in brackets. */
function splitList(selectors: string): string[] {
  return selectors.match(/(?:[^,()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g)?.map(trim) ?? []
}

const trim = (text: string) => text.trim()

/** Those that an element must have: in brackets stand alternatives, and what it must not have. */
function classesOf(selector: string): string[] {
  let bare = selector
  while (bare.includes('(')) bare = bare.replaceAll(/\([^()]*\)/g, '')
  return [...bare.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name)
}

function slimDeclarations(body: string): string {
  return body
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};]) ?/g, '$1')
    .replaceAll(/(^|[;{])([\w-]+): /g, '$1$2:')
    .replaceAll(/, /g, ',')
    .replaceAll(/;(?=\}|$)/g, '')
}
