import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from '../../src/build.ts'
import { reportEdited } from './edited.ts'
import { reportInit } from './init.ts'
import { reportPages } from './pages.ts'
import { reportPrivacy } from './privacy.ts'
import { makeReferencePages } from './reference.ts'
import { reportScale } from './scale.ts'
import { reportStreams } from './streams.ts'
import { reportUnchanged } from './unchanged.ts'
import { reportWatch } from './watch.ts'

/**
 * What a cold build of this repository's site costs: CPU time by step and peak memory, beside
 * an empty process and, for reading alone, `gzip -dc` of the same archives, in turn. The
 * machine may be shared, so ratios say more than times. Then its pages (`npm run bench -- pages`
 * for them alone, with `part-2-fixed-iops` behind it for one): their weight, and what they cost a
 * browser beside Vega; with the parts that the budgets of a page speak of. And what init of a thousand
 * files costs (`npm run bench -- init`), privacy beside `gzip -dc` (`npm run bench -- privacy`),
 * reading large files (`npm run bench -- streams`), and building again what has not changed
 * (`npm run bench -- unchanged`) or one word of (`npm run bench -- edited`), also beside a browser
 * (`npm run bench -- watch`). How cost grows from a thousand to ten thousand runs is
 * `npm run bench -- scale`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const program = `${root}dist/technote.js`
/** CPU seconds and MiB of a cold build; how many times as long as `gzip -dc` reading may take. */
const goals = { seconds: 20, peak: 512, read: 3 }
const unpack = `gzip -dc ${root}data/*/*.gz ${root}data/*/*/*.gz > /dev/null`

if (process.argv[2] === 'once') await once()
else if (process.argv[2] === 'streams') reportStreams(cpuOf)
else if (process.argv[2] === 'scale') reportScale(program)
else if (process.argv[2] === 'init') reportInit(program)
else if (process.argv[2] === 'unchanged') reportUnchanged(root, program, cpuOf)
else if (process.argv[2] === 'edited') reportEdited(root, program, cpuOf)
else if (process.argv[2] === 'watch') await reportWatch(root, program)
else if (process.argv[2] === 'privacy') await reportPrivacy(root, cpuOf(unpack) / 1000)
else {
  if (process.argv[2] !== 'pages') {
    report()
    reportUnchanged(root, program, cpuOf)
    reportEdited(root, program, cpuOf)
    reportInit(program)
    await reportWatch(root, program)
    reportStreams(cpuOf)
    reportScale(program)
  }
  const { files } = await build({ root, packageRoot: root }, { progress: () => undefined })
  await reportPages([...(files ?? []), ...(await makeReferencePages())], process.argv.slice(3))
}

/** One cold build in this process; prints its steps as JSON. */
async function once(): Promise<void> {
  const steps: { [step: string]: number } = {}
  let last = 0
  const charge = (step: string) => {
    const { user, system } = process.cpuUsage()
    const now = (user + system) / 1000
    steps[step] = (steps[step] ?? 0) + now - last
    last = now
  }
  charge('start Node and load')
  const { files, messages } = await build({ root, packageRoot: root }, { progress: charge })
  charge('appendices, links, manifest')
  const peak = process.resourceUsage().maxRSS / 1024
  const errors = messages.filter(message => message.severity === 'error').length
  console.log(JSON.stringify({ steps, peak, files: files?.length ?? 0, errors }))
}

interface Once {
  steps: { [step: string]: number }
  peak: number
  files: number
  errors: number
}

function report(): void {
  const rounds = 3
  const builds: Once[] = []
  const empty: number[] = []
  const gunzip: number[] = []
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`build ${round} of ${rounds}\n`)
    builds.push(JSON.parse(run([process.execPath, process.argv[1] ?? '', 'once'])))
    empty.push(cpuOf(`${process.execPath} -e 0`))
    gunzip.push(cpuOf(unpack))
  }
  const names = Object.keys(builds[0]?.steps ?? {})
  const total = builds.map(({ steps }) => Object.values(steps).reduce((sum, ms) => sum + ms, 0))
  console.log(`cold build of this site, CPU time (user + system), median of ${rounds}:\n`)
  for (const name of names) {
    console.log(
      `  ${name.padEnd(28)}${format(median(builds.map(({ steps }) => steps[name] ?? 0)))}`,
    )
  }
  const peak = median(builds.map(({ peak }) => peak))
  console.log(
    `  ${'total'.padEnd(28)}${format(median(total))}${tellGoal(median(total) / 1000, goals.seconds, ' s')}`,
  )
  console.log(
    `\n  peak memory ${peak.toFixed(0)} MiB${tellGoal(peak, goals.peak, ' MiB')}, ${builds[0]?.files} files, ${builds[0]?.errors} errors`,
  )
  console.log(
    `\n  an empty Node process       ${format(median(empty))}   build ÷ this = ${(median(total) / median(empty)).toFixed(1)}`,
  )
  const read = median(builds.map(({ steps }) => steps.read ?? 0))
  console.log(
    `  gzip -dc of the archives    ${format(median(gunzip))}   read ÷ this = ${(read / median(gunzip)).toFixed(1)}${tellGoal(read / median(gunzip), goals.read)}`,
  )
}

/** CPU ms of a shell command and its children. */
function cpuOf(command: string): number {
  const text = run(['bash', '-c', `TIMEFORMAT='%U %S'; time { ${command}; }`], 'stderr')
  return text
    .trim()
    .split(/\s+/)
    .reduce((sum, seconds) => sum + Number(seconds) * 1000, 0)
}

function run([command = '', ...args]: string[], stream: 'stdout' | 'stderr' = 'stdout'): string {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (result.status !== 0) throw new Error(result.stderr)
  return result[stream]
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function tellGoal(value: number, goal: number, unit = ''): string {
  return `; goal ${goal}${unit}${value <= goal ? '' : ', MISSED'}`
}

function format(ms: number): string {
  return `${ms.toFixed(0).padStart(6)} ms`
}
