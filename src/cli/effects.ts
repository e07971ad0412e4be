import { join } from 'node:path'
import type { BuildEffects } from '../parse/build-effects.ts'
import { createCache, createKept, listPrograms } from './cache.ts'
import { createMemory, toVersion } from './memory.ts'

/** What a build may remember of a project; it tells nobody what it does. */
export async function toEffects(
  root: string,
  packageRoot: string,
  withoutCache = false,
): Promise<BuildEffects> {
  const progress = () => undefined
  if (withoutCache) return { progress }
  const programs = await listPrograms(packageRoot)
  return {
    progress,
    cache: createCache(join(root, '.cache', 'digests')),
    findings: createKept(join(root, '.cache', 'findings'), programs),
    ...(programs.length > 0 && {
      memory: createMemory(join(root, '.cache', 'steps'), toVersion(programs)),
    }),
  }
}
