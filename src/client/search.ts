import { all, create } from './dom.ts'

/** The words of each section, in the order of the list. */
declare const technoteWords: string[]

/** Each term of the glossary with its other names. */
declare const technoteNames: string[][]

/**
 * Narrow the list of sections down to those that hold every word typed, or another name of the same
 * thing, with the headings that hold one first. A `?q=` in the address is looked for at once.
 */
const names = technoteNames.map(group => group.map(name => name.toLowerCase()))
const form = document.querySelector<HTMLFormElement>('.search')
const input = form?.querySelector('input')
const list = document.querySelector('.sections')
const items = all('.sections > li').map((item, index) => {
  const heading = (item.querySelector('a')?.textContent ?? '').toLowerCase()
  const text = technoteWords[index] ?? ''
  return { item, heading, text, words: `${heading} ${text}`.toLowerCase() }
})

function search(): void {
  const asked = (input?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const meant = asked.map(toNames)
  const holds = (text: string) => (same: string[]) => same.some(name => text.includes(name))
  const found = items.filter(({ words }) => meant.every(holds(words)))
  const isNamed = ({ heading }: (typeof items)[number]) => meant.some(holds(heading))
  const first = asked.length > 0 ? found.filter(isNamed) : []
  const ordered = [...first, ...found.filter(entry => !first.includes(entry))]
  for (const { item, text } of ordered) {
    item.querySelector('p')?.remove()
    const word = meant[0]?.find(name => text.toLowerCase().includes(name)) ?? asked[0]
    if (word) item.append(create('p', { textContent: excerpt(text, word) }))
  }
  list?.replaceChildren(...ordered.map(({ item }) => item))
  const status = document.querySelector('#found')
  if (status) status.textContent = asked.length > 0 ? tell(ordered.length, asked) : ''
}

/** `throughput`: the word itself, and the names of each term of which it is one. */
function toNames(word: string): string[] {
  return [word, ...names.filter(group => group.includes(word)).flat()]
}

/** How many sections there are; where there is none, what would find some. */
function tell(count: number, asked: string[]): string {
  if (count > 0) return `${count} ${count === 1 ? 'section' : 'sections'}`
  const isNear = (name: string) =>
    asked.some(word => word.length > 2 && name.toLowerCase().startsWith(word.slice(0, 3)))
  const near = technoteNames.flat().filter(isNear)
  const words = near.length > 0 ? `one of these: ${near.slice(0, 5).join(', ')}` : 'another word'
  return `Nothing found. Try ${asked.length > 1 ? 'fewer words, or ' : ''}${words}.`
}

/** Some words on both sides of the first that was asked for. */
function excerpt(words: string, word: string): string {
  const at = Math.max(0, words.toLowerCase().indexOf(word))
  const start = Math.max(0, words.lastIndexOf(' ', Math.max(0, at - 60)))
  const end = words.indexOf(' ', at + word.length + 80)
  return `${start > 0 ? '… ' : ''}${words.slice(start, end < 0 ? undefined : end).trim()}${end < 0 ? '' : ' …'}`
}

if (form && input) {
  form.hidden = false
  form.addEventListener('submit', event => event.preventDefault())
  input.addEventListener('input', search)
  input.value = new URLSearchParams(location.search).get('q') ?? ''
  search()
}
