import { gzipSync } from 'fflate/browser'
import type { Root } from 'hast'
import { printHtml } from '../../format/html.ts'

/**
 * What a page may weigh beyond its fonts, compressed, when it is one file: a reader opens it on a
 * phone, and a tracker takes it as an attachment. 70 kB, of which two are for what is written
 * into the file when all is chosen.
 */
export const weightOfPage = 68_000

/** Bytes of trees when they are written and compressed, fonts in them apart. */
export function weigh(trees: Root[]): number {
  const text = trees.map(printHtml).join('\n')
  const withoutFonts = text.replaceAll(/url\("data:font[^"]*"\)/g, '')
  return gzipSync(Buffer.from(withoutFonts), { level: 6, mtime: 0 }).length
}

/** What may still go into a file. */
export class Budget {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  get isEndless(): boolean {
    return this.#left === Number.POSITIVE_INFINITY
  }

  /** What must be in is taken even where there is no room for it. */
  take(weight: number): void {
    this.#left -= weight
  }

  /** Take it if there is room. */
  tryTake(weight: number): boolean {
    if (weight > this.#left) return false
    this.take(weight)
    return true
  }
}
