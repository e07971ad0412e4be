import { isIPv6 } from 'node:net'
import { isCommonUser, type Kind } from './kinds.ts'

/** Text that is private by its shape alone, and what only looks like it. */
export interface ShapeRule {
  kind: Kind
  pattern: RegExp
  /** What every match contains; searching a text for it costs next to nothing. */
  needs: string
  /** A cheaper look at a text that contains it, from a mark that is seldom: without it the pattern is not tried. */
  hint?: RegExp
  /** Whether what matched is harmless, given the line before and after it. */
  isHarmless?(value: string, before: string, after: string): boolean
  /** Whether its neighbours call it what the rule takes it for. */
  isNamed?(before: string, after: string): boolean
}

const hex = '[0-9A-Fa-f]'
const noHexBefore = String.raw`(?<![0-9A-Za-z]|[0-9A-Fa-f][:.-])`
const noHexAfter = String.raw`(?![0-9A-Za-z]|[:-]${hex}|\.\d)`

function shape(
  kind: Kind,
  needs: string,
  pattern: string,
  isHarmless?: ShapeRule['isHarmless'],
  hint?: RegExp,
): ShapeRule {
  return { kind, needs, pattern: new RegExp(pattern, 'g'), isHarmless, hint }
}

export const shapeRules: readonly ShapeRule[] = [
  shape(
    'uuid',
    '-',
    `(?<!${hex})${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}(?!${hex})`,
    isConstantUuid,
    /[0-9a-f]-[0-9a-f]{4}-[0-9a-f]{4}-/i,
  ),
  // Keys by their first letters; base64 has such letters too, behind its own.
  shape(
    'secret',
    '',
    String.raw`(?<![\w+/-])(?:(?:gh[opsu]_|github_pat_|glpat-|xox[abpr]-|AKIA|ASIA|sk-(?!ssh|ecdsa)|hf_|npm_|pypi-|hvs\.|AIza)[A-Za-z0-9_-]{16,}|eyJ[\w-]{8,500}\.eyJ[\w-]{4,}(?:\.[\w-]{4,})?|(?:DHHC|NVMeTLSkey)-1:\d\d:[A-Za-z0-9+/=]+:?)`,
    undefined,
    /gh[opsu]_|github_pat_|glpat-|xox[abpr]-|AKIA|ASIA|sk-|hf_|npm_|pypi-|hvs\.|AIza|eyJ|DHHC|NVMeTLS/,
  ),
  // What a capture tells is learnt by a rule; this one finds what a page or a picture tells.
  shape('user', '/home/', String.raw`(?<=/home/)[A-Za-z0-9_][\w.@-]{0,60}`, isNobodysHome),
  shape('user', '/Users/', String.raw`(?<=/Users/)[A-Za-z0-9_][\w.@-]{0,60}`, isNobodysHome),
  // Arrays of md have four groups of eight; volumes of LVM have letters of both cases too.
  shape(
    'uuid',
    ':',
    `${noHexBefore}${hex}{8}(?::${hex}{8}){3}${noHexAfter}`,
    isBlankHex,
    /:[0-9a-f]{8}:[0-9a-f]{8}:/i,
  ),
  shape(
    'uuid',
    '-',
    '(?<![0-9A-Za-z-])[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{4}-){5}[0-9A-Za-z]{6}(?![0-9A-Za-z-])',
    undefined,
    /-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-/i,
  ),
  // `uuid.bios` of VMware: sixteen pairs, parted by blanks.
  shape(
    'uuid',
    ' ',
    `${noHexBefore}(?:${hex}{2} ){7}${hex}{2}-(?:${hex}{2} ){7}${hex}{2}${noHexAfter}`,
    isBlankHex,
    /[0-9a-f]{2} [0-9a-f]{2}-[0-9a-f]{2} [0-9a-f]{2}/i,
  ),
  // An IPoIB address: flags, queue pair, then the port's GID.
  shape('guid', ':', `${noHexBefore}(?:${hex}{2}:){19}${hex}{2}${noHexAfter}`, isBlankHex),
  // EUI-64: dashes in lspci and by-id names, colons in neighbour tables and Fibre Channel.
  shape(
    'mac',
    '-',
    `${noHexBefore}(?:${hex}{2}-){3}[fF][fF]-[fF][eEfF](?:-${hex}{2}){3}${noHexAfter}`,
  ),
  shape(
    'mac',
    ':',
    `${noHexBefore}(?:${hex}{2}:){3}[fF][fF]:[fF][eE](?::${hex}{2}){3}${noHexAfter}`,
  ),
  shape('wwn', ':', `${noHexBefore}${hex}{2}(?::${hex}{2}){7}${noHexAfter}`, isBlankHex),
  shape('mac', ':', `${noHexBefore}${hex}{2}(?::${hex}{2}){5}${noHexAfter}`, isHarmlessMac),
  shape('mac', '-', `${noHexBefore}${hex}{2}(?:-${hex}{2}){5}${noHexAfter}`, isHarmlessMac),
  shape(
    'mac',
    '.',
    String.raw`(?<![\w.])${hex}{4}\.${hex}{4}\.${hex}{4}(?![\w.])`,
    value => !/[a-f]/i.test(value),
    /\.[0-9a-f]{4}\./i,
  ),
  shape(
    'guid',
    ':',
    `${noHexBefore}${hex}{4}(?::${hex}{4}){3}${noHexAfter}`,
    isBlankHex,
    /:[0-9a-f]{4}:[0-9a-f]{4}:/i,
  ),
  shape(
    'ip',
    ' ',
    `(?<![0-9A-Za-z.:-])${hex}{32}(?= ${hex}{2} ${hex}{2} ${hex}{2} ${hex}{2})`,
    isBlankIp,
    / [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2}/i,
  ),
  shape('wwn', '.', String.raw`(?<![\w])(?:naa|eui)\.${hex}{16,32}(?!\w)`),
  shape('wwn', '3', `(?<![0-9A-Za-z])3${hex}{32}(?![0-9A-Za-z])`, isDecimal),
  shape('wwn', '3', `(?<![0-9A-Za-z])3[56]${hex}{15}(?![0-9A-Za-z])`, isDecimal),
  shape('wwn', '5', `(?<![0-9A-Za-z.])(?:0x)?5${hex}{15}(?![0-9A-Za-z.])`, isDecimal),
  shape(
    'ip',
    ':',
    String.raw`(?<![\w.:/]|\d-)(?:${hex}{0,4}:){2,7}${hex}{0,4}(?:%\w+)?(?![\w:.])`,
    isHarmlessIpv6,
    /:(?::|(?:[0-9a-f]{1,4}:){4})/i,
  ),
  {
    ...shape(
      'ip',
      '.',
      String.raw`(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]|-[\da-z])`,
      isHarmlessIpv4,
    ),
    isNamed: isNamedIpv4,
  },
  // `10.93.3.15.3260 > 10.93.3.16.51002:`, as tcpdump writes an address with its port.
  shape('ip', ' > ', String.raw`(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?=\.\d{1,5}(?: >|:))`, value =>
    value.split('.').some(part => Number(part) > 255),
  ),
  // `server-10.93.3.15`, `dmesg_10.90.3.7.log`: of a private network, where others may be versions.
  shape(
    'ip',
    '.',
    String.raw`(?<=[A-Za-z][-_])(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d{1,3}){2}(?![\d]|\.\d)`,
    value => value.split('.').some(part => Number(part) > 255),
    /[-_]1(?:0|72|92)\./,
  ),
  // `ip-10-93-3-17`, as clouds name their machines.
  shape('ip', 'ip-', String.raw`(?<=\bip-)(?:\d{1,3}-){3}\d{1,3}(?![\d-])`),
  // A part of a private network, as lists of who may connect write it.
  shape(
    'ip',
    '.*',
    String.raw`(?<![\w.-])(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d{1,3}){1,2}(?=\.\*)`,
  ),
  // A telephone number, which a change in per cent is not: `[+3067, +1 287 676]`.
  shape(
    'secret',
    '+',
    String.raw`(?<![\w.+])(?!\+\d{1,3}(?: \d{3})+(?:\]|, [+-]| ?%))\+[1-9]\d{0,2}[ /-](?:\(\d{1,5}\)|\d{2,5})(?:[ /-]\d{2,8}){1,4}(?![\w.])`,
    undefined,
    /\+[1-9]\d{0,2}[ /-][(\d]/,
  ),
  shape(
    'host',
    '.',
    String.raw`(?<![\w.@/-])[A-Za-z0-9](?:[\w-]{0,60}\.){1,6}(?:internal|local|lan|corp|intra|intranet|localdomain|home|example|invalid|test)(?![\w.-]*\w)`,
    isSystemdUnit,
    /\.(?:internal|local|lan|corp|intra|home|example|invalid|test)/i,
  ),
]

/** Homes that nobody lives in: of a guide, or of every machine of a cloud. */
function isNobodysHome(name: string): boolean {
  return isCommonUser(name) || /^(?:me|you|name|username|someone|x|\W*)$/i.test(name)
}

/** Zero, all ones and the well-known partition types name nobody. */
export function isConstantUuid(value: string): boolean {
  return /^(?:0{8}|f{8}|03000200)-/i.test(value) || knownUuids.has(value.toLowerCase())
}

/** Types of partitions and EFI variables, as the specifications give them. */
const knownUuids = new Set([
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  '0fc63daf-8483-4772-8e79-3d69d8477de4',
  '21686148-6449-6e6f-744e-656564454649',
  'e6d6d379-f507-44c2-a23c-238f2a3df928',
  '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
  'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  '8be4df61-93ca-11d2-aa0d-00e098032b8c',
  // Power plans of Windows.
  '381b4222-f694-41f0-9685-ff5bb260df2e',
  '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c',
  'a1841308-3541-4fab-bc81-f71556f20b4a',
])

function isBlankHex(value: string): boolean {
  return /^[0:. -]+$/.test(value) || /^[f:. -]+$/i.test(value)
}

/** Loopback and link-local, as `/proc/net/if_inet6` writes them. */
function isBlankIp(value: string): boolean {
  return /^0{31}[01]$/.test(value)
}

/** Zero, broadcast, multicast; and pure digits that may be a time or a table. */
function isHarmlessMac(value: string, before: string): boolean {
  if (isBlankHex(value) || /^(?:33:33|01:00:5e|01:80:c2)/i.test(value)) return true
  // Dates such as 26-11-23-10-01-33, and rows of a hex dump.
  return /^\d\d(?:-\d\d){5}$/.test(value) && !/(?:mac|addr|physi|phys)/i.test(before)
}

function isDecimal(value: string): boolean {
  // A number with an exponent has one letter.
  return /^\d*e?\d*$/i.test(value) || /^0x5(.)\1*$/i.test(value)
}

function isHarmlessIpv6(value: string, before: string): boolean {
  const address = value.replace(/%.*/, '')
  const groups = address.split(':').filter(group => group !== '')
  if (!isIPv6(address) || groups.length === 0) return true
  if (/^(?:::1|fe80::|ff0\d::\d+|::ffff:0:0|2001:db8::|fd00::|fc00::)$/i.test(address)) return true
  // `a::b` may be a name in C++; an address with one letter a group is not written so.
  return (
    groups.length < 3 &&
    !/(?:inet6?|addr|via|remote|local|gateway|dns|dev|src)\S*\s*$/i.test(before) &&
    !/^(?:fe80|2\d{3}|fd|fc)/i.test(address)
  )
}

const versionLabel =
  /(?:version|firmware|\bfw|nvm\b|revision|\bpkg|\bmask|netmask|bios|\bver\b|\brev\b|subnet|microcode|package|bundle|stepping)[^\d\n]{0,24}$|(?:kernel|driver|release|build|\bv|\bapi|phy|rom|\w_core|glibc)[:=\s"'(]{0,4}v?$/i
const addressLabel =
  /(?:inet|addr\w*|via|remote|local|portal|gateway|dns|dhcp|server|ip[=:]|:\/\/|@|nameserver|host|peer|src|brd|broadcast|nfs|iscsi|listen|connect\w*|from|to)["']?[\s:=([]*$/i

/** A quad whose neighbours call it a version is one; see `false friends` in the tests. */
function isHarmlessIpv4(value: string, before: string, after: string): boolean {
  const parts = value.split('.').map(Number)
  if (parts.some(part => part > 255)) return true
  if (/^(?:0\.|127\.|255\.|22[4-9]\.0\.0\.)/.test(value) || value === '1.1.1.1.') return true
  if (/\.0\.0\.0$/.test(value) && !/^\/\d/.test(after)) return true
  if (isNamedIpv4(before, after)) return false
  return (
    versionLabel.test(before) ||
    /^(?:\s*(?:\(?build|firmware|-\w)|[+~])/i.test(after) ||
    /[~+_]$/.test(before)
  )
}

function isNamedIpv4(before: string, after: string): boolean {
  return /^\/\d{1,2}\b/.test(after) || /^:\d{2,5}\b/.test(after) || addressLabel.test(before)
}

/** `remote-fs.target` and `multi-user.target` are not machines; neither is `lib.local`. */
function isSystemdUnit(value: string): boolean {
  return /^(?:e\.g|www)\./.test(value) || /\.(?:so|conf|py|sh|txt|service|target)\./.test(value)
}
