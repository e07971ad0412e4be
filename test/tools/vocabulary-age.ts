import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vocabularyFolder } from '../../src/privacy/known/vocabulary.ts'

/** Hardware and kernels get new words each year: older lists withhold too much. */
const oldest = 365

/**
 * How old the known words are, and what they were made of, as `ORIGIN.md` says beside them.
 *
 * @returns a line to be printed, and whether they are too old for a release
 */
export function tellAge(origin: string, today: Date): { text: string; isTooOld: boolean } {
  const [, date = ''] = /made on (\d{4}-\d{2}-\d{2})/.exec(origin) ?? []
  const [, source = ''] = /^\| `words\.bin` \| [\d ]+ \| (.*?) \(/m.exec(origin) ?? []
  const days = Math.floor((today.getTime() - Date.parse(date)) / 86_400_000)
  if (Number.isNaN(days) || source === '') {
    return {
      text: `Unexpected ${vocabularyFolder}/ORIGIN.md, expected a date and a source`,
      isTooOld: true,
    }
  }
  const way = 'make them anew with test/tools/fetch-vocabulary.sh and npm run vocabulary'
  const isTooOld = days > oldest
  return {
    text: `The known words are of ${date} (${days} days old), from ${source}${isTooOld ? `; ${way}` : ''}`,
    isTooOld,
  }
}

if (process.argv[1]?.endsWith('vocabulary-age.js')) {
  const { text, isTooOld } = tellAge(
    readFileSync(join(vocabularyFolder, 'ORIGIN.md'), 'utf8'),
    new Date(),
  )
  process.stdout.write(`${text}\n`)
  process.exitCode = isTooOld ? 1 : 0
}
