import { unescapeMarkup } from '../../format/escape-markup.ts'
import type { TreeBuilder } from './tree-builder.ts'

/** Where in the markup a template is: between tags, within a start tag, or within a value. */
export type Position = 'content' | 'tag' | 'value'

/** A step in the making of a tree. */
export type Build = (tree: TreeBuilder) => void

/** What is said of markup that cannot be. */
export class MarkupError extends Error {}

interface Rule {
  find: RegExp
  /** Where the template is behind it. */
  next?: Position
  build?(found: string): Build
}

/** What may stand at each position; the first that fits is taken. */
const rules: { [position in Position]: Rule[] } = {
  content: [
    { find: /<!doctype html>/iy, build: () => tree => tree.doctype() },
    { find: /<!--[\s\S]*?-->/y },
    { find: /<\/([a-z][\w-]*)\s*>/iy, build: toEnd },
    { find: /<([a-z][\w-]*)/iy, next: 'tag', build: name => tree => tree.start(name) },
    { find: /((?:[^<]|<(?![a-z/!]))+)/iy, build: toText },
  ],
  tag: [
    { find: /\s+/y },
    {
      find: /([^\s"'<>/=]+)\s*=\s*"/y,
      next: 'value',
      build: name => tree => tree.attribute(name),
    },
    { find: /([^\s"'<>/=]+)(?!\s*=)/y, build: toFlag },
    { find: /\/?>/y, next: 'content', build: () => tree => tree.endStart() },
  ],
  value: [
    { find: /"/y, next: 'tag', build: () => tree => tree.endAttribute() },
    { find: /([^"]+)/y, build: toText },
  ],
}

/**
 * Read a piece of a template, which a person wrote: well-formed HTML with values in double quotes.
 *
 * @param from where the piece begins
 */
export function scanMarkup(piece: string, from: Position): { steps: Build[]; position: Position } {
  const steps: Build[] = []
  let position = from
  let at = 0
  while (at < piece.length) {
    const found = match(piece, at, rules[position])
    if (!found) {
      const [line = ''] = piece.slice(at).split('\n')
      throw new MarkupError(
        `Unexpected \`${line.slice(0, 40)}\`, expected well-formed HTML with values in double quotes`,
      )
    }
    const { rule, text, name } = found
    if (rule.build) steps.push(rule.build(name))
    at += text.length
    position = rule.next ?? position
  }
  return { steps, position }
}

function match(piece: string, at: number, candidates: Rule[]) {
  for (const rule of candidates) {
    rule.find.lastIndex = at
    const [text, name = ''] = rule.find.exec(piece) ?? []
    if (text !== undefined) return { rule, text, name }
  }
  return undefined
}

function toText(markup: string): Build {
  const text = unescapeMarkup(markup)
  return tree => tree.text(text)
}

function toFlag(name: string): Build {
  return tree => {
    tree.attribute(name)
    tree.endAttribute()
  }
}

function toEnd(name: string): Build {
  return tree => {
    const open = tree.end(name)
    if (open !== undefined) {
      throw new MarkupError(`Unexpected \`</${name}>\`, expected the end of \`${open}\``)
    }
  }
}
