import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CallError, type Command, expectFolderOf } from './command.ts'

export const captureCommand: Command = {
  name: 'capture',
  summary: 'Print the script that captures what a host says of itself, or run it here',
  usage:
    'technote capture [--windows] > capture.sh\ntechnote capture | ssh HOST sh\ntechnote capture --run [--out FILE.tar.gz] [--sudo | --no-sudo]',
  options: {
    windows: { type: 'boolean', help: 'the PowerShell script, for Windows guests' },
    run: { type: 'boolean', help: 'run it on this machine instead of printing it' },
    out: { type: 'string', value: 'FILE', help: 'the archive (technote-capture.tar.gz)' },
    sudo: { type: 'boolean', help: 'use sudo without asking' },
    'no-sudo': { type: 'boolean', help: 'do without root, and do not ask' },
  },
  positionals: 0,
  run: async ({ project, options, terminal }) => {
    if (options.run && options.windows) {
      throw new CallError(
        'Unexpected --run with --windows, expected one of them; copy the script there',
      )
    }
    const idle = ['out', 'sudo', 'no-sudo'].find(option => options[option] !== undefined)
    if (!options.run && idle !== undefined) {
      throw new CallError(
        `Unexpected --${idle} without --run, expected both or neither; the script that is printed takes it as well`,
      )
    }
    if (options.out !== undefined) await expectFolderOf('--out', String(options.out))
    const name = options.windows ? 'capture.ps1' : 'capture.sh'
    const script = join(project.packageRoot, 'src/capture', name)
    if (!options.run) {
      terminal.out(await readFile(script, 'utf8'))
      return 0
    }
    const flags = ['sudo', 'no-sudo'].filter(flag => options[flag]).map(flag => `--${flag}`)
    const out = options.out === undefined ? [] : ['--out', String(options.out)]
    const { status } = spawnSync('sh', [script, ...out, ...flags], { stdio: 'inherit' })
    return status ?? 1
  },
}
