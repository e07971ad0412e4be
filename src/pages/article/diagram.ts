import type { Root } from 'hast'
import { type Diagram, drawDiagram } from '../../charts/diagram/draw-diagram.ts'
import { toStandaloneSvg } from '../../charts/render.ts'
import type { OutputFile } from '../../model/output-file.ts'
import { BindError, refuseOthers } from '../bind/bind.ts'

/** A diagram as it stands on the page, and its files: the drawing, and what was typed. */
export interface DrawnDiagram {
  title: string
  description: string
  svg: Root
  /** Wider than a phone: its frame can be reached and scrolled from the keyboard. */
  scrolls: boolean
  /** Wider than the text: it may use the margin. */
  wide: boolean
  files: [svg: OutputFile, text: OutputFile]
}

/** Widths of the text column and of a phone's, in px of the drawing. */
const measure = 608
const phone = 360

/** What an author writes behind ```` ```diagram ````. */
export interface DiagramWords {
  id?: string
  title: string
  description: string
}

/** `title="…" description="…" id=…`, the first two required: they are its text alternative. */
export function readDiagramWords(meta: string): DiagramWords {
  const pattern = /([\w-]+)=(?:"([^"]*)"|([^\s"]+))/g
  const words: { [name: string]: string } = {}
  for (const [, name = '', quoted, plain] of meta.matchAll(pattern)) {
    words[name] = (quoted ?? plain ?? '').trim()
  }
  const rest = meta.replaceAll(pattern, '').trim()
  if (rest !== '') {
    const reason = `Unexpected \`${rest}\` behind \`\`\`diagram, expected title="…" description="…"; put quotes around what has blanks, and no quotes inside`
    throw new BindError('diagram-words', reason)
  }
  refuseOthers(words, ['id', 'title', 'description'])
  const { id, title, description } = words
  if (!title) throw absent('title="…"', 'what it shows in a few words')
  if (!description)
    throw absent('description="…"', 'the same content for a reader who does not see it')
  return { id, title, description }
}

function absent(attribute: string, what: string): BindError {
  const reason = `Unexpected diagram without \`${attribute}\`, expected ${what}; add it behind \`\`\`diagram`
  return new BindError('diagram-words', reason)
}

export function toDiagram(
  { title, description }: DiagramWords,
  text: string,
  id: string,
  pageName: string,
): DrawnDiagram {
  if (text.trim() === '') {
    throw new BindError(
      'empty-diagram',
      'Unexpected diagram without lines, expected box-drawing characters or `+--|` between the fences',
    )
  }
  const diagram = drawDiagram(text)
  const path = `figures/${pageName}/${id}`
  return {
    title,
    description,
    // What is drawn ends its line, as in its file.
    svg: { type: 'root', children: [diagram.svg, { type: 'text', value: '\n' }] },
    scrolls: diagram.width > phone,
    wide: diagram.width > measure,
    files: [
      { path: `${path}.svg`, content: toFile(diagram) },
      { path: `${path}.txt`, content: `${text}\n` },
    ],
  }
}

/** A file has no page to set the size of its text. */
function toFile({ svg, width, height }: Diagram): string {
  return `${toStandaloneSvg(svg, { width, height })}\n`
}
