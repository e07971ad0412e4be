import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { packCaptures, toPackedUri } from '../../src/site/pack.ts'

function unpack(uri = ''): string {
  return gunzipSync(Buffer.from(uri.split('base64,')[1] ?? '', 'base64')).toString()
}

function toCapture(text: string): string {
  return `<summary><code>host/lspci.txt</code> of a run</summary>\n<pre tabindex="0">${text}</pre>`
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
    expect(packCaptures(toCapture('a short one'))).toBe(toCapture('a short one'))
  })

  it('keeps the cited lines of a long capture, and packs the whole', () => {
    const filler = 'a line\n'.repeat(5000)
    const html = packCaptures(toCapture(`${filler}<span id="c1">1 &lt; 2 &#x26; 3</span>\n`))
    expect(html).toContain('<pre tabindex="0"><span id="c1">1 &lt; 2 &#x26; 3</span></pre>')
    expect(html).toContain('The line that this page cites; the whole is packed')
    expect(html).toContain('download="lspci.txt.gz"')
    expect(unpack(/href="([^"]*)"/.exec(html)?.[1])).toBe(`${filler}1 < 2 & 3\n`)
  })
})
