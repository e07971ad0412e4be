import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import { mergeGlossaries, readGlossary } from '../../src/pages/article/glossary.ts'
import { makeSite } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'
import { repository } from '../helpers/technote.ts'

const yaml = `
IDE: { means: an old interface }
virtio-scsi: { means: a controller }
virtio-scsi-single: { means: one for each disk }
queue depth: { means: how many I/Os are in flight, aliases: [QD] }
policy: { means: a rule, not: [policy of truth] }
vCPU: { means: a CPU of the guest }
io_uring: { means: an interface }
I/O: { means: a read or write }
ring: { means: a queue, everyday: true }
never: { means: not on any page, aliases: [at no time] }
`
const { terms, messages } = readGlossary(yaml, 'site/glossary.yaml', true)

/** The words that are linked in a text, in order, with the anchors they lead to. */
async function linksOf(text: string) {
  const site = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: {}, a: { text } },
    context: { glossary: mergeGlossaries([], terms) },
  })
  const links = [
    ...site
      .html('a.html')
      .matchAll(/<a class="term" href="glossary\.html#([^"]+)"[^>]*>(?:<span[^>]*>)?([^<]+)</g),
  ]
  return { ...site, words: links.map(([, id, word]) => `${word}→${id}`) }
}

test('what a term means is set as text is, with code', async () => {
  const own = readGlossary(
    'governor: { means: "sets a CPU\'s clock: `performance` is 5 % <b>" }',
    'g',
    true,
  )
  const { html } = await makeSite({
    yaml: 'pages: [a]',
    pages: { index: {}, a: { text: 'a governor' } },
    context: { glossary: mergeGlossaries([], own.terms) },
  })
  expect(html('glossary.html')).toContain(
    '<p>sets a CPU’s clock: <code>performance</code> is 5\u202f% &lt;b></p>',
  )
})

