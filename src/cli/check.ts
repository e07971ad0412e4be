import { build } from '../build.ts'
import type { Command } from './command.ts'
import { report } from './report.ts'

export const checkCommand: Command = {
  name: 'check',
  summary: 'Do all that build does, but write nothing',
  usage: 'technote check [--root DIR]',
  options: {},
  positionals: 0,
  run: async ({ project, terminal, effects }) => {
    const { files, messages } = await build(project, effects)
    const status = report(messages, terminal)
    terminal.out(
      files
        ? `The site can be built: ${files.length} files.\n`
        : 'The site cannot be built: with these errors it would be wrong.\n',
    )
    return status
  },
}
