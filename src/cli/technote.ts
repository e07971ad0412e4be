#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { printable } from '../message/printable.ts'
import type { Terminal } from './command.ts'
import { recall, remember, toRememberable } from './last-run.ts'

// The program lies in dist/, one folder below the package.
const packageRoot = fileURLToPath(new URL('..', import.meta.url))

/**
 * How much the heap may grow between collections of all of it, in per cent of what was kept: V8 lets it
 * become four times as large, most of which is texts that were written already.
 */
const heapGrowth = 70

const args = process.argv.slice(2)
const terminal: Terminal = {
  out: text => process.stdout.write(printable(text)),
  err: text => process.stderr.write(printable(text)),
  isLog: Boolean(process.env.CI),
  ...(process.stderr.isTTY && { show: showInPlace }),
  ...(process.stdout.isTTY && { columns: process.stdout.columns }),
}
const call = toRememberable(args, packageRoot, Boolean(process.env.CI))
if (isMainThread) process.exitCode = (call && (await recall(call, terminal))) ?? (await run())
else await (await import('./main.ts')).buildInThread()

/** What takes its time to load is loaded only where it is needed. */
async function run(): Promise<number> {
  if (args[0] === '--version') {
    const about = readFileSync(join(packageRoot, 'package.json'), 'utf8')
    terminal.out(`${JSON.parse(about).version}\n`)
    return 0
  }
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`)
  const { main } = await import('./main.ts')
  const answer = (to: Terminal) => main(args, to, packageRoot)
  return call ? remember(call, terminal, answer) : answer(terminal)
}

/** Over the line that stands there, which the next one written takes the place of. */
function showInPlace(text: string): void {
  process.stderr.write(`\r\x1b[K${text === '' ? '' : `${printable(text)}\r`}`)
}
