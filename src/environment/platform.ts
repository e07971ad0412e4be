import * as v from 'valibot'
import type { Message } from '../message/message.ts'
import { parseFioSeconds } from '../parse/fio/fio-option.ts'
import { declaredSchema } from '../study/manifest/manifest.ts'
import { readYaml } from '../study/manifest/yaml.ts'
import type { HostInput } from './environment.ts'
import type { Declared } from './findings/finding.ts'

const text = v.pipe(v.string(), v.minLength(1))

/** A machine that is described and not measured: `platform.yaml` beside folders of captures. */
export const platformSchema = v.strictObject({
  title: text,
  description: text,
  /** Where the captures were published. */
  source: v.optional(text),
  licence: v.optional(text),
  hosts: v.record(
    v.string(),
    v.strictObject({ label: text, path: text, ...declaredSchema.entries }),
  ),
})

export type PlatformManifest = v.InferOutput<typeof platformSchema>

export interface Platform {
  id: string
  manifest: PlatformManifest
  hosts: HostInput[]
}

export function readPlatformManifest(
  source: string,
  file: string,
): { manifest?: PlatformManifest; messages: Message[] } {
  const { value, messages } = readYaml(source, file, platformSchema)
  return { manifest: value, messages }
}

/** What a manifest declares of a host, in the words of the findings. */
export function toDeclared(declared: v.InferOutput<typeof declaredSchema>): Declared {
  const runSeconds =
    declared['run-time'] === undefined ? undefined : parseFioSeconds(declared['run-time'])
  return {
    measuredCpus: declared['measured-cpus'],
    pinnedCpus: declared['pinned-cpus'],
    measuredDevices: declared['measured-devices'],
    runSeconds,
  }
}
