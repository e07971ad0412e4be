import { readVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { redactStudies } from '../../src/redact/redact-studies.ts'
import { checkPrivacy } from '../../src/site/check-privacy.ts'
import { readSite } from '../../src/site/read-site.ts'
import { readStudies } from '../../src/study/read-studies.ts'

/** How many times as long as `gzip -dc` of the archives privacy may take. */
const goal = 6

/**
 * What it costs to learn what is private in the archives of this site, to replace it, and to look
 * through what is published of them.
 *
 * @param gunzip CPU seconds that `gzip -dc` of the same archives takes
 */
export async function reportPrivacy(root: string, gunzip: number): Promise<void> {
  const studies = await readStudies(root, { progress: () => undefined })
  const { sources: site } = await readSite(root, root)
  const start = process.cpuUsage()
  const { downloads, redactor, unchanged } = await redactStudies(studies, [], {
    allow: site?.manifest.allow,
    hide: site?.manifest.private,
    vocabulary: await readVocabulary(root),
    pages: site?.pages.map(({ text }) => text),
  })
  const replaced = secondsSince(start)
  const messages = await checkPrivacy(downloads, redactor, async () => [], unchanged)
  const total = secondsSince(start)
  const ratio = total / gunzip
  console.log(
    `\nprivacy of ${downloads.length} downloads, CPU time (user + system):\n\n` +
      `  learn and replace           ${replaced.toFixed(2)} s\n` +
      `  look through what is published ${(total - replaced).toFixed(2)} s, ${messages.length} messages\n` +
      `  ÷ gzip -dc                  ${ratio.toFixed(1)}${ratio <= goal ? '' : `   MISSED, goal ${goal}`}`,
  )
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
