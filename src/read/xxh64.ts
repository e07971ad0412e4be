/** XXH64 of the specification of xxHash 0.8, with seed 0: what zstd keeps the low half of. */
export function createXxh64(): { add(bytes: Uint8Array): void; finish(): bigint } {
  const lanes: Lanes = [wrap(prime1 + prime2), prime2, 0n, wrap(-prime1)]
  let rest: Uint8Array = new Uint8Array(0)
  let total = 0
  return {
    add(bytes) {
      total += bytes.length
      const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
      const end = all.length - (all.length % stripe)
      mixStripes(lanes, all.subarray(0, end))
      rest = all.slice(end)
    },
    finish: () => mixRest(total < stripe ? prime5 : merge(lanes), rest, total),
  }
}

type Lanes = [bigint, bigint, bigint, bigint]

const stripe = 32

function mixStripes(lanes: Lanes, bytes: Uint8Array): void {
  const view = toView(bytes)
  for (let at = 0; at < bytes.length; at += stripe) {
    lanes[0] = mix(lanes[0], view.getBigUint64(at, true))
    lanes[1] = mix(lanes[1], view.getBigUint64(at + 8, true))
    lanes[2] = mix(lanes[2], view.getBigUint64(at + 16, true))
    lanes[3] = mix(lanes[3], view.getBigUint64(at + 24, true))
  }
}

function merge(lanes: Lanes): bigint {
  const [a, b, c, d] = lanes
  let hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n))
  for (const lane of lanes) hash = wrap((hash ^ mix(0n, lane)) * prime1 + prime4)
  return hash
}

function mixRest(start: bigint, bytes: Uint8Array, total: number): bigint {
  const view = toView(bytes)
  const end = bytes.length
  let at = 0
  let hash = wrap(start + BigInt(total))
  for (; at + 8 <= end; at += 8) {
    hash = wrap(rotate(hash ^ mix(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4)
  }
  if (at + 4 <= end) {
    hash = wrap(
      rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * prime1), 23n) * prime2 + prime3,
    )
    at += 4
  }
  for (; at < end; at += 1) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint8(at)) * prime5), 11n) * prime1)
  }
  hash = wrap((hash ^ (hash >> 33n)) * prime2)
  hash = wrap((hash ^ (hash >> 29n)) * prime3)
  return hash ^ (hash >> 32n)
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

const prime1 = 0x9e3779b185ebca87n
const prime2 = 0xc2b2ae3d27d4eb4fn
const prime3 = 0x165667b19e3779f9n
const prime4 = 0x85ebca77c2b2ae63n
const prime5 = 0x27d4eb2f165667c5n

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}

function rotate(value: bigint, bits: bigint): bigint {
  return wrap(value << bits) | (value >> (64n - bits))
}

function mix(lane: bigint, input: bigint): bigint {
  return wrap(rotate(wrap(lane + wrap(input * prime2)), 31n) * prime1)
}
