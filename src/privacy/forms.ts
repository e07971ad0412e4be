import { isIPv6 } from 'node:net'
import type { Kind } from './kinds.ts'

/**
 * Other spellings of the same private value. A MAC address also stands in EUI-64, in IPv6
 * link-local addresses and in names of interfaces; a serial number in NVMe names in hex.
 */

/** One spelling for all the ways to write a value: `{mac, 02:00:5e:10:00:01}` is `02005e100001`. */
export function canonical(kind: Kind, value: string): string {
  const lower = value.trim().toLowerCase()
  if (kind === 'mac') return toMac(lower)
  if (kind === 'uuid' || kind === 'guid')
    return lower.replaceAll(/[^0-9a-z]/g, '').replace(/^0x/, '')
  if (kind === 'wwn') return toWwn(lower)
  if (kind === 'ip') return toIp(lower)
  return lower
}

function toMac(value: string): string {
  const digits = value.replaceAll(/[^0-9a-f]/g, '')
  const isEui64 = digits.length === 16 && /^fff[ef]$/.test(digits.slice(6, 10))
  return isEui64 ? digits.slice(0, 6) + digits.slice(10) : digits
}

/** `5 000c50 0a4847915`, `wwn-0x5000c500a4847915`, `naa.5000…` and multipath's `35000…` alike. */
function toWwn(value: string): string {
  const digits = value.replace(/^(?:0x|naa\.|eui\.|uuid\.)/, '').replaceAll(/[^0-9a-z]/g, '')
  return /^3[0-9a-f]{16}$|^3[0-9a-f]{32}$/.test(digits) ? digits.slice(1) : digits
}

/** `2001:DB8:0:0::7%eth0` => `2001:db8::7`; of an IPv4 address in IPv6 the former: RFC 5952, RFC 4291. */
function toIp(value: string): string {
  const address = value.replace(/%.*/, '')
  if (!isIPv6(address)) return address
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const inside = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short)
  if (!inside) return short
  const halves = inside.slice(1).map(half => Number.parseInt(half, 16))
  return halves.flatMap(half => [half >> 8, half & 255]).join('.')
}

/** Spellings to look for besides the one that was seen. */
export function spellings(kind: Kind, value: string): string[] {
  const known = canonical(kind, value)
  if (kind === 'mac' && /^[0-9a-f]{12}$/.test(known)) return macSpellings(known)
  if (kind === 'wwn' && /^[0-9a-f]{16,33}$/.test(known)) return [value, known, `3${known}`]
  if (kind === 'uuid' && /^[0-9a-f]{32}$/.test(known)) return [value, known]
  if (kind === 'host' && isFullName(value)) return [value, toShortName(value)]
  if (kind === 'serial' && value.length >= 6) return [value, ...hexSpellings(value)]
  return [value]
}

/** `node1.example.com` and `node1.lan`, of which `node1` is the short name; `example.com` has none. */
export function isFullName(host: string): boolean {
  return /^(?!nqn\.|iqn\.|www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:[a-z0-9-]+\.[a-z]+|local|lan|lab|internal|corp|intra|intranet|localdomain|home|test)$/i.test(
    host,
  )
}

export function toShortName(host: string): string {
  return host.slice(0, host.indexOf('.'))
}

/** Where everybody has machines: `debian.org` hides nobody. */
const shared =
  /(?:^|\.)(?:debian|ubuntu|kernel|redhat|fedoraproject|centos|rockylinux|almalinux|suse|opensuse|archlinux|github|gitlab|gnu|freedesktop|launchpad|python|pypi|npmjs|docker|google|googleapis|microsoft|windows|azure|amazonaws|intel|amd|nvidia|mellanox|broadcom|proxmox|vmware|qemu|spdk|nvmexpress|openssh|internal|localdomain)(?:\.[a-z]{2,4})?$/i

/** The domain of a machine's full name, where that is somebody's own. */
export function toDomain(host: string): string | undefined {
  const domain = isFullName(host) ? host.slice(host.indexOf('.') + 1) : ''
  return domain.includes('.') && !/^[\d.]+$/.test(domain) && !shared.test(domain)
    ? domain
    : undefined
}

function macSpellings(digits: string): string[] {
  const pairs = digits.match(/../g) ?? []
  const eui = [...pairs.slice(0, 3), 'ff', 'fe', ...pairs.slice(3)]
  const flipped = (Number.parseInt(pairs[0] ?? '0', 16) ^ 2).toString(16).padStart(2, '0')
  const modified = [flipped, ...eui.slice(1)].join('')
  const groups = (modified.match(/..../g) ?? []).map(group => group.replace(/^0{1,3}/, ''))
  return [
    pairs.join(':'),
    pairs.join('-'),
    digits,
    eui.join('-'),
    eui.join(':'),
    eui.join(''),
    modified,
    `fe80::${groups.join(':')}`,
    (digits.match(/..../g) ?? []).join('.'),
  ]
}

/** In ASCII hex, as sysfs writes NVMe serials, with the blanks that pad them; and in base64. */
function hexSpellings(value: string): string[] {
  const bytes = Buffer.from(value, 'latin1')
  return [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')]
}
