export type ParsedUnit = 'IO/s' | 'B/s' | 'IO' | 'B' | '1' | 's'

const units: { [unit: string]: { factor: number; unit: ParsedUnit } } = {
  'IO/s': { factor: 1, unit: 'IO/s' },
  IOPS: { factor: 1, unit: 'IO/s' },
  'B/s': { factor: 1, unit: 'B/s' },
  'kB/s': { factor: 1e3, unit: 'B/s' },
  'MB/s': { factor: 1e6, unit: 'B/s' },
  'GB/s': { factor: 1e9, unit: 'B/s' },
  'KiB/s': { factor: 2 ** 10, unit: 'B/s' },
  'MiB/s': { factor: 2 ** 20, unit: 'B/s' },
  'GiB/s': { factor: 2 ** 30, unit: 'B/s' },
  IO: { factor: 1, unit: 'IO' },
  B: { factor: 1, unit: 'B' },
  kB: { factor: 1e3, unit: 'B' },
  MB: { factor: 1e6, unit: 'B' },
  GB: { factor: 1e9, unit: 'B' },
  KiB: { factor: 2 ** 10, unit: 'B' },
  MiB: { factor: 2 ** 20, unit: 'B' },
  GiB: { factor: 2 ** 30, unit: 'B' },
  '%': { factor: 0.01, unit: '1' },
  s: { factor: 1, unit: 's' },
}

/** `parseUnitValue('200 MiB/s') // => {value: 209715200, unit: 'B/s'}` */
export function parseUnitValue(text: string): { value: number; unit: ParsedUnit } | undefined {
  const [, number, name = ''] = /^\s*(-?[\d.]+)\s*([^\s\d]\S*)\s*$/.exec(text) ?? []
  const unit = units[name]
  return number === undefined || unit === undefined || Number.isNaN(Number(number))
    ? undefined
    : { value: Number(number) * unit.factor, unit: unit.unit }
}
