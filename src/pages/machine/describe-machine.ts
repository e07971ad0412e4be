import type { Machine } from '../../environment/machine/machine.ts'
import { count } from '../../format/count.ts'

/** The same in words, for who does not see the drawing: what hangs where, and what was measured. */
export function describeMachine(machine: Machine): string {
  const { sockets, loose, measured, pinned, path, tellsCaches } = machine
  const nodes = sockets.flatMap(socket => socket.nodes)
  const isNamed = sockets.some(({ name }) => name !== undefined)
  const cpus = nodes.reduce((sum, node) => sum + node.cpus.length, 0)
  const places = [
    ...(isNamed ? [count(sockets.length, 'socket')] : []),
    ...(nodes.some(({ name }) => name !== undefined) ? [count(nodes.length, 'NUMA node')] : []),
    count(cpus, 'CPU'),
  ]
  const caches = nodes.reduce((sum, node) => sum + node.caches.length, 0)
  const hanging = nodes.flatMap(({ name, attached }) => {
    if (attached.length === 0) return []
    const where = name === undefined ? 'On it' : `On node ${name}`
    return `${where}: ${attached.map(({ names }) => nameDevices(names)).join(', ')}.`
  })
  return [
    `${places.join(', ')}${caches > 0 ? `, ${count(caches, 'L3 cache')}` : ''}.`,
    ...hanging,
    ...(loose.length > 0
      ? [
          `No capture says where these hang: ${loose.map(({ names }) => nameDevices(names)).join(', ')}.`,
        ]
      : []),
    ...(measured.size + pinned.size > 0
      ? ['The CPUs that were measured or pinned are marked.']
      : []),
    ...(path.length > 0 ? [`The measured I/O goes through ${path.join(', ')}.`] : []),
    ...(!tellsCaches ? ['Which CPUs share an L3 cache was not captured.'] : []),
  ].join(' ')
}

/** `nvme0n1`, `2 × ens1f0, ens1f1`, `12 × nvme0n1 … nvme11n1` */
export function nameDevices(names: readonly string[]): string {
  const [first = '', second] = names
  if (second === undefined) return first === 'unknown device' ? 'device without a name' : first
  const last = names.length > 2 ? ` … ${names.at(-1)}` : `, ${second}`
  return `${names.length} × ${first}${last}`
}
