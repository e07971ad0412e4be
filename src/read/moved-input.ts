import { messageToString } from '../message/message.ts'

/** What a build reads went away or changed meanwhile: nothing that it computes can be trusted. */
export class MovedInput extends Error {
  constructor(file: string, what: string) {
    const reason = `It ${what} while it was read, so nothing was written. Run this again when nothing else writes there`
    super(messageToString({ severity: 'error', rule: 'moved-file', reason, file }))
  }
}
