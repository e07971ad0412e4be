#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { printable } from '../message/printable.ts'
import { main } from './main.ts'

// The bundle lies in dist/, one folder below the package.
const packageRoot = fileURLToPath(new URL('..', import.meta.url))

process.exitCode = await main(
  process.argv.slice(2),
  {
    out: text => process.stdout.write(printable(text)),
    err: text => process.stderr.write(printable(text)),
    isLog: Boolean(process.env.CI),
    ...(process.stderr.isTTY && { show: showInPlace }),
  },
  packageRoot,
)

/** Over the line that stands there, which the next one written takes the place of. */
function showInPlace(text: string): void {
  process.stderr.write(`\r\x1b[K${text === '' ? '' : `${printable(text)}\r`}`)
}
