import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRandom } from '../../src/statistics/distribution/random.ts'
import { runFiles } from '../helpers/small-project.ts'

const sizes = [1000, 10_000] as const
/** How CPU time may grow with runs, MiB, and how many times its share of a cold build an archive may cost. */
const goals = { exponent: 1.1, peak: 512, added: 1.5 }
const archives = 100

/** Runs of a square of configurations, as many repeats of each. */
interface Shape {
  side: number
  repeats: number
}

const shapes: { by: string; of: (runs: number) => Shape }[] = [
  { by: 'repeats', of: runs => ({ side: 2, repeats: runs / 4 }) },
  { by: 'configurations', of: runs => ({ side: Math.round(Math.sqrt(runs / 5)), repeats: 5 }) },
]

interface Cost {
  seconds: number
  /** MiB */
  peak: number
}

/** What a cold build costs as runs become more, and a further one with an archive more. */
export function reportScale(program: string): void {
  console.log(
    '\ncold builds of made-up campaigns, an archive a repeat, CPU time (user + system):\n',
  )
  for (const { by, of } of shapes) {
    const made = sizes.map(runs => {
      const shape = of(runs)
      return {
        runs: shape.side ** 2 * shape.repeats,
        ...inProject(shape, root => build(root, program)),
      }
    })
    for (const { runs, seconds, peak } of made) {
      const verdict = peak <= goals.peak ? '' : ', MISSED'
      console.log(
        `  ${`${runs} runs by ${by}`.padEnd(34)}${seconds.toFixed(1).padStart(6)} s, ${peak.toFixed(0).padStart(5)} MiB; goal ${goals.peak} MiB${verdict}`,
      )
    }
    const [small, large] = made
    if (small && large) tellExponent(by, small, large)
  }
  reportAdded(program)
}

function tellExponent(by: string, small: Cost & { runs: number }, large: Cost & { runs: number }) {
  const exponent = Math.log(large.seconds / small.seconds) / Math.log(large.runs / small.runs)
  const verdict = exponent <= goals.exponent ? '' : ', MISSED'
  console.log(
    `  ${`exponent by ${by}`.padEnd(34)}${exponent.toFixed(2).padStart(6)}; goal ${goals.exponent}${verdict}`,
  )
}

/** A build after an archive was added, beside the share that one archive has in a cold build. */
function reportAdded(program: string): void {
  const shape = { side: 4, repeats: archives }
  inProject(shape, root => {
    const cold = build(root, program)
    writeArchive(root, shape, archives + 1)
    const added = build(root, program)
    const ratio = added.seconds / (cold.seconds / archives)
    const verdict = ratio <= goals.added ? '' : ', MISSED'
    console.log(
      `\n  ${`an archive added to ${archives}`.padEnd(34)}${added.seconds.toFixed(1).padStart(6)} s of ${cold.seconds.toFixed(1)} s cold = ${ratio.toFixed(1)} × its share; goal ${goals.added}${verdict}`,
    )
  })
}

/** Has a process tell what it took when it ends. */
const tellUsage = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  console.error(JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }))
})`

function build(root: string, program: string): Cost {
  const preload = `data:text/javascript,${encodeURIComponent(tellUsage)}`
  const args = ['--import', preload, program, 'build', '--root', root]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
}

function inProject<T>(shape: Shape, measure: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'technote-bench-'))
  try {
    write(root, 'site/site.yaml', 'title: T\ndescription: D\n')
    write(root, 'site/index.md', page)
    write(root, 'data/s/study.yaml', toStudyYaml(shape))
    for (let repeat = 1; repeat <= shape.repeats; repeat++) writeArchive(root, shape, repeat)
    return measure(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const page = `---
title: Front
description: A page.
study: s
---

::table{kind=costs workload=all metrics=switches}
`

const levels = (name: string, side: number) =>
  Array.from({ length: side }, (_, index) => `${name}${index}`)

function toStudyYaml({ side, repeats }: Shape): string {
  const factors = ['a', 'b'].map(name => {
    const told = levels(name, side).map(level => `${level}: ${level}`)
    return `  ${name}: { label: Factor ${name}, levels: { ${told.join(', ')} } }\n`
  })
  return `title: Campaign
description: A campaign.
measured: never
factors:
${factors.join('')}workloads: { all: { label: All, description: random reads, per: IO } }
baseline: { a: a0, b: b0 }
repeats: ${repeats}
runs: "r{repeat}.tar.gz/{a}/{b}"
scopes: { perf: { label: perf, description: the process, files: ['*perf.*'] } }
metrics: { switches: { count: context-switches, scope: perf } }
`
}

/** A round of all configurations; no two of its reports are alike. */
function writeArchive(root: string, { side }: Shape, repeat: number): void {
  const folder = join(root, 'round')
  const random = createRandom(repeat)
  for (const [at, a] of levels('a', side).entries()) {
    for (const [index, b] of levels('b', side).entries()) {
      const number = (repeat * side + at) * side + index
      for (const [name, text] of Object.entries(runFiles(a, number))) {
        const switches = Math.round(900 + 100 * random())
        const own = text.replace(/\d+(?= {6}context-switches)/, String(switches))
        write(folder, `${a}/${b}/${name}`, own)
      }
    }
  }
  const archive = join(root, `data/s/r${repeat}.tar.gz`)
  const { status, stderr } = spawnSync('tar', ['-C', folder, '-czf', archive, '.'])
  if (status !== 0) throw new Error(String(stderr))
  rmSync(folder, { recursive: true })
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
