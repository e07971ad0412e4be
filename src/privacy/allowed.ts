import { createHash } from 'node:crypto'

const hashed = /^sha256:([0-9a-f]{8,64}):([0-9a-f]{64})$/

/**
 * Whether the author said that a value may be published. What should not even be written there
 * stands in the list as `sha256:SALT:HASH`.
 */
export function createAllowed(allow: readonly string[]): (value: string) => boolean {
  const words = new Set(
    // An address of mail is taken for two values, and may be allowed as one.
    allow.flatMap(value => [value, ...value.split('@')]).map(value => value.toLowerCase()),
  )
  const hashes = allow.flatMap(value => {
    const [, salt, hash] = hashed.exec(value) ?? []
    return salt !== undefined && hash !== undefined ? { salt, hash } : []
  })
  return value => {
    const lower = value.toLowerCase()
    return words.has(lower) || hashes.some(({ salt, hash }) => hash === hashWord(salt, lower))
  }
}

/** The entry of the list for a word that should not stand in it. */
export function hideWord(value: string, salt: string): string {
  return `sha256:${salt}:${hashWord(salt, value.toLowerCase())}`
}

function hashWord(salt: string, lower: string): string {
  return createHash('sha256').update(`${salt} ${lower}`).digest('hex')
}
