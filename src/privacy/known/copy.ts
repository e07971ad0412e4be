/** Shorter parts of a text are copies of it already. */
const shortest = 13

/**
 * The same letters on their own: a part of a text keeps all of the text in memory, for as long as it is
 * remembered itself.
 */
export function copy(part: string): string {
  if (part.length < shortest) return part
  const copied = Buffer.from(part, 'latin1').toString('latin1')
  return copied === part ? copied : Buffer.from(part, 'utf16le').toString('utf16le')
}
