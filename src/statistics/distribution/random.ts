/**
 * Numbers in [0, 1) from a seed, the same on every machine: xoshiro128** (Blackman & Vigna 2021),
 * its state filled by a multiplicative hash of the seed.
 */
export function createRandom(seed: number): () => number {
  let word = seed >>> 0
  const next = () => {
    word = (word + 0x9e3779b9) >>> 0
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, d] = [next(), next(), next(), next()]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result / 2 ** 32
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
