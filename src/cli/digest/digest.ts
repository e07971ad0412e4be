import { resolve } from 'node:path'
import type { BuildEffects } from '../../parse/build-effects.ts'
import { digestAll } from '../../parse/digest-all.ts'
import { createJudge } from '../../privacy/known/judge.ts'
import { readVocabulary } from '../../privacy/known/vocabulary.ts'
import { createRedactor } from '../../privacy/redactor.ts'
import { learnArchives } from '../../redact/look.ts'
import { CallError, type Command, rootOption } from '../command.ts'
import { toShared } from '../effects.ts'
import { refuseInputs } from '../refuse-inputs.ts'
import { type Found, findArchives } from './find-archives.ts'

export const digestCommand: Command = {
  name: 'digest',
  summary: 'Read archives ahead of a build, on as many machines as there are',
  usage: 'technote digest ARCHIVE… --into DIR [--root DIR]        ARCHIVE such as data/x/r1.tar.gz',
  options: {
    into: { type: 'string', value: 'DIR', help: 'where digests go, for technote build --digests' },
    ...rootOption,
  },
  positionals: Number.POSITIVE_INFINITY,
  run: async ({ project: { root, packageRoot }, positionals, options, terminal, effects }) => {
    const { into } = options
    if (typeof into !== 'string') {
      throw new CallError('Unexpected absence of --into, expected a folder for the digests')
    }
    if (positionals.length === 0) {
      throw new CallError('Unexpected absence of an archive, expected one at least')
    }
    const folder = resolve(into)
    await refuseInputs(folder, root, '--into')
    const found = await findArchives(root, positionals)
    const shared = await toShared(folder, packageRoot)
    await digestInto(found, { ...effects, ...shared }, packageRoot)
    terminal.out(`${into}: ${found.length} ${found.length === 1 ? 'archive' : 'archives'}\n`)
    return 0
  },
}

/** What a build asks of an archive alone: what it holds, and which of its words are not known. */
async function digestInto(
  found: readonly Found[],
  effects: BuildEffects,
  packageRoot: string,
): Promise<void> {
  const judge = createJudge(await readVocabulary(packageRoot))
  for (const { study, archive } of found) {
    await digestAll([archive], study, effects)
    await learnArchives([archive], createRedactor({ judge }), effects.findings)
  }
}
