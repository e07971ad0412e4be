import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** IO/s of each repeat, by engine. */
export interface Rates {
  [engine: string]: readonly number[]
}

/** A report of fio over ten seconds. */
export function toFioReport(
  iops: number,
  options: { [option: string]: string } = {},
  minute = 21,
): string {
  return JSON.stringify({
    'fio version': 'fio-3.36',
    timestamp: Date.UTC(2026, 10, 22, 23, minute, 8) / 1000,
    time: `Sun Nov 22 23:${minute}:08 2026`,
    jobs: [
      {
        jobname: 'j',
        'job options': { rw: 'randread', bs: '4k', ...options },
        read: {
          io_bytes: iops * 10 * 4096,
          total_ios: iops * 10,
          runtime: 10_000,
          iops,
          clat_ns: { mean: 1e9 / iops },
        },
      },
    ],
  })
}

/** The files of a campaign: a folder an engine, in it a folder a repeat. */
export function toCampaign(
  rates: Rates,
  options: { [option: string]: string } = {},
  minute = 21,
): { [path: string]: string } {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([ioengine, values]) =>
      values.map((iops, at) => [
        `${ioengine}/r${at + 1}/fio.json`,
        toFioReport(iops, { ioengine, ...options }, minute),
      ]),
    ),
  )
}

/** Folders by name, below a new one that they are called from. */
export function writeFolders(folders: { [name: string]: { [path: string]: string } }): string {
  const root = mkdtempSync(join(tmpdir(), 'technote-campaign-'))
  for (const [name, files] of Object.entries(folders)) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, name, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }
  return root
}
