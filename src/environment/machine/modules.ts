import type { Fact } from '../../parse/host/facts/fact.ts'

/** Where a memory module sits, as far as its name tells. */
export interface Seat {
  /** `P1`, `PROC 2`; empty where names tell of no sockets. */
  socket: string
  /** `A`, `2`; missing where names only count slots. */
  channel?: string
  /** Within the channel, or on the socket where there is none. */
  slot: string
}

/** Names of makers, each with the groups `socket`, `channel` and `slot`; the first that fits counts. */
const forms: readonly RegExp[] = [
  /\((?<socket>P\d+)_Node\d+_Channel(?<channel>\d+)_Dimm(?<slot>\d+)\)$/i,
  /^(?<socket>P\d+)_Node\d+_Channel(?<channel>\d+)_Dimm(?<slot>\d+)/i,
  /^DIMM ?(?<slot>\d+) \((?<socket>P\d+) CHANNEL (?<channel>[A-Z])\)$/i,
  /^(?<socket>(?:P|CPU|PROC) ?\d+)[-_ ]*(?:DIMM|DDR\d?)?[-_ ]*(?<channel>[A-Z])[-_ ]?(?<slot>\d)\b/i,
  /^Channel(?<channel>[A-Z\d])-DIMM(?<slot>\d)\b/i,
  /^(?:DIMM_)?(?<socket>[A-D])(?<slot>\d{1,2})$/,
  /^(?<socket>(?:PROC|CPU) ?\d+)[-_ ]DIMM ?(?<slot>\d+)[A-Z]?\b/i,
  /^(?<slot>D\d+) \(\/SYS\/MB\/(?<socket>P\d+)\)$/,
]

/** `P1_DIMM_A2`, `PROC 1 DIMM 3`, `A12`: the seat, or nothing where the name is of none of these forms. */
export function toSeat(name: string): Seat | undefined {
  for (const form of forms) {
    const groups = form.exec(name)?.groups
    if (groups)
      return { socket: groups.socket ?? '', channel: groups.channel, slot: groups.slot ?? '' }
  }
  return undefined
}

/** A slot of the board: with a module and what is said of it, or empty. */
export interface Slot {
  seat: Seat
  said?: Fact
}

/** The board of a host: each slot with its seat; nothing unless all modules have one, each its own. */
export function toBoard(facts: readonly Fact[]): Slot[] {
  const modules = facts.filter(({ key }) => key === 'memory-module')
  const empty = facts
    .filter(({ key }) => key === 'memory-empty-slots')
    .flatMap(({ value }) => value.split('; '))
  const slots = [
    ...modules.map(said => ({ seat: toSeat(said.subject ?? ''), said })),
    ...empty.map(name => ({ seat: toSeat(name), said: undefined })),
  ]
  const known = slots.flatMap(({ seat, said }) => (seat ? { seat, said } : []))
  const seats = new Set(known.map(({ seat }) => JSON.stringify(seat)))
  const isWhole = known.length === slots.length && seats.size === slots.length
  return modules.length > 1 && isWhole ? known : []
}
