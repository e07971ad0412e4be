import type { Options } from '../load-survey.ts'
import type { Asked } from '../study.ts'

const factors: { [unit: string]: number } = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

/** A size as sysbench prints it, in B: `parseSize('4KiB') // => 4096`. */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMG]iB|B)$/.exec(text) ?? []
  const factor = factors[unit]
  return number === undefined || factor === undefined ? undefined : Number(number) * factor
}

/**
 * What these options ask for: a thread has one synchronous I/O in flight. How long it was to run
 * sysbench does not print, nor how many asynchronous I/Os; merged requests have several sizes.
 */
export function toAsked(options: Options): Asked {
  const { threads, 'file-io-mode': mode, 'file-merged-requests': merged } = options
  return {
    ...(mode === 'sync' && threads !== undefined && { inFlight: Number(threads) }),
    ...(merged === undefined && { ioSize: parseSize(options['file-block-size'] ?? '') }),
  }
}
