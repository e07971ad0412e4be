import { all, create } from './dom.ts'

/** The words of each section, in the order of the list. */
declare const technoteWords: string[]

/**
 * Narrow the list of sections down to those that hold every word typed, with the headings that
 * hold one first. A `?q=` in the address is looked for at once.
 */
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
  const found = items.filter(({ words }) => asked.every(word => words.includes(word)))
  const isNamed = ({ heading }: (typeof items)[number]) =>
    asked.some(word => heading.includes(word))
  const first = asked.length > 0 ? found.filter(isNamed) : []
  const ordered = [...first, ...found.filter(entry => !first.includes(entry))]
  for (const { item, text } of ordered) {
    item.querySelector('p')?.remove()
    if (asked[0]) item.append(create('p', { textContent: excerpt(text, asked[0]) }))
  }
  list?.replaceChildren(...ordered.map(({ item }) => item))
  const status = document.querySelector('#found')
  const count = `${ordered.length} ${ordered.length === 1 ? 'section' : 'sections'}`
  if (status) status.textContent = asked.length > 0 ? count : ''
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
