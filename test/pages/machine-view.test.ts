import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { describe, expect, it, test } from 'vitest'
import { drawMachine } from '../../src/charts/machine/draw-machine.ts'
import type { Plan, PlanNode } from '../../src/charts/machine/plan.ts'
import { printSvg } from '../../src/charts/svg.ts'
import { textWidth } from '../../src/charts/text-width.ts'
import { toEnvironment } from '../../src/environment/environment.ts'
import { toMachine } from '../../src/environment/machine/machine.ts'
import { toMachineView, toPlan } from '../../src/pages/machine/machine-view.ts'

const lscpu = `Architecture: x86_64
CPU(s): 64
Socket(s): 1
Model name: A CPU of some kind
NUMA node0 CPU(s): 0-15,32-47
NUMA node1 CPU(s): 16-31,48-63`
const lspci = `41:00.0 Ethernet controller: A Maker A Card
\tNUMA node: 1
\tLnkSta:\tSpeed 16GT/s (ok), Width x16 (ok)`

function hostOf(declared: { measuredCpus?: string; pinnedCpus?: string }, cpus = lscpu) {
  const captures = Object.entries({ 'lscpu.txt': cpus, 'lspci-vvv.txt': lspci }).map(
    ([name, text]) => ({
      host: 'host',
      file: { archive: 'x.tar.gz', sha256: '', entry: `host/${name}` },
      text,
    }),
  )
  const host = { id: 'x-host', role: 'host', label: 'The host', declared, captures }
  const [made] = toEnvironment([{ id: 'x', title: 'X', hosts: [host], jobs: [] }]).hosts
  if (!made) throw new Error('no host')
  return made
}

function planOf(declared: { measuredCpus?: string; pinnedCpus?: string }): Plan {
  const host = hostOf(declared)
  const machine = toMachine(host)
  if (!machine) throw new Error('no machine')
  return toPlan(machine, host)
}

describe('a plan', () => {
  it('has each CPU once, second threads in rows of their own, and marks those that took part', () => {
    const { sockets } = planOf({ measuredCpus: '0-7', pinnedCpus: '4-7,32' })
    const rows = sockets[0]?.nodes[0]?.blocks[0]?.rows ?? []
    expect(rows.map(row => [row[0]?.number, row.length])).toEqual([
      [0, 16],
      [32, 16],
    ])
    const marked = rows.flat().flatMap(({ number, mark }) => (mark ? `${number} ${mark}` : []))
    expect(marked).toEqual([
      ...[0, 1, 2, 3].map(cpu => `${cpu} measured`),
      ...[4, 5, 6, 7].map(cpu => `${cpu} both`),
      '32 pinned',
    ])
  })

  it('says what the marks mean, and nothing where there are none', () => {
    expect(planOf({ measuredCpus: '0-3', pinnedCpus: '0' }).key.map(({ text }) => text)).toEqual([
      'CPU 0: measured and pinned',
      'CPUs 1–3: measured',
    ])
    expect(planOf({}).key).toEqual([])
  })

  it('tells a device that is not where the measured CPUs are', () => {
    const device = (declared: { measuredCpus?: string }) =>
      planOf(declared).sockets[0]?.nodes[1]?.devices[0]
    expect(device({ measuredCpus: '0-7' })?.isFar).toBe(true)
    expect(device({ measuredCpus: '0-7' })?.lines.at(-1)).toBe('away from the measured CPUs')
    expect(device({ measuredCpus: '16-23' })?.isFar).toBe(false)
    expect(device({})?.isFar).toBe(false)
  })
})

test('words lead to the line of the capture that says them, and have room to be pressed on', () => {
  const view = toMachineView(hostOf({ measuredCpus: '0-7' }))
  const links: { href: string; width: number; height: number }[] = []
  visit(view?.regular as Root, 'element', node => {
    if (node.tagName !== 'a') return
    const room = node.children[0] as Element
    const { href } = node.properties
    const { width, height } = room.properties
    links.push({ href: String(href), width: Number(width), height: Number(height) })
  })
  expect(links.map(({ href }) => href)).toEqual([
    '#environment-x-host-0-L4',
    '#environment-x-host-0-L5',
    '#environment-x-host-1-L1',
    '#environment-x-host-0-L6',
  ])
  expect(links.filter(({ width, height }) => width < 24 || height < 24)).toEqual([])
  expect(view?.description).toBe(
    '1 socket, 2 NUMA nodes, 64 CPUs. On node 1: 41:00.0. The CPUs that were measured or pinned are marked. Which CPUs share an L3 cache was not captured.',
  )
})

