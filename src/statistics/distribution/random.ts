/**
 * Numbers in [0, 1) from a seed, the same on every machine: xoshiro128** (Blackman & Vigna 2021),
 * its state filled by a multiplicative hash of the seed.
 */
export function createRandom(seed: number): () => number {
  const state = new Uint32Array(4)
  let word = seed >>> 0
  for (let index = 0; index < 4; index++) {
    word = (word + 0x9e3779b9) >>> 0
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    state[index] = (mixed ^ (mixed >>> 15)) >>> 0
  }
  const rotate = (value: number, by: number) => ((value << by) | (value >>> (32 - by))) >>> 0
  return () => {
    const [a = 0, b = 0, c = 0, d = 0] = state
    const result = Math.imul(rotate(Math.imul(b, 5) >>> 0, 7), 9) >>> 0
    const nextC = c ^ a
    const nextD = d ^ b
    state.set([a ^ nextD, b ^ nextC, nextC ^ (b << 9), rotate(nextD, 11)])
    return result / 2 ** 32
  }
}
