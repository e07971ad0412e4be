import { gunzipSync } from 'node:zlib'
import type { Root } from 'hast'
import { h } from 'hastscript'
import { describe, expect, it } from 'vitest'
import { printHtml } from '../../src/format/html.ts'
import { toPackedUri } from '../../src/site/bundle/data-uri.ts'
import { packCaptures } from '../../src/site/bundle/pack-captures.ts'

function unpack(uri = ''): string {
  return gunzipSync(Buffer.from(uri.split('base64,')[1] ?? '', 'base64')).toString()
}

function toCapture(...text: Parameters<typeof h>[2][]): Root {
  const summary = h('summary', [h('code', 'host/lspci.txt'), ' of a run'])
  const capture = h('details.capture', [summary, h('pre', { tabIndex: 0 }, ...text)])
  return { type: 'root', children: [capture] }
}

describe('packing for a single file', () => {
  it('gives the same bytes each time, with no time of packing in them', () => {
    const uri = toPackedUri('fio')
    expect(toPackedUri('fio')).toBe(uri)
    const bytes = Buffer.from(uri.split('base64,')[1] ?? '', 'base64')
    expect(bytes.readUInt32LE(4)).toBe(0)
    expect(unpack(uri)).toBe('fio')
  })

  it('leaves a short capture as it is', () => {
    const tree = toCapture('a short one')
    packCaptures(tree)
    expect(tree).toEqual(toCapture('a short one'))
  })

  it('keeps the cited lines of a long capture, and packs the whole', () => {
    const filler = 'a line\n'.repeat(5000)
    const tree = toCapture(filler, h('span', { id: 'c1' }, '1 < 2 & 3'), '\n')
    packCaptures(tree)
    const html = printHtml(tree)
    expect(html).toContain('<pre tabindex="0"><span id="c1">1 &lt; 2 &amp; 3</span></pre>')
    expect(html).toContain('The line that this page cites; the whole is packed')
    expect(html).toContain('download="lspci.txt.gz"')
    expect(unpack(/href="([^"]*)"/.exec(html)?.[1])).toBe(`${filler}1 < 2 & 3\n`)
  })
})
