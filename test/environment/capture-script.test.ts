import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
    expect(host?.files.length).toBeGreaterThan(45)
  })

  it('leaves nothing that no reader knows', async () => {
    const host = await readHost(join(work, 'here.tar.gz'))
    const strangers = host?.files.flatMap(({ name, parts }) =>
      parts.some(({ command, outcome }) => command !== undefined || outcome.is !== 'read')
        ? []
        : name,
    )
    // What else happens on the host is no fact about it.
    expect(strangers).toEqual(['proc-loadavg.txt'])
  })

  it.runIf(existsSync('/sys/block/sda/mq') || existsSync('/sys/block/vda/mq'))(
    'tells which CPUs serve the queues of a disk',
    async () => {
      const host = await readHost(join(work, 'here.tar.gz'))
      const maps = host?.facts.filter(({ key }) => key === 'disk-queue-cpus') ?? []
      expect(maps.length).toBeGreaterThan(0)
      for (const { value } of maps) expect(value).toMatch(/^\d+ queues? of \d+ CPUs?: [\d,;\s-]+$/)
    },
  )

  itInBareRoot('runs in a bare root with busybox only', async () => {
    const host = await readHost(captureBareRoot(join(work, 'bare')))
    expect(host?.facts.map(({ key }) => key)).toContain('kernel-release')
    const outcomes = host?.files.flatMap(({ parts }) => parts.map(({ outcome }) => outcome.is))
    expect(outcomes).toContain('absent')
  })

  it('changes nothing: it writes only below its own folder', () => {
    const text = readFileSync(script, 'utf8')
    expect(text).not.toMatch(
      /\b(?:sysctl -w|ethtool -[GCLAKs]\b|echo [^|]*> ?\/(?:sys|proc)|smartctl[^\n]* -[stXo]\b|nvme (?:format|set-|fw-|reset|sanitize|delete|connect)|modprobe|apt|yum|dnf|curl|wget)\b/,
    )
  })

  it('is printed by the command, in both kinds', async () => {
    expect((await technote(['capture'])).out).toBe(readFileSync(script, 'utf8'))
    expect((await technote(['capture', '--windows'])).out).toContain('systeminfo')
    expect((await technote(['capture', '--windows', '--run'])).status).toBe(2)
  })
})
