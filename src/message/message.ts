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
  const place = [message.file, message.line, message.column].filter(part => part !== undefined)
  return `${place.join(':')}: ${message.severity} ${message.reason}  ${message.rule}`
}

export function hasErrors(messages: Message[]): boolean {
  return messages.some(message => message.severity === 'error')
}

/** Errors first, then by file and line, so that the same input gives the same list. */
export function sortMessages(messages: Message[]): Message[] {
  const rank = { error: 0, warning: 1, info: 2 }
  const key = (message: Message) =>
    [rank[message.severity], message.file, String(message.line ?? 0).padStart(9, '0')].join('\0')
  return [...messages].sort((a, b) => compare(key(a), key(b)))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
