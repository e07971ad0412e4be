import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packTar } from '../../src/read/pack-tar.ts'
import { unpackTar } from '../helpers/archive.ts'
import { copySmallProject, readTree, technote } from '../helpers/technote.ts'

const project = copySmallProject()
afterAll(() => project.remove())
const inProject = (...path: string[]) => join(project.root, ...path)

/** A first round whose host gives its name, a serial number and an attack away. */
async function spoil(): Promise<void> {
  const archive = inProject('data/linux-io-engines/round-1.tar.gz')
  const entries = await unpackTar(readFileSync(archive))
  const text = [
    'Linux secretbox-9 6.1.0-13-amd64 #1 SMP Debian x86_64 GNU/Linux',
    'Serial Number: ZZEXAMPLE777',
    'link/ether 02:00:5e:10:99:01',
    '<script>alert(1)</script> \u001b[31m',
  ].join('\n')
  entries.push({ path: 'host/uname-a.txt', bytes: Buffer.from(text) })
  writeFileSync(archive, await packTar(entries))
}

describe('a site of captures that give things away', () => {
  it('is published without them, downloads included', async () => {
    await spoil()
    const { status, err } = await technote(['build', '--root', project.root])
    expect(status, err).toBe(0)
    for (const [path, bytes] of readTree(inProject('_site'))) {
      const texts = path.endsWith('.tar.gz') ? await unpack(bytes) : [bytes.toString('latin1')]
      for (const text of texts) {
        expect(text, path).not.toMatch(/secretbox-9|ZZEXAMPLE777|02:00:5e:10:99:01/)
      }
    }
    const page = readFileSync(inProject('_site/linux-io-engines.html'), 'utf8')
    expect(page).toMatch(/1 serial number \(\d+ places?\)/)
    expect(page).toMatch(/&(?:lt|#x3C);script(?:>|&gt;)alert\(1\)/)
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('\u001b')
    expect(page).toContain('Private values were replaced in these archives')
  })

  it('is not built where a page tells what a capture hides', async () => {
    appendFileSync(inProject('site/linux-io-engines.md'), '\nMeasured on secretbox-9.\n')
    const check = (env: { CI: string }) => technote(['check', '--root', project.root], { env })
    const { status, err } = await check({ CI: '' })
    expect(status).toBe(1)
    expect(err).toMatch(
      /site\/linux-io-engines\.md:\d+: error A private value \(host-\d+\) stands here, and in 2 more files/,
    )
    expect(err).toContain('it is `secretbox-9`')
    // A log of CI may be public.
    expect((await check({ CI: 'true' })).err).not.toContain('secretbox-9')
  })

  it('is built where the author allows it', async () => {
    const yaml = inProject('site/site.yaml')
    const text = readFileSync(yaml, 'utf8').replace(/allow: \[(.*)\]/, 'allow: [$1, secretbox-9]')
    writeFileSync(yaml, text)
    expect((await technote(['check', '--root', project.root])).status).toBe(0)
  })
})

describe('a platform', () => {
  it('is refused with the line of its mistake', async () => {
    mkdirSync(inProject('data/other'))
    writeFileSync(inProject('data/other/platform.yaml'), 'title: X\nhost: {}\n')
    const { status, err } = await technote(['check', '--root', project.root])
    expect(status).toBe(1)
    expect(err).toContain('data/other/platform.yaml:2:1: error Unexpected key `host` at the top')
  })
})

async function unpack(bytes: Buffer): Promise<string[]> {
  const files = await unpackTar(bytes)
  return files.flatMap(({ path, bytes }) => [path, Buffer.from(bytes).toString('latin1')])
}
