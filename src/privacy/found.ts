import type { Kind } from './kinds.ts'

/** A private value and where it begins. */
export interface Found {
  kind: Kind
  value: string
  start: number
}
