import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listArchives } from './archive/archive.ts'
import { isEntry, sha256 } from './archive/entry.ts'
import { type Platform, readPlatformManifest, toDeclared } from './environment/platform.ts'
import type { Message } from './message/message.ts'
import { decode } from './parse/decode.ts'
import type { HostCapture } from './study/study.ts'

/** Platforms are folders of `data/` with a `platform.yaml`: captures, and no runs. */
export async function readPlatforms(
  root: string,
): Promise<{ platforms: Platform[]; messages: Message[] }> {
  const data = join(root, 'data')
  const items = await readdir(data, { withFileTypes: true }).catch(() => [])
  const platforms: Platform[] = []
  const messages: Message[] = []
  const names = items.filter(item => item.isDirectory()).map(({ name }) => name)
  for (const id of names.sort((a, b) => (a < b ? -1 : 1))) {
    const file = `data/${id}/platform.yaml`
    const source = await readFile(join(root, file), 'utf8').catch(() => undefined)
    if (source === undefined) continue
    const read = readPlatformManifest(source, file)
    messages.push(...read.messages)
    if (!read.manifest) continue
    const { captures, remarks } = await readCaptures(join(data, id), `data/${id}`)
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

/** Whether a folder of `data/` is a platform, which needs no `study.yaml`. */
export async function isPlatform(folder: string): Promise<boolean> {
  return readFile(join(folder, 'platform.yaml')).then(
    () => true,
    () => false,
  )
}

async function readCaptures(folder: string, name: string) {
  const { archives, messages } = await listArchives({ path: folder, name })
  const captures: Omit<HostCapture, 'host'>[] = []
  const remarks = [...messages]
  for (const archive of archives) {
    for await (const item of archive.read()) {
      if (!isEntry(item)) remarks.push(item)
      else {
        const file = { archive: archive.path, sha256: sha256(item.bytes), entry: item.path }
        captures.push({ file, text: decode(item.bytes) })
      }
    }
  }
  return { captures, remarks }
}
