import { Worker } from 'node:worker_threads'
import { type BuildOrder, type BuildThread, type BuildWord, endOfBuilds } from './wire.ts'

/** Builds when asked, in a thread of its own: pages are served meanwhile. */
export interface Builder {
  /** Build, the page that is looked at first; what was asked for before is left unfinished. */
  build(page: string | undefined): void
  /** Resolves when nothing is being written any more. */
  end(): Promise<void>
}

/** How long an end may take; a thread that did not end by then is ended. */
const patience = 5000

/**
 * @param program the file that starts the thread
 * @param hear is told what became of the latest build; of older ones nothing
 * @param fail is told of a mistake of ours, behind which there is no thread any more
 */
export function createBuilder(
  program: URL,
  options: Omit<BuildThread, 'latest'>,
  hear: (word: BuildWord) => void,
  fail: (error: Error) => void,
): Builder {
  const latest = new Int32Array(new SharedArrayBuffer(4))
  const thread = new Worker(program, { workerData: { ...options, latest }, stdin: false })
  const isOver = new Promise<void>(resolve => thread.on('exit', () => resolve()))
  const ask = (build: number, page?: string) => {
    Atomics.store(latest, 0, build)
    const order: BuildOrder = { build, ...(page !== undefined && { page }) }
    thread.postMessage(order)
  }
  let builds = 0
  thread.on('message', (word: BuildWord) => {
    if (word.build === Atomics.load(latest, 0)) hear(word)
  })
  thread.on('error', fail)
  return {
    build(page) {
      builds += 1
      ask(builds, page)
    },
    async end() {
      ask(endOfBuilds)
      const timer = setTimeout(() => void thread.terminate(), patience)
      await isOver
      clearTimeout(timer)
    },
  }
}
