/** Names that perf gives to the same event. */
const synonyms: { [event: string]: string } = {
  cs: 'context-switches',
  migrations: 'cpu-migrations',
  faults: 'page-faults',
  'cpu-cycles': 'cycles',
  'branch-instructions': 'branches',
  'idle-cycles-frontend': 'stalled-cycles-frontend',
  'idle-cycles-backend': 'stalled-cycles-backend',
}

/** Where perf 6.12 and later count by CPU, they name who counts: `[software]`, `tool/…/`. */
const byCpu = /^([\w-]+)(:\w+)? \[software\]$|^tool\/(\w+)\/$/

/** `cpu-cycles:u` and `cycles:u` are the same event; `cycles` is another. */
export function toCommonName(event: string): string {
  const [, software, of = '', tool] = byCpu.exec(event) ?? []
  const name = (software ?? tool ?? event) + of
  const [, plain = name, modifier = ''] = /^([\w-]+)(:\w+)$/.exec(name) ?? []
  return (synonyms[plain] ?? plain) + modifier
}
