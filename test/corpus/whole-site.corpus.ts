import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/parse/decode.ts'
import { packTar } from '../../src/read/pack-tar.ts'
import { unpackTar } from '../helpers/archive.ts'
import { readTree, repository, technoteProcess } from '../helpers/technote.ts'
import { corpus, hasCorpus, listCorpus } from './corpus.ts'
import { findLeft, listPrivate } from './private-values.ts'

/** Hosts on one page: a folder of captures each. */
const hostsPerPage = 12

describe.skipIf(!hasCorpus)('a site of all captures of the corpus', () => {
  const root = mkdtempSync(join(tmpdir(), 'technote-corpus-'))
  const files = hasCorpus ? listCorpus('environment').filter(path => !/INDEX\.tsv$/.test(path)) : []
  let site = new Map<string, Buffer>()
  beforeAll(async () => {
    if (!hasCorpus) return
    await writeProject(root, files)
    const { status, err } = technoteProcess(['build', '--root', root])
    expect(status, err).toBe(0)
    site = readTree(join(root, '_site'))
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it('has every capture on a page and in a download', async () => {
    const pages = [...site].filter(([path]) => /^corpus-\d+\.html$/.test(path))
    const shown = pages.flatMap(([, html]) => String(html).match(/<details class="capture"/g) ?? [])
    expect(shown).toHaveLength(files.length)
    const [download] = [...site].filter(([path]) => path.endsWith('round-1.tar.gz'))
    const entries = await unpack(download?.[1] ?? Buffer.alloc(0))
    expect(entries.filter(({ path }) => path.startsWith('captures/'))).toHaveLength(files.length)
  })

  it('holds nothing that the captures show as private', async () => {
    const wanted = listPrivate()
    expect(wanted.size).toBeGreaterThan(900)
    const left: string[] = []
    for (const [path, bytes] of site) {
      const texts = path.endsWith('.gz')
        ? await unpack(bytes)
        : [{ path, text: toText(path, bytes) }]
      for (const item of texts) {
        for (const value of findLeft(`${item.path}\n${item.text}`, wanted))
          left.push(`${path}: ${value}`)
      }
    }
    expect([...new Set(left)]).toEqual([])
  })
})

/** Platforms of the folders as they lie, and a study whose archive holds everything once more. */
async function writeProject(root: string, files: string[]): Promise<void> {
  const folders = [...new Set(files.map(file => file.split('/')[1] ?? ''))]
  const pages = ['index', 'study']
  mkdirSync(join(root, 'site'), { recursive: true })
  for (let first = 0; first < folders.length; first += hostsPerPage) {
    const id = `corpus-${first / hostsPerPage + 1}`
    const own = folders.slice(first, first + hostsPerPage)
    for (const folder of own) {
      cpSync(join(corpus, 'environment', folder), join(root, 'data', id, folder), {
        recursive: true,
      })
    }
    const hosts = own.map(folder => `  ${folder}: { label: ${folder}, path: ${folder} }\n`)
    const platform = `title: ${id}\ndescription: Captures.\nhosts:\n${hosts.join('')}`
    writeFileSync(join(root, 'data', id, 'platform.yaml'), platform)
    writePage(root, id, `environments: [${id}]`)
    pages.push(id)
  }
  writePage(root, 'index', '')
  writePage(root, 'study', 'study: linux-io-engines')
  writeFileSync(
    join(root, 'site/site.yaml'),
    `title: Corpus\ndescription: Captures.\npages: [${pages.join(', ')}]\nallow: [bench]\n`,
  )
  await writeStudy(root, files)
}

function writePage(root: string, name: string, line: string): void {
  const head = ['---', `title: ${name}`, 'description: Captures.', line, '---']
  writeFileSync(join(root, 'site', `${name}.md`), `${head.filter(Boolean).join('\n')}\n\nText.\n`)
}

async function writeStudy(root: string, files: string[]): Promise<void> {
  const from = join(repository, 'data/linux-io-engines')
  const to = join(root, 'data/linux-io-engines')
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter(name => !/^round-[2-8]/.test(name))) {
    cpSync(join(from, name), join(to, name))
  }
  const archive = join(to, 'round-1.tar.gz')
  const entries = await unpackTar(readFileSync(archive))
  for (const file of files) {
    const path = file.replace('environment/', 'captures/')
    entries.push({ path, bytes: readFileSync(join(corpus, file)) })
  }
  writeFileSync(archive, await packTar(entries))
  const manifest = join(to, 'study.yaml')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('repeats: 8', 'repeats: 1'))
}

async function unpack(bytes: Buffer): Promise<{ path: string; text: string }[]> {
  return (await unpackTar(bytes)).map(({ path, bytes }) => ({ path, text: decode(bytes) }))
}

function toText(path: string, bytes: Buffer): string {
  if (/\.woff2$/.test(path)) return ''
  return String(bytes)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}
