import type { ElementContent, Root, RootContent } from 'hast'
import { h } from 'hastscript'
import { withoutControls } from '../../format/escape-markup.ts'
import type { Printed } from '../../format/printed.ts'
import { typesetText } from '../article/typeset.ts'
import { compileTemplate, TemplateError } from './compile-template.ts'
import type { Helpers } from './expression.ts'
import { type Part, Scope } from './scope.ts'
import { TreeBuilder } from './tree-builder.ts'

/** Templates by name, such as `page` for `templates/page.hbs`; each makes a tree. */
export type Templates = (name: string, view: View) => Root

/** What a template is given: formatted text, trees, yes or no, and lists of these. */
export type View = { [name: string]: Viewed }
export type Viewed =
  | string
  | Printed
  | boolean
  | undefined
  | Root
  | Viewed[]
  | { [name: string]: Viewed }

/** @param shared what every template has, as `@NAME` */
export function toTemplates(sources: { [name: string]: string }, shared: View = {}): Templates {
  const templates = new Map(
    Object.entries(sources).map(([name, source]) => [name, compileOnce(name, source)]),
  )
  return (name, view) => {
    const template = templates.get(name)
    if (!template) throw new Error(`no template ${name}.hbs`)
    const tree = new TreeBuilder()
    template(tree, new Scope(view, shared, new Map(templates)))
    const [open] = tree.unclosed()
    if (open) throw new TemplateError(`${name}.hbs: Unexpected end, expected \`</${open}>\``)
    return tree.root
  }
}

const compiled = new Map<string, Part>()

/** Templates hold nothing of a site, so those of the build before are good while their text is. */
function compileOnce(name: string, source: string): Part {
  const key = `${name}\n${source}`
  const known = compiled.get(key)
  if (known) return known
  const made = compileTemplate(source, `${name}.hbs`, helpers)
  compiled.set(key, made)
  return made
}

const helpers: Helpers = {
  set: text => typesetText(String(text ?? '')),
  dates: text => toTree(String(text ?? ''), /\b(\d{4}-\d\d-\d\d)\b/, date => h('time', date)),
  code: text => toTree(String(text ?? ''), /`([^`]+)`/, code => h('code', code)),
}

/**
 * Text with elements for what is found in it: `2026-11-23` as a `time`, which the style keeps on
 * one line, and words of code between backticks.
 */
function toTree(text: string, find: RegExp, make: (found: string) => ElementContent): Root {
  const parts = withoutControls(text).split(find)
  const children = parts.map(
    (part, at): ElementContent => (at % 2 === 0 ? { type: 'text', value: part } : make(part)),
  )
  return toRoot(children)
}

export function toRoot(children: RootContent[]): Root {
  return { type: 'root', children }
}
