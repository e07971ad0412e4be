import type { Archive } from '../read/archive.ts'
import { sha256 } from '../read/entry.ts'
import type { BuildEffects } from './build-effects.ts'
import { type Digest, digestArchive } from './digest.ts'
import { parserVersion } from './parsers.ts'

/** The digest of each archive, from memory where it was read before. */
export async function digestAll(
  archives: readonly Archive[],
  study: string,
  effects: BuildEffects,
): Promise<Digest[]> {
  const digests: Digest[] = []
  for (const archive of archives) {
    digests.push(await digestOnce(archive, study, effects))
    effects.progress('read', `${study}/${archive.path}`)
  }
  return digests
}

/** Loose files have one digest together, of which only what changed is read again. */
async function digestOnce(archive: Archive, study: string, effects: BuildEffects): Promise<Digest> {
  const name = `data/${study}`
  const isLoose = archive.path === '.'
  const key = `${isLoose ? sha256(name) : archive.sha256}-${parserVersion}`
  const cached = await effects.cache?.get(key)
  const before = cached?.archive.path === archive.path ? cached : undefined
  if (before?.archive.sha256 === archive.sha256) return before
  const digest = await digestArchive(archive, name, before, path =>
    effects.progress('read', `${study}/${path}`),
  )
  await effects.cache?.set(key, digest)
  return digest
}
