import { readFileSync } from 'node:fs'

/** Fields of package.json that need an address which only who publishes knows. */
const addresses = ['repository', 'homepage', 'bugs']

/** What keeps a version from being released, a sentence each. */
export function whyNotReleased(
  about: { version?: string; [field: string]: unknown },
  changes: string,
): string[] {
  const { version = '' } = about
  const missing = addresses
    .filter(field => about[field] === undefined)
    .map(field => `package.json has no ${field}: add its address`)
  const [, when] =
    new RegExp(`^## ${version.replaceAll('.', '\\.')}, (.*)$`, 'm').exec(changes) ?? []
  const isDated = when !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(when)
  const undated = isDated ? [] : [`CHANGELOG.md has no line "## ${version}, YYYY-MM-DD"`]
  return [...missing, ...undated]
}

if (process.argv[1]?.endsWith('release-check.js')) {
  const about = JSON.parse(readFileSync('package.json', 'utf8'))
  const problems = whyNotReleased(about, readFileSync('CHANGELOG.md', 'utf8'))
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
