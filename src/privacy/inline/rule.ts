import type { Kind } from '../kinds.ts'

/** Private values that stand inside a line; the group `value` is the private part. */
export interface InlineRule {
  kind: Kind
  pattern: RegExp
  /** Text without any of these cannot match: most rules are never run. */
  needs: string[]
}

export const host = String.raw`[A-Za-z0-9](?:[\w.-]{0,80}[A-Za-z0-9])?`
/** Where digits would be an address or a number: a name that begins with a letter. */
export const named = String.raw`[A-Za-z](?:[\w.-]{0,80}[A-Za-z0-9])?`
export const user = String.raw`[a-z_][\w.-]{0,40}`
/** A line of mail or of a shell, after its quotes. */
export const start = String.raw`^[>* \t]{0,10}(?:\[I\] )?`
const unit = '(?:service|socket|target|mount|automount|swap|slice|scope|timer|path|device)'
/** Kinds of keys, and units of systemd made from a template, are written like addresses of mail. */
export const domain = String.raw`(?!openssh\.com|libssh\.org)[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,6}\.(?!${unit}\b)[A-Za-z]{2,}`

export function inline(kind: Kind, needs: string[], pattern: string, flags = 'gim'): InlineRule {
  return {
    kind,
    needs: needs.map(need => need.toLowerCase()),
    pattern: new RegExp(pattern, `${flags}d`),
  }
}