describe('words of the glossary', () => {
  test('the glossary itself is read', () => {
    expect(messages).toEqual([])
    expect(terms).toHaveLength(10)
  })

  test.each([
    ['An IDE disk, not ide, IDEs or IDE-like or idea.', ['IDE→ide']],
    ['IDEs.', ['IDEs→ide']],
    [
      'virtio-scsi-single, then virtio-scsi.',
      ['virtio-scsi-single→virtio-scsi-single', 'virtio-scsi→virtio-scsi'],
    ],
    ['The virtio-scsi-pci device and a/virtio-scsi and virtio-scsi.native', []],
    ['Queue depths: queue depth, QD.', ['Queue depths→queue-depth']],
    ['qd, Queue Depth, queue  depth', []],
    ['the queue\ndepth of it', ['queue\ndepth→queue-depth']],
    ['A policy of truth has policies.', ['policies→policy']],
    ['Two vCPUs’ worth; QEMU’s io_uring.', ['vCPUs→vcpu', 'io_uring→io-uring']],
    ['I/O, and so on', ['I/O→i-o']],
    ['cycles/IO and I/Os', ['I/Os→i-o']],
    ['a ring, round and round', []],
    ['once QD, twice QD', ['QD→queue-depth']],
  ])('%s', async (text, expected) => {
    expect((await linksOf(text)).words).toEqual(expected)
  })

  test('not in headings, code, links and tables, which do not count as first use', async () => {
    const { words } = await linksOf(
      '## IDE\n\n`IDE` and [IDE](#ide)\n\n| IDE |\n| --- |\n| IDE |\n\nThen **IDE** in a sentence.',
    )
    expect(words).toEqual(['IDE→ide'])
  })

  test('those with hyphens stay on one line, as does code, and a letter before a hyphen', async () => {
    const text = 'On virtio-scsi-pci, virtio-scsi: p-values, back-end; `--rounds`, `rm -r x`, `x`'
    const { html } = await linksOf(text)
    const whole = [...html('a.html').matchAll(/<\w+ class="whole">([^<]*)</g)]
    expect(whole.map(([, word]) => word)).toEqual(['virtio-scsi', 'p-values', '--rounds'])
  })

  test('a link that the author made is the first use', async () => {
    const { words, broken } = await linksOf(
      'A [queue](glossary.html#queue-depth) of some queue depth.',
    )
    expect(words).toEqual([])
    expect(broken).toEqual([])
  })

  test('the page lists all; what no page uses is told', async () => {
    const { html, messages } = await linksOf('IDE and a [ring](glossary.html#ring)')
    const names = [...html('glossary.html').matchAll(/<dt>([^< ]+)/g)].map(([, name]) => name)
    expect(names).toEqual(
      [...names].sort((a = '', b = '') => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    )
    expect(names).toHaveLength(10)
    expect(messages.map(({ severity, rule }) => [severity, rule])).toEqual([
      ['info', 'unused-term'],
    ])
    expect(messages[0]?.reason).toMatch(/`never`/)
    expect(messages[0]?.reason).not.toMatch(/`ring`|`IDE`/)
  })

  test('a term of the package is shown where a page uses it, and the project’s words win', async () => {
    const package_ = readGlossary(
      'IDE: { means: from the package }\nfio: { means: a program that makes I/O }\nI/O: { means: a read }\nunused: { means: nothing }',
      'site/glossary.yaml',
      false,
    ).terms
    const own = readGlossary('IDE: { means: ours }', 'site/glossary.yaml', true).terms
    const { html, messages } = await makeSite({
      yaml: 'pages: [a]',
      pages: { index: {}, a: { text: 'fio and IDE' } },
      context: { glossary: mergeGlossaries(package_, own) },
    })
    const names = [...html('glossary.html').matchAll(/<dt>([^<]+)/g)].map(([, name]) => name)
    // I/O is mentioned by what fio means.
    expect(names).toEqual(['fio', 'I/O', 'IDE'])
    expect(html('glossary.html')).toContain('ours')
    expect(messages).toEqual([])
  })

  test('a word under two terms is refused', () => {
    const { messages } = readGlossary('a: { means: x, aliases: [B] }\nb: { means: y }', 'g', true)
    expect(messages.map(message => message.reason)).toEqual([
      'Unexpected `b` under `b`, expected each word once, found it under `a` too; take one away',
    ])
  })
})

describe('words of findings', () => {
  const study = makeStudy({
    factors: { c: ['a', 'b'] },
    repeats: 3,
    switches: () => 1,
    yaml: "captures: { host: { label: The host, path: 'host' } }",
  })
  const file = { archive: 'r.tar.gz', sha256: '', entry: 'host/uname.txt' }
  const captures = [{ host: 'host', file, text: 'Linux 6.1.0 #1 SMP x86_64' }]
  const own = readGlossary('NUMA node: { means: a part of a machine }', 'g', true)
  const linksOn = async (text: string) => {
    const { html, broken } = await makeSite({
      yaml: 'pages: [a]',
      pages: { index: {}, a: { front: 'study: synthetic', text } },
      context: {
        efficiencies: [toEfficiency({ ...study, captures })],
        glossary: mergeGlossaries([], own.terms),
      },
    })
    expect(broken).toEqual([])
    expect(html('a.html')).toMatch(/<li>A NIC or disk is on another .*NUMA node/)
    return [...html('a.html').matchAll(/(\w+) <a class="term"[^>]*>NUMA node/g)].map(
      ([, before]) => before,
    )
  }

  test('are linked where no article has done so above', async () => {
    expect(await linksOn('Nothing.')).toEqual(['another'])
    expect(await linksOn('Some NUMA node.')).toEqual(['Some'])
  })
})

test('the glossary of this repository is in order', () => {
  const text = readFileSync(join(repository, 'site/glossary.yaml'), 'utf8')
  const { terms, messages } = readGlossary(text, 'site/glossary.yaml', true)
  expect(messages).toEqual([])
  expect(new Set(terms.map(term => term.id)).size).toBe(terms.length)
  for (const { name, means } of terms) {
    expect(means.length, name).toBeLessThan(260)
    expect(means, name).toMatch(/\.$/)
  }
})
