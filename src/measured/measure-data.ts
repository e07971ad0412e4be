import type { Efficiency } from '../efficiency/efficiency.ts'
import { toEfficiency } from '../efficiency/to-efficiency.ts'
import { readPlatforms } from '../environment/read-platforms.ts'
import { findRepeatDrift } from '../environment/repeat-drift.ts'
import { type BuildEffects, toKey, within } from '../parse/build-effects.ts'
import { listLikePseudonyms } from '../privacy/kinds.ts'
import { listUnlisted } from '../privacy/own-words.ts'
import { type PrivacyOptions, type Redacted, redactStudies } from '../redact/redact-studies.ts'
import { describeData, type ListedFolder, listData } from '../study/list-data.ts'
import { type ReadStudy, readStudies } from '../study/read-studies.ts'
import type { Data } from './data.ts'
import { packData, unpackData } from './pack-data.ts'

/** Read, join, redact and compute: from memory where no archive, and no word that counts, changed. */
export async function measureData(
  root: string,
  options: PrivacyOptions,
  effects: BuildEffects,
): Promise<Data> {
  const { memory, resident } = effects
  const list = async () => {
    const listed = await listData(root)
    return { listed, key: toKey('data', [describeData(listed), describePrivacy(options)]) }
  }
  const { listed, key } = await list()
  const known =
    (resident?.get(key) as Data | undefined) ??
    (memory && (await unpackData(memory, key, listed, options)))
  if (known) return keep(resident, key, known)
  const data = await measure(root, options, effects, listed)
  // What is read here by name, such as study.yaml, may have changed meanwhile.
  if ((!memory && !resident) || (await list()).key !== key) return data
  if (memory) packData(memory, key, data)
  return keep(resident, key, { ...data, ...(memory && { memory: within(memory, key) }) })
}

function keep(resident: BuildEffects['resident'], key: string, data: Data): Data {
  resident?.clear()
  resident?.set(key, data)
  return data
}

/** All that the data hold, without what is private. */
export async function readData(
  root: string,
  options: PrivacyOptions,
  effects: BuildEffects,
  listed?: readonly ListedFolder[],
): Promise<Redacted & Pick<Data, 'messages'>> {
  const studies = await readStudies(root, effects, listed)
  const machines = await readPlatforms(root, listed)
  const redacted = await redactStudies(studies, machines.platforms, options)
  const messages = redacted.studies.flatMap(study => study.messages)
  return { ...redacted, messages: [...messages, ...machines.messages] }
}

async function measure(
  root: string,
  options: PrivacyOptions,
  effects: BuildEffects,
  listed: readonly ListedFolder[],
): Promise<Data> {
  const read = await readData(root, options, effects, listed)
  const efficiencies = read.studies.flatMap(compute)
  effects.progress('compute')
  const { redactor } = read
  const told = { replaced: redactor.counts(), withheld: redactor.withheldFiles() }
  return { ...read, ...told, efficiencies }
}

function compute({ study }: ReadStudy): Efficiency[] {
  return study ? [toEfficiency(study, findRepeatDrift(study))] : []
}

/** What people wrote on pages counts by its words that no list has. */
function describePrivacy({ allow, hide, pages = [], vocabulary }: PrivacyOptions): unknown {
  if (!vocabulary) return [allow, hide, pages]
  const alike = [...new Set(pages.flatMap(listLikePseudonyms))].sort()
  return [allow, hide, listUnlisted(pages, vocabulary), alike]
}
