import { drawMachine } from '../../charts/machine/draw-machine.ts'
import type { Block, Cpu, Mark, Plan, PlanDevice, PlanNode } from '../../charts/machine/plan.ts'
import type { Host } from '../../environment/environment.ts'
import type { Attached } from '../../environment/machine/devices.ts'
import { type Machine, toMachine } from '../../environment/machine/machine.ts'
import { plainValue } from '../../environment/machine/plain-value.ts'
import { withoutControls } from '../../format/escape-markup.ts'
import { toRanges } from '../../parse/host/facts/kernel.ts'
import { shorten, toAnchor } from '../evidence/environment-captures.ts'
import type { View } from '../templates/templates.ts'
import { describeMachine, nameDevices } from './describe-machine.ts'

/** Widths in px of the text column, and of a phone's. */
const widths = { regular: 608, narrow: 336 }
/** So many groups of devices hang on a node; more are a line that says how many. */
const most = 10

/** The drawing of a host for a page, or nothing where its CPUs are not known. */
export function toMachineView(host: Host): View | undefined {
  const machine = toMachine(host)
  if (!machine) return undefined
  const plan = toPlan(machine, host)
  const draw = (width: number) => {
    const { svg, height } = drawMachine(plan, width)
    return { svg: { type: 'root' as const, children: [svg] }, ratio: (width / height).toFixed(3) }
  }
  const { regular, narrow } = { regular: draw(widths.regular), narrow: draw(widths.narrow) }
  return {
    regular: regular.svg,
    narrow: narrow.svg,
    ratios: { regular: regular.ratio, narrow: narrow.ratio },
    description: withoutControls(describeMachine(machine)),
  }
}

/** All words of the drawing, each with the line that says so. */
export function toPlan(machine: Machine, host: Host): Plan {
  const here = measuredNodes(machine)
  return {
    heads: machine.heads.map(fact => ({
      text: `${fact.key === 'memory-total' ? 'Memory: ' : ''}${say(plainValue(fact))}`,
      href: toAnchor(host, fact),
    })),
    sockets: machine.sockets.map(({ name: socket, nodes }) => ({
      title: socket === undefined ? undefined : `Socket ${socket}`,
      nodes: nodes.map(node => toNode(node, machine, host, here)),
    })),
    loose: machine.loose.slice(0, most).map(device => toDevice(device, host, here)),
    key: toKey(machine),
  }
}

function toNode(
  node: Machine['sockets'][number]['nodes'][number],
  machine: Machine,
  host: Host,
  here: ReadonlySet<string>,
): PlanNode {
  const { cpus, memory, said, attached } = node
  const more = attached.length - most
  const devices = attached.slice(0, more > 0 ? most - 1 : most)
  return {
    title: {
      text: node.name === undefined ? 'All CPUs' : `Node ${node.name}`,
      href: toAnchor(host, said),
    },
    note: cpus.length === 0 ? 'no CPUs' : name(cpus),
    memory: memory && { text: say(plainValue(memory)), href: toAnchor(host, memory) },
    blocks: toBlocks(node, machine),
    devices: [
      ...devices.map(device => toDevice(device, host, here)),
      ...(more > 0 ? [toRest(attached.slice(devices.length))] : []),
    ],
  }
}

function toRest(rest: readonly Attached[]): PlanDevice {
  const count = rest.reduce((sum, { names }) => sum + names.length, 0)
  return { kind: 'card', names: `${count} more devices`, lines: [], isFar: false, isOnPath: false }
}

function toDevice(device: Attached, host: Host, here: ReadonlySet<string>): PlanDevice {
  const { kind, names, words, node, isOnPath, said } = device
  const isFar = node !== undefined && here.size > 0 && !here.has(node)
  const [model, ...rest] = words.map(say)
  const lines = [
    ...(model === undefined ? [] : [model]),
    ...(rest.length > 0 ? [rest.join(', ')] : []),
    ...(isOnPath ? ['the measured I/O goes through it'] : []),
    ...(isFar ? ['away from the measured CPUs'] : []),
  ]
  return {
    kind,
    names: say(nameDevices(names)),
    lines,
    href: toAnchor(host, said),
    isFar,
    isOnPath,
  }
}

/** A node's CPUs, by the caches that they share where these are known. */
function toBlocks(
  { cpus, caches }: Machine['sockets'][number]['nodes'][number],
  machine: Machine,
): Block[] {
  if (cpus.length === 0) return []
  if (caches.length < 2) return [{ rows: toRows(cpus, 16, machine) }]
  return caches.map(cache => ({
    title: `L3: ${toText(cache)}`,
    rows: toRows(cache, 8, machine),
  }))
}

/** Each run of numbers begins a row, as the second threads of cores do; rows are of equal length. */
function toRows(cpus: readonly number[], longest: number, { measured, pinned }: Machine): Cpu[][] {
  const runs = cpus.reduce<number[][]>((runs, cpu) => {
    const last = runs.at(-1)
    if (last?.at(-1) === cpu - 1) last.push(cpu)
    else runs.push([cpu])
    return runs
  }, [])
  const isEven = runs.every(run => run.length === runs[0]?.length && run.length > 1)
  return (isEven ? runs : [[...cpus]]).flatMap(run => {
    const length = rowLength(run.length, longest)
    return Array.from({ length: Math.ceil(run.length / length) }, (_, row) =>
      run.slice(row * length, (row + 1) * length).map(number => {
        const is = [measured.has(number), pinned.has(number)]
        const mark: Mark | undefined = is[0]
          ? is[1]
            ? 'both'
            : 'measured'
          : is[1]
            ? 'pinned'
            : undefined
        return { number, mark }
      }),
    )
  })
}

/** The largest that divides the count, unless that is short. */
function rowLength(count: number, longest: number): number {
  if (count <= longest) return Math.max(1, count)
  for (let length = longest; length > longest / 2; length--) if (count % length === 0) return length
  return longest
}

function measuredNodes({ sockets, measured, pinned }: Machine): Set<string> {
  const wanted = measured.size > 0 ? measured : pinned
  const nodes = sockets.flatMap(socket => socket.nodes)
  return new Set(
    nodes.flatMap(node =>
      node.name !== undefined && node.cpus.some(cpu => wanted.has(cpu)) ? [node.name] : [],
    ),
  )
}

function toKey({ measured, pinned, sockets }: Machine): Plan['key'] {
  const cpus = sockets.flatMap(({ nodes }) => nodes.flatMap(node => node.cpus))
  const both = cpus.filter(cpu => measured.has(cpu) && pinned.has(cpu))
  const only = cpus.filter(cpu => measured.has(cpu) && !pinned.has(cpu))
  const bound = cpus.filter(cpu => pinned.has(cpu) && !measured.has(cpu))
  const marks: [mark: Mark, cpus: number[], means: string][] = [
    ['both', both, 'measured and pinned'],
    ['measured', only, 'measured'],
    ['pinned', bound, 'pinned'],
  ]
  return marks.flatMap(([mark, own, means]) =>
    own.length > 0 ? { mark, text: `${name(own)}: ${means}` } : [],
  )
}

function name(cpus: readonly number[]): string {
  return `CPU${cpus.length === 1 ? '' : 's'} ${toText(cpus)}`
}

/** `0–7, 64–71`, as a person writes ranges. */
export function toText(cpus: readonly number[]): string {
  return toRanges([...cpus])
    .replaceAll('-', '–')
    .replaceAll(',', ', ')
}

function say(text: string): string {
  return shorten(text)
}
