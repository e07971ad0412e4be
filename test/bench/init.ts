import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inTurnLayouts, makeWindowsInTurn } from '../helpers/windows-in-turn.ts'

/** CPU seconds that `init` of a thousand files may take. */
const goal = 10

/**
 * What `technote init` costs for a thousand files of fio and perf, in each way of naming them: CPU
 * time beside that of an empty Node process, in turn.
 *
 * @param program the bundled command line
 */
export function reportInit(program: string): void {
  console.log(`\ninit of a thousand files, CPU time (user + system), goal ${goal} s:\n`)
  for (const [name, layout] of Object.entries(inTurnLayouts)) {
    const root = mkdtempSync(join(tmpdir(), 'technote-bench-'))
    const files = Object.entries(makeWindowsInTurn(layout))
    for (const [path, text] of files) {
      const file = join(root, 'data/many', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    const empty = cpuOf(['-e', '0'])
    const seconds = cpuOf([program, 'init', '--root', root])
    rmSync(root, { recursive: true })
    const verdict = seconds <= goal ? '' : '   MISSED'
    console.log(
      `  ${`${name}, ${files.length} files`.padEnd(48)}${seconds.toFixed(2)} s   ÷ an empty process = ${(seconds / empty).toFixed(1)}${verdict}`,
    )
  }
}

/** CPU seconds of a Node process and its children. */
function cpuOf(args: string[]): number {
  const timed = `TIMEFORMAT='%U %S'; time "$0" "$@" > /dev/null 2>&1`
  const { stderr, status } = spawnSync('bash', ['-c', timed, process.execPath, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status !== 0) throw new Error(stderr)
  return stderr
    .trim()
    .split(/\s+/)
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}
