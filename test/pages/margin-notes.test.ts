import { expect, test } from 'vitest'
import { makeSite } from '../helpers/pages.ts'

async function write(text: string): Promise<string> {
  const { html, broken } = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: { text: 'x' }, a: { text } },
  })
  expect(broken).toEqual([])
  return html('a.html')
}

test('a footnote of one paragraph stands in the paragraph that refers to it', async () => {
  const page = await write('One.[^1] Two.\n\nNext.\n\n[^1]: A *note*.')
  expect(page).toMatch(
    /<p>One\.<sup><a [^>]*aria-describedby="user-content-fn-1"[^>]*>1<\/a><\/sup> Two\.<span class="sidenote" id="user-content-fn-1" role="note"><b>1<\/b> A <em>note<\/em>\. ?<\/span><\/p>/,
  )
  expect(page).not.toContain('class="footnotes"')
  expect(page).not.toContain('data-footnote-backref')
})

test('one of several paragraphs, one used twice and one of a table stay at the end', async () => {
  const page = await write(
    'A[^long] b[^twice] c[^twice] d[^short].\n\n| t |\n| - |\n| e[^table] |\n\n[^long]: One.\n\n    Two.\n\n[^twice]: Again.\n\n[^short]: Short.\n\n[^table]: Of a table.',
  )
  const [, notes = ''] = page.split('class="footnotes"')
  const numbers = [...notes.matchAll(/<li id="user-content-fn-(\w+)" value="(\d)">/g)]
  expect(numbers.map(([, id, value]) => `${id} ${value}`)).toEqual(['long 1', 'twice 2', 'table 4'])
  expect(page.match(/class="sidenote"/g)).toHaveLength(1)
})
