import type { Message } from '../../message/message.ts'
import { checkManifest } from './check-manifest.ts'
import { toSpecs } from './costs.ts'
import { checkLadders, expandLadders } from './ladders.ts'
import { type Manifest, manifestSchema } from './manifest.ts'
import { readYaml } from './yaml.ts'

/**
 * Read and check a `study.yaml`. With an error there is no manifest: what it says cannot
 * be trusted in part.
 */
export function readManifest(
  source: string,
  file: string,
): { manifest?: Manifest; messages: Message[] } {
  const { value, messages, at } = readYaml(source, file, manifestSchema)
  if (value === undefined) return { messages }
  const expanded = expandLadders(value)
  const manifest = { ...expanded, metrics: toSpecs(value, expanded) }
  const remarks = [...checkLadders(value, manifest, at), ...checkManifest(value, manifest, at)]
  return remarks.length > 0 ? { messages: [...messages, ...remarks] } : { manifest, messages }
}
