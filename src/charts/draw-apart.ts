import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Element } from 'hast'
import type { TopLevelSpec } from 'vega-lite'

/** A drawing that is asked for, with the prefix of its ids. */
export interface DrawingTask {
  spec: TopLevelSpec
  prefix: string
}

/** What the process that draws says. */
export type DrawingWord =
  | { word: 'ready' }
  | { word: 'drawn'; drawings: Element[] }
  | { word: 'failed'; reason: string }

/** What became of drawings: made, refused by Vega, or ended because they took too much. */
export type Drawn =
  | { state: 'drawn'; drawings: Element[] }
  | { state: 'failed'; reason: string }
  | { state: 'stopped'; limit: string }

/** A drawing of a study's rows takes a tenth of a second and a few megabytes. */
const limits = { seconds: 10, megabytes: 512 }

/**
 * Draw specs that somebody else wrote, in a process that is ended where it takes too long or too
 * much memory: an expression may pad a text to a gigabyte, and a step of a bin may be a billionth.
 * A thread would not do: where it lacks memory, V8 ends the whole program.
 */
export function drawApart(
  tasks: readonly DrawingTask[],
  { seconds, megabytes } = limits,
): Promise<Drawn> {
  const worker = fork(workerFile, {
    execArgv: [`--max-old-space-size=${megabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let timer: NodeJS.Timeout | undefined
  const result = new Promise<Drawn>(resolve => {
    worker.on('message', (said: DrawingWord) => {
      if (said.word === 'ready') {
        const stop = () => resolve({ state: 'stopped', limit: `${seconds} s` })
        timer = setTimeout(stop, seconds * 1000)
        worker.send(tasks)
      } else if (said.word === 'drawn') resolve({ state: 'drawn', drawings: said.drawings })
      else resolve({ state: 'failed', reason: said.reason })
    })
    worker.on('error', error => resolve({ state: 'failed', reason: error.message }))
    // V8 aborts where the memory that it may use is not enough.
    worker.on('exit', () => resolve({ state: 'stopped', limit: `${megabytes} MB` }))
  })
  return result.finally(() => {
    clearTimeout(timer)
    worker.kill('SIGKILL')
  })
}

/** Tests run the sources, beside which the program is built. */
const workerFile = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/draw-worker.js' : './draw-worker.js',
    import.meta.url,
  ),
)
