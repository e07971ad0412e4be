import { execSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { builtSite, technote } from './technote.ts'

/** Once before all tests: bundle the command line, and build this repository's own site with it. */
export default function setup(): void {
  execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
  rmSync(builtSite, { recursive: true, force: true })
  const { status, err } = technote(['build', '--output', builtSite])
  if (status !== 0) throw new Error(`The repository's own site could not be built:\n${err}`)
}
