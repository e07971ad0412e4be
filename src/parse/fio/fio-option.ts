const sizes: { [prefix: string]: number } = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }
const seconds: { [unit: string]: number } = {
  '': 1,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
}

/**
 * A size as fio reads it, in B, of one value for all directions: `parseFioSize('4k') // => 4096`.
 * `4ki`, `4kb` and `4kib` are the same where `kb_base` is 1024, as it is by default.
 */
export function parseFioSize(text: string): number | undefined {
  const [, number, prefix = ''] = /^(\d+)([kmg]?)(?:i?b)?i?$/i.exec(text) ?? []
  const factor = sizes[prefix.toLowerCase()]
  return number === undefined || factor === undefined ? undefined : Number(number) * factor
}

/** A time as fio reads it, in s where it has no unit: `2m`, `600`, `00:02:00`, `500ms`. */
export function parseFioSeconds(text: string): number | undefined {
  if (/^\d+(?::\d+)+$/.test(text)) {
    return text.split(':').reduce((total, part) => total * 60 + Number(part), 0)
  }
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = seconds[unit.toLowerCase()]
  return number === undefined || factor === undefined ? undefined : Number(number) * factor
}
