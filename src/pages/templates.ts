import Handlebars from 'handlebars'

/** Templates by name, such as `page` for `templates/page.hbs`. They get strings only. */
export type Templates = (name: string, view: View) => string

/** What a template is given: formatted text, yes or no, and lists of these. */
export type View = { [name: string]: Viewed }
export type Viewed = string | boolean | undefined | Viewed[] | { [name: string]: Viewed }

/** HTML that is finished; anything else is escaped by the template. */
export function toTemplates(sources: { [name: string]: string }): Templates {
  const handlebars = Handlebars.create()
  handlebars.registerPartial(sources)
  const compiled = new Map(
    Object.entries(sources).map(([name, source]) => [
      name,
      handlebars.compile(source, { strict: false, knownHelpersOnly: true, preventIndent: true }),
    ]),
  )
  return (name, view) => {
    const template = compiled.get(name)
    if (!template) throw new Error(`no template ${name}.hbs`)
    return template(view)
  }
}
