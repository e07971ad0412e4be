import type { Line } from '../captures/capture.ts'
import type { FactParser, Found } from './fact.ts'

/** A tag of libvirt's XML, with the elements that it stands in. */
interface Tag {
  name: string
  attributes: Map<string, string>
  /** Text that follows it on its line. */
  text: string
  parents: readonly string[]
  line: number
}

/** Parse `virsh dumpxml`; where a file holds several machines, each fact says of which it is. */
export const parseLibvirt: FactParser = lines => {
  const domains: Tag[][] = []
  for (const tag of toTags(lines)) {
    if (tag.name === 'domain' && !tag.parents.includes('domain')) domains.push([])
    domains.at(-1)?.push(tag)
  }
  return domains.flatMap((tags, index) => {
    const found = toFacts(tags)
    if (domains.length === 1) return found
    const name = `VM ${index + 1}`
    return found.map(fact => ({ ...fact, subject: [name, fact.subject].filter(Boolean).join(' ') }))
  })
}

function* toTags(lines: Line[]): Generator<Tag> {
  const parents: string[] = []
  for (const { text, number } of lines) {
    for (const [, slash, name = '', attributes = '', closed, said = ''] of text.matchAll(
      /<(\/?)([\w:-]{1,60})([^<>]{0,4000}?)(\/?)>([^<]{0,4000})/g,
    )) {
      if (slash) {
        const at = parents.lastIndexOf(name)
        if (at !== -1) parents.length = at
        continue
      }
      yield {
        name,
        attributes: toAttributes(attributes),
        text: said.trim(),
        parents: [...parents],
        line: number,
      }
      if (!closed && parents.length < 60) parents.push(name)
    }
  }
}

function toAttributes(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([\w:-]+)=(?:'([^']*)'|"([^"]*)")/g)].map(([, name = '', one, two]) => [
      name,
      one ?? two ?? '',
    ]),
  )
}

/** What an element says by itself: its fact, and the value, undefined where it says nothing. */
const elements: {
  readonly [name: string]: (tag: Tag) => Omit<Found, 'line'> | undefined
} = {
  domain: ({ attributes }) =>
    toValue('vm-accelerator', { kvm: 'kvm', qemu: 'tcg' }[attributes.get('type') ?? '']),
  type: ({ attributes }) => toValue('vm-machine', attributes.get('machine')),
  memory: ({ attributes, text, parents }) =>
    parents.at(-1) === 'domain' ? toValue('vm-memory', toMiB(text, attributes)) : undefined,
  vcpupin: ({ attributes }) =>
    toValue('vm-pinning', attributes.get('cpuset'), `vCPU ${attributes.get('vcpu')}`),
  emulatorpin: ({ attributes }) => toValue('vm-pinning', attributes.get('cpuset'), 'emulator'),
  iothreadpin: ({ attributes }) =>
    toValue('vm-pinning', attributes.get('cpuset'), `IOThread ${attributes.get('iothread')}`),
  iothreads: ({ text }) => toValue('vm-iothreads', text),
  cpu: ({ attributes, parents }) =>
    parents.at(-1) === 'domain' ? toValue('vm-cpu', attributes.get('mode')) : undefined,
  topology: ({ attributes }) =>
    toValue(
      'vm-topology',
      ['sockets', 'dies', 'cores', 'threads']
        .flatMap(name => (attributes.has(name) ? `${attributes.get(name)} ${name}` : []))
        .join(', '),
    ),
  memnode: ({ attributes }) =>
    toValue(
      'vm-numa',
      `${attributes.get('mode')} on node ${attributes.get('nodeset')}`,
      `cell ${attributes.get('cellid')}`,
    ),
  controller: ({ attributes }) =>
    attributes.get('type') === 'scsi'
      ? toValue('vm-controller', attributes.get('model'))
      : undefined,
}

function toValue(key: Found['key'], value: string | undefined, subject?: string) {
  return value ? { key, value, subject } : undefined
}

function toFacts(tags: Tag[]): Found[] {
  const own = tags.flatMap((tag): Found[] => {
    const found = elements[tag.name]?.(tag)
    return found ? [{ ...found, line: tag.line }] : []
  })
  return [...own, ...toCpus(tags), ...toDevices(tags)]
}

