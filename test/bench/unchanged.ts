import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const pairs = 15
const goal = 4

/**
 * What it costs to build again what has not changed, beside an empty process, in turn. The first
 * calls still hash what was written shortly before; they are made beforehand.
 *
 * @param cpuOf CPU ms of a shell command
 */
export function reportUnchanged(
  root: string,
  program: string,
  cpuOf: (command: string) => number,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  const build = `${process.execPath} ${program} build --root ${root} --output ${join(folder, 'site')} > /dev/null 2>&1`
  try {
    process.stderr.write('build once\n')
    const cold = cpuOf(build)
    const first = cpuOf(`sleep 3; ${build}`)
    const ratios = Array.from({ length: pairs }, () => {
      const empty = cpuOf(`${process.execPath} -e 0`)
      return cpuOf(build) / empty
    }).sort((a, b) => a - b)
    const [median = 0] = ratios.slice(Math.floor(pairs / 2))
    console.log('build of this site again, CPU time (user + system):\n')
    console.log(`  built                       ${cold.toFixed(0).padStart(6)} ms`)
    console.log(`  again, hashes looked at     ${first.toFixed(0).padStart(6)} ms`)
    console.log(
      `  again ÷ an empty process    ${median.toFixed(1).padStart(6)}, from ${ratios[0]?.toFixed(1)} to ${ratios.at(-1)?.toFixed(1)} of ${pairs} pairs; goal ${goal}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
