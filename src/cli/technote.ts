#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { main } from './main.ts'

// The bundle lies in dist/, one folder below the package.
const packageRoot = fileURLToPath(new URL('..', import.meta.url))

process.exitCode = await main(
  process.argv.slice(2),
  {
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
    isInteractive: process.stderr.isTTY === true,
  },
  packageRoot,
)