/** How many vCPUs run, of how many; the model of the CPU; the nodes that memory comes from. */
function toCpus(tags: Tag[]): Found[] {
  return tags.flatMap(({ name, attributes, text, parents, line }): Found[] => {
    const above = parents.at(-1)
    if (name === 'vcpu' && above === 'domain') {
      const current = attributes.get('current')
      return [{ key: 'vm-vcpus', value: current ? `${current} of ${text}` : text, line }]
    }
    if (name === 'model' && above === 'cpu' && text !== '')
      return [{ key: 'vm-cpu', value: text, line }]
    if (name !== 'memory' || above !== 'numatune') return []
    const value = `${attributes.get('mode') ?? 'strict'} on node ${attributes.get('nodeset')}`
    return [{ key: 'vm-numa', value, line }]
  })
}

/** A device is the element below `devices`, with all that stands in it. */
function toDevices(tags: Tag[]): Found[] {
  const devices: Tag[][] = []
  for (const tag of tags) {
    if (tag.parents.at(-1) === 'devices') devices.push([tag])
    else if (tag.parents.includes('devices')) devices.at(-1)?.push(tag)
  }
  const networks = devices.filter(([device]) => device?.name === 'interface')
  return [
    ...devices.flatMap(device => (device[0]?.name === 'disk' ? toDisk(device) : [])),
    ...networks.flatMap((device, index) => toNetwork(device, `net${index}`)),
    ...devices.flatMap(device => (isHostDevice(device[0]) ? toHostDevice(device) : [])),
  ]
}

/** An empty drive for a CD is no disk. */
function toDisk(tags: Tag[]): Found[] {
  const [disk] = tags
  if (/^(?:cdrom|floppy)$/.test(disk?.attributes.get('device') ?? '')) return []
  const [driver, target] = ['driver', 'target'].map(name => tags.find(tag => tag.name === name))
  const subject = target?.attributes.get('dev')
  const bus = target?.attributes.get('bus')
  const line = driver?.line ?? disk?.line
  if (subject === undefined || line === undefined) return []
  const set = [...(driver?.attributes ?? [])].flatMap(([name, value]) =>
    /^(?:type|cache|io|discard|iothread|queues|detect_zeroes)$/.test(name)
      ? `${name}=${value}`
      : [],
  )
  const value = [...(bus ? [`bus=${bus}`] : []), ...set].join(',')
  return value === '' ? [] : [{ key: 'vm-disk', subject, value, line }]
}

function toNetwork(tags: Tag[], subject: string): Found[] {
  const [device] = tags
  const model = tags.find(({ name }) => name === 'model')?.attributes.get('type')
  const driver = tags.find(({ name }) => name === 'driver')?.attributes
  const type = device?.attributes.get('type')
  const set = ['name', 'queues'].flatMap(name =>
    driver?.has(name) ? `${name}=${driver.get(name)}` : [],
  )
  const value = [model, type, ...set].filter(Boolean).join(', ')
  return device && value !== '' ? [{ key: 'vm-network', subject, value, line: device.line }] : []
}

/** A device of the host, or a virtual function of its card that is a NIC to the machine. */
function isHostDevice(tag: Tag | undefined): boolean {
  return tag?.name === 'hostdev' || tag?.attributes.get('type') === 'hostdev'
}

function toHostDevice(tags: Tag[]): Found[] {
  const [device] = tags
  const source = tags.find(
    ({ name, parents }) => name === 'address' && parents.at(-1) === 'source',
  )?.attributes
  if (!device || !source?.has('bus')) return []
  const hex = (name: string) => (source.get(name) ?? '0').replace('0x', '')
  const address = `${hex('domain').padStart(4, '0')}:${hex('bus').padStart(2, '0')}:${hex('slot').padStart(2, '0')}.${hex('function')}`
  return [{ key: 'vm-host-device', value: address, line: device.line }]
}

/** libvirt takes a number without a unit for KiB; its `KB` is 1000 bytes. */
const bytes: { readonly [unit: string]: number } = {
  b: 1,
  bytes: 1,
  KB: 1000,
  k: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 2 ** 20,
  MiB: 2 ** 20,
  GB: 1e9,
  G: 2 ** 30,
  GiB: 2 ** 30,
}

function toMiB(text: string, attributes: Tag['attributes']): string | undefined {
  const unit = bytes[attributes.get('unit') ?? 'KiB']
  if (!/^\d+$/.test(text) || unit === undefined) return undefined
  return `${Math.round((Number(text) * unit) / 2 ** 20)} MiB`
}
