import { join } from 'node:path'
import type { BuildEffects } from '../parse/build-effects.ts'
import { createCache, createKept, listPrograms } from './cache.ts'
import { createMemory, toVersion } from './memory.ts'

/** What was made of archives. */
type Shared = Required<Pick<BuildEffects, 'cache' | 'findings'>>

/** What `technote digest` leaves in a folder for builds, here or elsewhere. */
export async function toShared(folder: string, packageRoot: string): Promise<Shared> {
  const findings = createKept(folder, await listPrograms(packageRoot))
  return { cache: createCache(folder), findings }
}

/**
 * What a build may remember of a project; it tells nobody what it does.
 *
 * @param digests a folder of digests that were made ahead
 */
export async function toEffects(
  root: string,
  packageRoot: string,
  withoutCache = false,
  digests?: string,
): Promise<BuildEffects> {
  const progress = () => undefined
  const shared = digests === undefined ? undefined : await toShared(digests, packageRoot)
  if (withoutCache) return { progress, ...shared }
  const programs = await listPrograms(packageRoot)
  const own = {
    cache: createCache(join(root, '.cache', 'digests')),
    findings: createKept(join(root, '.cache', 'findings'), programs),
  }
  return {
    progress,
    cache: orElse(own.cache, shared?.cache),
    findings: orElse(own.findings, shared?.findings),
    ...(programs.length > 0 && {
      memory: createMemory(join(root, '.cache', 'steps'), toVersion(programs)),
    }),
  }
}

/** What the one does not know is asked of the other, which is never written to. */
function orElse<T>(own: Store<T>, other?: Store<T>): Store<T> {
  return { get: async key => (await own.get(key)) ?? (await other?.get(key)), set: own.set }
}

interface Store<T> {
  get(key: string): Promise<T | undefined>
  set(key: string, value: T): Promise<void>
}