test('a host whose CPUs nobody captured has no drawing', () => {
  expect(toMachineView(hostOf({}, 'nothing'))).toBeUndefined()
})

/** Machines of many shapes, from one CPU to a rack of sockets, with long and short names. */
const shapes = [1, 2, 4, 8].flatMap(sockets =>
  [1, 2, 4].flatMap(nodes =>
    [1, 2, 12, 16, 48].map(cpus => ({ sockets, nodes, cpus, caches: cpus > 12 ? cpus / 8 : 1 })),
  ),
)

function nodeOf(number: number, { cpus, caches }: (typeof shapes)[number]): PlanNode {
  const row = Array.from({ length: cpus / caches }, (_, at) => ({ number: number * cpus + at }))
  const block = { title: 'L3: 1000–1007, 1200–1207', rows: [row, row] }
  return {
    title: { text: `Node ${number}`, href: '#a' },
    note: `CPUs ${'100–163, '.repeat(number % 9)}`,
    memory: number % 2 === 0 ? { text: '251.5 GiB', href: '#b' } : undefined,
    blocks: Array.from({ length: caches }, () => block),
    devices: Array.from({ length: number % 4 }, (_, at) => ({
      kind: 'disk' as const,
      names: `${'a long name '.repeat(at * 3)}n`,
      lines: Array.from({ length: at }, () => 'a model with very many words to say about itself'),
      isFar: false,
      isOnPath: false,
    })),
  }
}

test.each(shapes)('all stays inside: $sockets × $nodes nodes of $cpus CPUs', shape => {
  const plan: Plan = {
    heads: [{ text: 'A server with a name that is longer than a phone is wide, by far' }],
    sockets: Array.from({ length: shape.sockets }, (_, socket) => ({
      title: `Socket ${socket}`,
      nodes: Array.from({ length: shape.nodes }, (_, at) =>
        nodeOf(socket * shape.nodes + at, shape),
      ),
    })),
    loose: nodeOf(3, shape).devices,
    key: [{ mark: 'measured', text: 'CPUs 0–1: measured' }],
  }
  for (const width of [608, 336]) {
    const { svg, height } = drawMachine(plan, width)
    const drawn: Element[] = []
    visit(svg, 'element', node => {
      drawn.push(node)
    })
    const isOutside = ([from, to, bottom]: Extent) => from < 0 || to > width || bottom > height
    expect(
      drawn.flatMap(node =>
        toExtents(node)
          .filter(isOutside)
          .map(() => printSvg(node)),
      ),
    ).toEqual([])
    const frames = drawn.filter(({ tagName }) => tagName === 'rect')
    expect(frames.length).toBeGreaterThan(shape.sockets * shape.nodes)
  }
})

type Extent = [from: number, to: number, bottom: number]

/** How far a frame, words or the cells of a path reach. */
function toExtents({ tagName, properties, children }: Element): Extent[] {
  const [x, y] = [Number(properties.x), Number(properties.y)]
  if (tagName === 'rect') return [[x, x + Number(properties.width), y + Number(properties.height)]]
  if (tagName === 'path') {
    const cells = String(properties.d).matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)
    return [...cells].map(([, left, top, width, height]) => [
      Number(left),
      Number(left) + Number(width),
      Number(top) + Number(height),
    ])
  }
  const [child] = children
  if (tagName !== 'text' || child?.type !== 'text') return []
  const width = textWidth(child.value, Number(properties.fontSize))
  const share = { end: 1, middle: 0.5 }[String(properties.textAnchor)] ?? 0
  return [[x - share * width, x + (1 - share) * width, y]]
}
