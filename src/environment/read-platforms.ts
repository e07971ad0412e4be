import type { Message } from '../message/message.ts'
import { pathInArchive } from '../message/path-in-archive.ts'
import { decode } from '../parse/decode.ts'
import { gather } from '../read/chunks.ts'
import { sha256 } from '../read/entry.ts'
import { type ListedFolder, listData } from '../study/list-data.ts'
import type { HostCapture } from '../study/study.ts'
import { type Platform, readPlatformManifest, toDeclared } from './platform.ts'

/** Platforms are folders of `data/` with a `platform.yaml`: captures, and no runs. */
export async function readPlatforms(
  root: string,
  listed?: readonly ListedFolder[],
): Promise<{ platforms: Platform[]; messages: Message[] }> {
  const platforms: Platform[] = []
  const messages: Message[] = []
  for (const { id, isPlatform, source, ...folder } of listed ?? (await listData(root))) {
    if (!isPlatform || source === undefined) continue
    const file = `data/${id}/platform.yaml`
    const read = readPlatformManifest(source, file)
    messages.push(...read.messages)
    if (!read.manifest) continue
    const { captures, remarks } = await readCaptures(folder)
    messages.push(...remarks)
    const hosts = Object.entries(read.manifest.hosts).map(
      ([host, { label, path, ...declared }]) => ({
        id: `${id}-${host}`,
        role: host,
        label,
        declared: toDeclared(declared),
        captures: captures
          .filter(capture => isBelow(path, capture))
          .map(capture => ({ ...capture, host })),
      }),
    )
    for (const { role } of hosts.filter(({ captures }) => captures.length === 0)) {
      messages.push(noCaptures(role, read.manifest.hosts[role]?.path ?? '', file))
    }
    platforms.push({ id, manifest: read.manifest, hosts })
  }
  return { platforms, messages }
}

/** As in a study, what is in an archive has its path before its own: `a/capture.tar.gz/host`. */
function isBelow(path: string, { file }: Pick<HostCapture, 'file'>): boolean {
  const place = file.archive === '.' ? file.entry : `${file.archive}/${file.entry}`
  return place === path || place.startsWith(`${path.replace(/\/$/, '')}/`)
}

function noCaptures(host: string, path: string, file: string): Message {
  return {
    severity: 'warning',
    rule: 'no-captures',
    reason: `Unexpected path \`${path}\` of \`${host}\` without files, expected a folder or an archive with a folder in it, such as \`capture.tar.gz/host\`; correct it, or put the captures there`,
    file,
  }
}

/** Bytes of a capture, which is kept and shown whole. */
const mostCapture = 16 * 1024 ** 2

const tooLarge = {
  severity: 'error' as const,
  rule: 'too-large-file',
  reason: `Unexpected capture of more than ${mostCapture} bytes, expected what a host says of itself; it was left out, take it out of the platform or shorten it`,
}

async function readCaptures({
  archives,
  messages,
  folder: { name },
}: Pick<ListedFolder, 'archives' | 'messages' | 'folder'>) {
  const captures: Omit<HostCapture, 'host'>[] = []
  const remarks = [...messages]
  for (const archive of archives) {
    const { found } = await archive.walk(async ({ path, open }) => {
      const whole = await gather(open(), mostCapture)
      if (!('bytes' in whole)) return path
      const file = { archive: archive.path, sha256: sha256(whole.bytes), entry: path }
      return { file, text: decode(whole.bytes) }
    })
    for (const item of found) {
      if (!('value' in item)) remarks.push(item)
      else if (typeof item.value !== 'string') captures.push(item.value)
      else remarks.push({ ...tooLarge, file: `${name}/${pathInArchive(archive.path, item.value)}` })
    }
  }
  return { captures, remarks }
}
