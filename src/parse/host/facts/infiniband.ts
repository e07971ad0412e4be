import {
  type FactParser,
  type Found,
  isUnknown,
  type LabelTable,
  type Pair,
  pick,
  toPairs,
} from './fact.ts'

/** Fields of a port, in ibstat and ibv_devinfo; the others are of the adapter. */
const ofPort: LabelTable = {
  state: 'nic-state',
  rate: 'nic-speed',
  'link layer': 'nic-link-layer',
  link_layer: 'nic-link-layer',
  active_mtu: 'nic-rdma-mtu',
}
const ofAdapter: LabelTable = {
  'ca type': 'nic-model',
  'firmware version': 'nic-firmware',
  fw_ver: 'nic-firmware',
  board_id: 'nic-part-number',
}

/** An adapter with its ports; a port's fields are told of the adapter where it has no other. */
interface Adapter {
  name: string
  ports: number
  pairs: { pair: Pair; port: string | undefined }[]
}

/** Parse `ibstat` and `ibv_devinfo`, with or without their indentation. */
export const parseInfiniband: FactParser = lines => {
  const adapters: Adapter[] = []
  let port: string | undefined
  for (const line of lines) {
    const name =
      /^\s*CA '([\w.-]+)'/.exec(line.text)?.[1] ?? /^\s*hca_id:\s+([\w.-]+)/.exec(line.text)?.[1]
    const number = /^\s*port(?: (\d+))?:\s*(\d*)$/i.exec(line.text)
    const adapter = adapters.at(-1)
    if (name !== undefined) {
      adapters.push({ name, ports: 0, pairs: [] })
      port = undefined
    } else if (number && adapter) {
      port = number[1] ?? number[2]
      adapter.ports += 1
    } else if (adapter) {
      adapter.pairs.push(...toPairs([line]).map(pair => ({ pair, port })))
    }
  }
  return adapters.flatMap(toFacts)
}

function toFacts({ name, ports, pairs }: Adapter): Found[] {
  return pairs.flatMap(({ pair: { label, value, line }, port }): Found[] => {
    const key = port === undefined ? ofAdapter[label] : ofPort[label]
    if (key === undefined || isUnknown(value)) return []
    const subject = port !== undefined && ports > 1 ? `${name} port ${port}` : name
    const said = label === 'rate' ? `${value} Gb/s` : value.replace(/ \(\d+\)$/, '')
    return [{ key, subject, value: said, line }]
  })
}

const firmware: LabelTable = {
  'fw version': 'nic-firmware',
  psid: 'nic-part-number',
  'device type': 'nic-model',
  speed: 'nic-speed',
  fec: 'nic-fec',
  'firmware version': 'nic-firmware',
  'vendor part number': 'nic-module',
}

/** Parse what NVIDIA's tools for firmware and links say: `flint query`, `mlxconfig`, `mlxlink`. */
export const parseMellanox: FactParser = (lines, subject = 'unknown device') => {
  const pairs = toPairs(lines)
  const named = pairs.find(
    ({ label, value }) => label === 'description' && /ConnectX|BlueField/.test(value),
  )
  const found = pick(pairs, firmware, subject)
  if (!named) return found
  const model: Found = { key: 'nic-model', subject, value: named.value, line: named.line }
  return [model, ...found.filter(({ key }) => key !== 'nic-model')]
}
