import { open, type Printed } from './printed.ts'

/** Thin spaces, true minus signs and dashes do not survive every mailer and terminal. */
export function toPlain(text: string | Printed): string {
  return open(text as Printed)
    .replaceAll(/[\u2009\u202f\u00a0]/g, ' ')
    .replaceAll(/[\u2212\u2013]/g, '-')
    .replaceAll('\u2019', "'")
}
