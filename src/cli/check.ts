import { build } from '../build.ts'
import { formatPercent } from '../format/number.ts'
import type { PlacedClaim } from '../pages/bind/claims.ts'
import { type Command, digestsOption, readOptions } from './command.ts'
import { formOption, readForm, report } from './report.ts'

export const checkCommand: Command = {
  name: 'check',
  summary: 'Do all that build does, but write nothing',
  usage: 'technote check [--root DIR] [--claims]',
  options: {
    claims: { type: 'boolean', help: 'list every claim with what the data say and its margin' },
    ...formOption,
    ...digestsOption,
    ...readOptions,
  },
  positionals: 0,
  run: async ({ project, options, terminal, effects }) => {
    const form = readForm(options)
    const { files, studies, claims, messages } = await build(project, effects)
    const status = report(messages, terminal, form)
    for (const line of studies) terminal.out(`${line}\n`)
    if (options.claims) terminal.out(claims.map(describe).join('') || 'No page makes a claim.\n')
    terminal.out(
      files
        ? `The site can be built: ${files.length} files.\n`
        : 'The site cannot be built: with these errors it would be wrong.\n',
    )
    return status
  },
}

/** The margin is how far the interval could move before the claim broke, in points of the ratio. */
function describe({ file, line, that, found, scope, slack, fragile }: PlacedClaim): string {
  const margin = slack === undefined ? '' : `, margin ${formatPercent(slack, 1)}`
  const of = scope === '' ? '' : ` (${scope})`
  const rests =
    fragile.length > 0
      ? `\n    fragile: it would not hold without round ${fragile.join(' or ')}`
      : ''
  return `${file}:${line}: ${that}\n    found ${found}${of}${margin}${rests}\n`
}
