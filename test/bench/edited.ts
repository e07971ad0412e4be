import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const edits = 5
/** CPU seconds of the whole site after one word of a page changed. */
const goal = 3
const page = 'site/part-2-fixed-iops.md'

/**
 * What it costs to build the site of this repository again after a sentence was added to one of its
 * pages, several times in a row.
 *
 * @param cpuOf CPU ms of a shell command
 */
export function reportEdited(
  root: string,
  program: string,
  cpuOf: (command: string) => number,
): void {
  const project = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  const build = `${process.execPath} ${program} build --root ${project} > /dev/null 2>&1`
  try {
    for (const part of ['data', 'site', 'templates'])
      cpSync(join(root, part), join(project, part), { recursive: true })
    process.stderr.write('build once\n')
    const cold = cpuOf(build) / 1000
    const seconds = Array.from({ length: edits }, () => {
      appendFileSync(join(project, page), '\nThis sentence was added.\n')
      return cpuOf(build) / 1000
    }).sort((a, b) => a - b)
    const median = seconds[Math.floor(edits / 2)] ?? 0
    const verdict = median <= goal ? '' : '   MISSED'
    console.log(
      `\none sentence added to ${page}, CPU time (user + system):\n\n` +
        `  built cold                  ${cold.toFixed(1).padStart(6)} s\n` +
        `  built after the edit        ${median.toFixed(1).padStart(6)} s, from ${seconds[0]?.toFixed(1)} to ${seconds.at(-1)?.toFixed(1)} of ${edits}; goal ${goal} s${verdict}`,
    )
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
