import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toEnvironment } from '../../src/environment/environment.ts'
import { decode } from '../../src/parse/decode.ts'
import { unpackTar } from '../helpers/archive.ts'
import { captureBareRoot, itInBareRoot } from '../helpers/bare-root.ts'
import { repository, technote } from '../helpers/technote.ts'

const script = join(repository, 'src/capture/capture.sh')
const work = mkdtempSync(join(tmpdir(), 'technote-capture-test-'))
afterAll(() => rmSync(work, { recursive: true }))

async function readHost(archive: string) {
  const captures = []
  for (const item of await unpackTar(readFileSync(archive))) {
    const file = { archive: 'capture.tar.gz', sha256: '', entry: item.path }
    captures.push({ host: 'x', file, text: decode(item.bytes) })
  }
  return toEnvironment([
    {
      id: 'x',
      title: 'x',
      jobs: [],
      hosts: [{ id: 'x', role: 'x', label: 'x', declared: {}, captures }],
    },
  ]).hosts[0]
}

describe('the capture script', () => {
  it('runs here, and its archive tells of this host', async () => {
    const out = join(work, 'here.tar.gz')
    const { status, stderr } = spawnSync('sh', [script, '--no-sudo', '--out', out], {
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    const host = await readHost(out)
    expect(host?.facts.map(({ key }) => key)).toContain('kernel-release')
    expect(host?.files.length).toBeGreaterThan(30)
  })

  itInBareRoot('runs in a bare root with busybox only', async () => {
    const host = await readHost(captureBareRoot(join(work, 'bare')))
    expect(host?.facts.map(({ key }) => key)).toContain('kernel-release')
    const outcomes = host?.files.flatMap(({ parts }) => parts.map(({ outcome }) => outcome.is))
    expect(outcomes).toContain('absent')
  })

  it('changes nothing: it writes only below its own folder', () => {
    const text = readFileSync(script, 'utf8')
    expect(text).not.toMatch(
      /\b(?:sysctl -w|ethtool -[GCLAKs]\b|echo [^|]*> ?\/(?:sys|proc)|modprobe|apt|yum|dnf|curl|wget)\b/,
    )
  })

  it('is printed by the command, in both kinds', async () => {
    expect((await technote(['capture'])).out).toBe(readFileSync(script, 'utf8'))
    expect((await technote(['capture', '--windows'])).out).toContain('systeminfo')
    expect((await technote(['capture', '--windows', '--run'])).status).toBe(2)
  })
})
