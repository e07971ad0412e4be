import { expect, test } from 'vitest'
import { toTemplates } from '../../src/pages/templates.ts'

test('what a template is given reaches the page as text, without control characters', () => {
  const write = toTemplates({ page: '<p title="{{a}}">{{a}}{{{dates a}}}{{{code a}}}</p>' })
  const a = '<b>"\u001b[31m\u0007\u009b\n'
  const text = '&lt;b&gt;&quot;·[31m··\n'
  expect(write('page', { a })).toBe(`<p title="${text}">${text.repeat(3)}</p>`)
})
