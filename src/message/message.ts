export type Severity = 'error' | 'warning' | 'info'

/** What is said of the input: *unexpected X, expected Y; what to do*, with a place and a rule. */
export interface Message {
  severity: Severity
  /** Name of the rule, such as `missing-repeat`. */
  rule: string
  reason: string
  /** The file as the reader knows it: `data/x/study.yaml`, `round-1.tar.gz › libaio/iops/fio.json`. */
  file: string
  line?: number
  column?: number
  /**
   * Private values that it is about, for the person at the terminal. No field, so that they never
   * get to where messages are stored or published.
   */
  reveal?(): string[]
}

/** What a parser says: it does not know its file. */
export type Remark = Omit<Message, 'file'>

/** `data/x/study.yaml:3:1: error Unexpected key …  unknown-key` */
export function messageToString(message: Message): string {
  return `${toPlace(message)}: ${message.severity} ${message.reason}  ${message.rule}`
}

export function hasErrors(messages: Message[]): boolean {
  return messages.some(message => message.severity === 'error')
}

function toPlace({ file, line, column }: Message): string {
  return [file, line, column].filter(part => part !== undefined).join(':')
}

/** Errors first, then by file and line, so that the same input gives the same list. */
export function sortMessages(messages: Message[]): Message[] {
  const rank = { error: 0, warning: 1, info: 2 }
  const key = (message: Message) =>
    [rank[message.severity], message.file, String(message.line ?? 0).padStart(9, '0')].join('\0')
  return [...messages].sort((a, b) => compare(key(a), key(b)))
}

/**
 * One message for all places of which the same is said, at the first of them: they have one cause.
 * What reveals a value is not the same as what reveals another.
 */
export function foldMessages(messages: readonly Message[]): Message[] {
  const groups = new Map<string, Message[]>()
  for (const [index, message] of messages.entries()) {
    const { severity, rule, reason, reveal } = message
    const key = reveal ? String(index) : [severity, rule, reason].join('\0')
    groups.set(key, [...(groups.get(key) ?? []), message])
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? { ...first, reason: first.reason + tellOthers(others) } : [],
  )
}

/** Other places are named up to this many. */
const mostPlaces = 4

function tellOthers(others: Message[]): string {
  if (others.length === 0) return ''
  const places = others.slice(0, mostPlaces).map(toPlace).join(', ')
  const more = others.length > mostPlaces ? ` and at ${others.length - mostPlaces} more places` : ''
  return ` (the same at ${places}${more})`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
