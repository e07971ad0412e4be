/** Cut it, flip bytes in it, take a piece out, or put a piece in twice. */
export function damage(bytes: Uint8Array, next: () => number): Uint8Array {
  const at = () => Math.floor(next() * bytes.length)
  const kind = Math.floor(next() * 4)
  if (kind === 0) return bytes.subarray(0, at())
  const [from = 0, to = 0] = [at(), at()].sort((a, b) => a - b)
  if (kind === 1) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  if (kind === 2) return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
  const copy = Uint8Array.from(bytes)
  for (let flips = 1 + Math.floor(next() * 8); flips > 0 && copy.length > 0; flips -= 1) {
    copy[at()] = Math.floor(next() * 256)
  }
  return copy
}

/** A small generator of numbers from 0 to 1, the same for the same seed. */
export function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
