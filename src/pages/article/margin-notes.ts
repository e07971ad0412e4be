import type { Element, ElementContent, Root } from 'hast'
import { h } from 'hastscript'
import { visit } from 'unist-util-visit'

/**
 * Footnotes go to where they are asked for: below their paragraph, and on a wide page into the
 * margin beside it. A note of one paragraph that is referred to once, from a paragraph of the
 * article or of a list, is such a note; any other stays at the end of the page.
 */
export function marginNotes() {
  return (tree: Root): void => {
    const section = tree.children.find(isSection)
    const list = section?.children.find(isElement('ol'))
    if (!section || !list) return
    const places = findPlaces(tree)
    const notes = list.children.filter(isElement('li'))
    list.children = notes.filter((note, index) => {
      // The number that its reference shows, whichever notes have left the list.
      note.properties.value = String(index + 1)
      const words = toWords(note)
      const [place, ...others] = places.get(String(note.properties.id)) ?? []
      if (!words || !place || others.length > 0) return true
      place.paragraph.children.push(toNote(place.reference, words))
      return false
    })
    if (list.children.length === 0) tree.children = tree.children.filter(node => node !== section)
  }
}

interface NoteSpot {
  paragraph: Element
  /** The link within `sup`. */
  reference: Element
}

/** Where each note is referred to, by its id; undefined for a place that has no margin. */
function findPlaces(tree: Root): Map<string, (NoteSpot | undefined)[]> {
  const places = new Map<string, (NoteSpot | undefined)[]>()
  for (const block of tree.children) {
    const isText = ['p', 'ul', 'ol'].some(name => isElement(name)(block))
    visit(block, 'element', (sup, _, parent) => {
      const reference = sup.tagName === 'sup' ? sup.children.find(isElement('a')) : undefined
      if (reference?.properties.dataFootnoteRef === undefined) return
      const paragraph = [isElement('p'), isElement('li')].some(is => parent && is(parent))
      const place = isText && paragraph ? { paragraph: parent as Element, reference } : undefined
      const id = String(reference.properties.href).slice(1)
      places.set(id, [...(places.get(id) ?? []), place])
    })
  }
  return places
}

/** What a note of one paragraph says, without the way back; undefined for a longer one. */
function toWords({ children }: Element): ElementContent[] | undefined {
  const [only, ...others] = children.filter(child => child.type === 'element')
  if (only?.tagName !== 'p' || others.length > 0) return undefined
  const isBack = (child: ElementContent) =>
    child.type === 'element' && child.properties.dataFootnoteBackref !== undefined
  return only.children.filter(child => !isBack(child))
}

function toNote({ properties, children }: Element, words: ElementContent[]): Element {
  const id = String(properties.href).slice(1)
  properties.ariaDescribedBy = [id]
  return h('span.sidenote', { id, role: 'note' }, [h('b', children), ' ', ...words])
}

function isSection(node: { type: string }): node is Element {
  return isElement('section')(node) && node.properties.dataFootnotes !== undefined
}

function isElement(name: string) {
  return (node: { type: string }): node is Element =>
    node.type === 'element' && (node as Element).tagName === name
}
