/** The words of a unit; a unit without any is printed as it is called. */
interface UnitWords {
  /** `switches`, of several. */
  many?: string
  /** What stands behind `per`, where that is not the unit's own name. */
  per?: string
  /** Other ways in which people write it. */
  also?: readonly string[]
}

const words = {
  s: {},
  B: { many: 'bytes', per: 'GiB' },
  IO: { many: 'I/Os', per: 'I/O', also: ['IOs'] },
  cycle: { many: 'cycles' },
  instruction: { many: 'instructions' },
  switch: { many: 'switches', also: ['context-switch', 'context-switches'] },
  migration: { many: 'migrations' },
  fault: { many: 'faults' },
  event: { many: 'events' },
  J: {},
  'CPU-s': { per: 'CPU-second' },
  '1': {},
} satisfies { [unit: string]: UnitWords }

/**
 * The base units. What a tool writes in others is translated once, in `study`. What is divided by
 * CPU time is per `CPU-s`, since `IO/s` is how fast work was done and not what a CPU can do.
 */
export type BaseUnit = keyof typeof words

/** Each base unit with its words: a new one is added here, and nowhere else. */
export const baseUnits: { [unit in BaseUnit]: UnitWords } = words

/** `wordsOf('switch') // => {many: 'switches', …}`; nothing of a unit that is no base unit. */
export function wordsOf(unit: string | undefined): UnitWords {
  return unit !== undefined && Object.hasOwn(baseUnits, unit) ? baseUnits[unit as BaseUnit] : {}
}
