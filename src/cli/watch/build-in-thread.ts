import { parentPort, workerData } from 'node:worker_threads'
import { build } from '../../build.ts'
import type { Message } from '../../message/message.ts'
import type { AwaitedPage, BuildEffects, Memory } from '../../parse/build-effects.ts'
import { publish } from '../build.ts'
import type { Terminal } from '../command.ts'
import { describeRefusal } from '../describe-refusal.ts'
import { toEffects } from '../effects.ts'
import { toLines } from '../report.ts'
import {
  type BuildOrder,
  type BuildThread,
  type BuildWord,
  endOfBuilds,
  type Said,
} from './wire.ts'

/** Somebody saved meanwhile: what is built is of an older text, and not to be finished. */
class Superseded extends Error {}

/** Build each time that it is asked for, in a thread that stays warm, until there is to be an end. */
export async function buildInThread(): Promise<void> {
  const thread = workerData as BuildThread
  let current = 0
  const goOn = () => {
    if (Atomics.load(thread.latest, 0) !== current) throw new Superseded()
  }
  const effects = await toInterruptible(thread, goOn)
  const answer = async ({ build, page }: BuildOrder) => {
    current = build
    const say = (word: BuildWord) => parentPort?.postMessage(word)
    const toAwaited = (path: string): AwaitedPage => ({
      path,
      show(html, messages) {
        const errors = toErrors(messages, thread)
        if (errors.length > 0) say({ build, word: 'wrong', errors })
        else say({ build, word: 'page', path, html })
      },
    })
    const awaited = page === undefined ? undefined : toAwaited(page)
    try {
      goOn()
      const done = await buildOnce(thread, { ...effects, awaited }, goOn)
      say({ build, word: 'done', ...done })
    } catch (error) {
      if (error instanceof Superseded) return
      say({ build, word: 'refused', reason: describeRefusal(error) })
    }
  }
  let ready = Promise.resolve()
  parentPort?.on('message', (order: BuildOrder) => {
    ready = ready.then(() => (order.build === endOfBuilds ? parentPort?.close() : answer(order)))
  })
}

function toErrors(messages: readonly Message[], thread: Pick<BuildThread, 'isLog'>): string[] {
  return toLines(
    messages.filter(({ severity }) => severity === 'error'),
    thread,
  )
}

async function buildOnce(thread: BuildThread, effects: BuildEffects, goOn: () => void) {
  const { root, packageRoot, url, output, isLog } = thread
  const said: Said[] = []
  const terminal: Terminal = {
    out: text => said.push({ to: 'out', text }),
    err: text => said.push({ to: 'err', text }),
    isLog,
  }
  const built = await build({ root, packageRoot, url }, effects)
  goOn()
  await publish(built, output, terminal)
  return { isWritten: built.files !== undefined, errors: toErrors(built.messages, thread), said }
}

/** What is remembered, on disk and in this thread; a build that nobody waits for ends where it asks for it. */
async function toInterruptible(
  { root, packageRoot, withoutCache }: BuildThread,
  goOn: () => void,
): Promise<BuildEffects> {
  const { memory, ...effects } = await toEffects(root, packageRoot, withoutCache)
  const interruptible: Memory | undefined = memory && {
    get(key) {
      goOn()
      return memory.get(key)
    },
    has: key => memory.has(key),
    set: (key, value) => memory.set(key, value),
  }
  return {
    ...effects,
    progress: goOn,
    resident: new Map(),
    ...(interruptible && { memory: interruptible }),
  }
}
