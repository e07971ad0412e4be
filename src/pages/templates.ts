import Handlebars from 'handlebars'
import { thinSpace } from '../format/number.ts'
import { narrowSpace, typesetText } from './typeset.ts'

/** Templates by name, such as `page` for `templates/page.hbs`. They get strings only. */
export type Templates = (name: string, view: View) => string

/** What a template is given: formatted text, yes or no, and lists of these. */
export type View = { [name: string]: Viewed }
export type Viewed = string | boolean | undefined | Viewed[] | { [name: string]: Viewed }

/**
 * Templates escape what they are given. In HTML a thin space would break a line between number
 * and unit, so there it is one that does not.
 *
 * @param shared what every template has, as `@NAME`
 */
export function toTemplates(sources: { [name: string]: string }, shared: View = {}): Templates {
  const handlebars = Handlebars.create()
  handlebars.registerPartial(sources)
  handlebars.registerHelper('dates', text => setDates(String(text)))
  handlebars.registerHelper('code', text => setCode(String(text)))
  handlebars.registerHelper('set', text => typesetText(String(text)))
  const compiled = new Map(
    Object.entries(sources).map(([name, source]) => [
      name,
      handlebars.compile(source, {
        strict: false,
        knownHelpersOnly: true,
        knownHelpers: { code: true, dates: true, set: true },
        preventIndent: true,
      }),
    ]),
  )
  return (name, view) => {
    const template = compiled.get(name)
    if (!template) throw new Error(`no template ${name}.hbs`)
    return template(view, { data: shared }).replaceAll(thinSpace, narrowSpace)
  }
}

const entities: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
}

/** Markup; and control characters, which HTML may not hold and whose bearers are names of files. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
const special = /[&<>"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g

/**
 * For text, and for attributes in quotes, which all of ours are. Handlebars itself would write
 * each `=` as six characters, and captures are full of them. It has one escape for all instances.
 */
function escapeHtml(value: unknown): string {
  return String(value ?? '').replaceAll(special, character => entities[character] ?? '\u00b7')
}
Handlebars.Utils.escapeExpression = escapeHtml

/** `2026-11-23` as a `time`, which the style keeps on one line: a hyphen would let it break. */
function setDates(text: string): string {
  return escapeHtml(text).replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '<time>$&</time>')
}

/** Messages have words of code between backticks. */
function setCode(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}
