import { execSync } from 'node:child_process'

/** Once before all tests: bundle the command line that the tests run. */
export default function bundle(): void {
  execSync('npm run --silent bundle', { stdio: ['ignore', 'ignore', 'inherit'] })
}
