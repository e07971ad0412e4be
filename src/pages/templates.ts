import Handlebars from 'handlebars'
import { escapeMarkup } from '../format/escape-markup.ts'
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

/** Handlebars itself would write each `=` as six characters. It has one escape for all instances. */
Handlebars.Utils.escapeExpression = (value: unknown) => escapeMarkup(String(value ?? ''))

/** `2026-11-23` as a `time`, which the style keeps on one line: a hyphen would let it break. */
function setDates(text: string): string {
  return escapeMarkup(text).replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '<time>$&</time>')
}

/** Messages have words of code between backticks. */
function setCode(text: string): string {
  return escapeMarkup(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}
