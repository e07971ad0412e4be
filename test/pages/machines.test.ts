import { expect, test } from 'vitest'
import type { Platform } from '../../src/environment/platform.ts'
import { printHtml } from '../../src/format/html.ts'
import { renderMarkdown } from '../../src/pages/article/markdown.ts'
import { templates } from '../helpers/pages.ts'

const capture = (entry: string, text: string) => ({
  host: 'server',
  repeat: '',
  file: { archive: 'a.tar.gz', entry },
  text,
})

const platform = {
  id: 'lab',
  manifest: { title: 'The lab' },
  hosts: [
    {
      id: 'lab-server',
      role: 'server',
      label: 'The server',
      declared: {},
      captures: [
        capture('lscpu.txt', 'Architecture: x86_64\nCPU(s): 8\nModel name: A CPU of some kind\n'),
        capture('uname.txt', 'Linux server 6.1.0-9-amd64 #1 SMP x86_64 GNU/Linux\n'),
      ],
    },
    { id: 'lab-switch', role: 'switch', label: 'The switch', declared: {}, captures: [] },
  ],
} as unknown as Platform

async function write(text: string) {
  const source = { name: 'p', file: 'site/p.md', text }
  const context = { templates, glossary: [], platforms: [platform] }
  const { body, messages } = await renderMarkdown(source, 'p.html', [], context)
  return { messages, html: printHtml(body) }
}

test('facts of a host stand in a column, each leading to its line on the page of captures', async () => {
  const { messages, html } = await write(
    '::machines{of=lab facts="cpu-model cpu-count nic-speed" page=tables-machines}',
  )
  expect(messages).toEqual([])
  expect(html).toContain('The server')
  expect(html).not.toContain('The switch')
  expect(html).toMatch(
    /<a href="tables-machines\.html#environment-lab-server-0-L3"><code>A CPU of some kind<\/code><\/a>/,
  )
  expect(html).toContain('<code>8</code>')
  expect(html.match(/not said/g)).toHaveLength(1)
})

test.each([
  ['::machines{of=labs facts=cpu-model page=p}', 'unknown-environment', 'did you mean `lab`'],
  ['::machines{of=lab facts=cpu-modle page=p}', 'unknown-fact', 'did you mean `cpu-model`'],
  ['::machines{of=lab facts=cpu-model}', 'missing-attribute', 'page=tables-machines'],
  ['::machines{facts=cpu-model page=p}', 'missing-attribute', 'expected some of lab'],
])('%s stops the build, and says what to write', async (text, rule, way) => {
  const { messages } = await write(text)
  expect(messages).toMatchObject([{ rule, line: 1, severity: 'error' }])
  expect(messages[0]?.reason).toContain(way)
})
