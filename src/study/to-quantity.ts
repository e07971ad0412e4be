import type { FileRef, Source } from '../model/place.ts'
import type { BaseUnit, Quantity } from '../model/quantity.ts'
import type { Reading } from '../model/reading.ts'

/** A record and the file it was read from. */
export interface Located<R> {
  file: FileRef
  record: R
}

const factors: { [unit: string]: number } = {
  B: 1,
  Bytes: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  PiB: 1024 ** 5,
  IO: 1,
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  msec: 1e-3,
  s: 1,
  /** Linux counts CPU time for people in hundredths of a second, whatever its own tick. */
  tick: 0.01,
}

/** A reading as a quantity in a base unit, with the file it stands in. */
export function toQuantity<U extends BaseUnit>(
  reading: Reading,
  unit: U,
  file: FileRef,
): Quantity<U> {
  return {
    value: reading.value * (factors[reading.unit] ?? 1),
    unit,
    sources: [toSource(reading, file)],
  }
}

export function toSource(reading: Reading, file: FileRef): Source {
  const { place, name, value, unit } = reading
  return { file, place, name, value, unit }
}
