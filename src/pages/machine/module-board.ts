import type { Host } from '../../environment/environment.ts'
import { type Slot, toBoard } from '../../environment/machine/modules.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import { shorten, toAnchor } from '../evidence/environment-captures.ts'
import type { View } from '../templates/templates.ts'

/**
 * The memory modules of a host as they sit: a row for each socket and slot, a column for each channel;
 * where names tell of no channels, a row for each socket and a column for each slot.
 */
export function toModuleBoard(
  facts: readonly Fact[],
  host: Host,
): { tables: View[]; rest: Fact[] } {
  const slots = toBoard(facts)
  if (slots.length === 0) return { tables: [], rest: [...facts] }
  const hasChannels = slots.every(({ seat }) => seat.channel !== undefined)
  const columnOf = ({ seat }: Slot) => (hasChannels ? (seat.channel ?? '') : seat.slot)
  const rowOf = ({ seat }: Slot) => [seat.socket, ...(hasChannels ? [seat.slot] : [])].join('\0')
  const columns = distinct(slots.map(columnOf))
  const common = toCommon(slots)
  const table = {
    title: hasChannels ? 'Memory by channel' : 'Memory by slot',
    isBoard: true,
    common: common.join(', '),
    devices: columns.map(name => ({ names: [{ name, href: undefined }] })),
    rows: distinct(slots.map(rowOf)).map(row => ({
      label: toLabel(row),
      cells: columns.map(column =>
        toCell(
          slots.find(slot => rowOf(slot) === row && columnOf(slot) === column),
          common,
          host,
        ),
      ),
    })),
  }
  const shown = new Set(slots.flatMap(({ said }) => said ?? []))
  const isTold = (fact: Fact) => shown.has(fact) || fact.key === 'memory-empty-slots'
  return { tables: [table], rest: facts.filter(fact => !isTold(fact)) }
}

/** In the order of their numbers, and letters after each other. */
function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function toLabel(row: string): string {
  const [socket = '', slot] = row.split('\0')
  const place = /^[A-Z]$|^$/.test(socket) ? `Socket ${socket}`.trim() : socket
  return slot === undefined ? place : `${place}, slot ${slot}`
}

/** What all modules have alike, said once: `DDR4`, `3200 MT/s`, the part. */
function toCommon(slots: readonly Slot[]): string[] {
  const all = slots.flatMap(({ said }) => (said ? [said.value.split(', ')] : []))
  return (all[0] ?? []).slice(1).filter(word => all.every(words => words.includes(word)))
}

function toCell(slot: Slot | undefined, common: readonly string[], host: Host): View {
  if (!slot) return {}
  if (!slot.said) return { note: 'empty' }
  const own = slot.said.value.split(', ').filter(word => !common.includes(word))
  return { text: shorten(own.join(', ')), href: toAnchor(host, slot.said) }
}
