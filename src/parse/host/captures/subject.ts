import type { Line } from './capture.ts'
import { bareCommand } from './commands.ts'

/** Where a command says what it is asked about: `ethtool -i ens3`, `smartctl -a /dev/sda`. */
const asked: readonly RegExp[] = [
  /^ethtool(?: -\S+)* ([\w.@-]+)$/,
  /^(?:smartctl|nvme [\w-]+|hdparm|lsblk)\b.* \/dev\/(\w[\w./-]*)/,
  /^(?:cat|tail|head|more)(?: -\S+)* (\/sys\/[\w./:@-]+)$/,
  /^(?:mlxlink|flint|mstflint|mlxconfig)(?: -\S+)* -d (?:\/dev\/mst\/)?([\w.:-]+)/,
  /^(?:ibstat|virsh dumpxml|qm config) ([\w.-]+)$/,
]

/** Headings that name the device below them. */
const headings: readonly RegExp[] = [
  /^(?:Settings|Features|\w+ parameters|NIC statistics|RX flow hash \w+ \w+|Time stamping parameters) for ([\w.@-]+)/,
  /^Smart Log for NVME device:\s?(\w+)/,
]

/** Names of files, ours and those of other collectors: `ethtool_-i_ens3`, `smartctl-sda.txt`. */
const names: readonly RegExp[] = [
  /^ethtool[-_.](?:(?:-?[a-zA-Z]|(?:--)?(?:show-)?fec)(?=[-_.])[-_.])?(?!(?:[ikcglaS]|fec)\.)([\w@.-]+?)\.(?:txt|out|log)$/,
  /^ethtool_(?:--?[\w-]+_)?([\w@.-]+)$/,
  /^(?:smartctl|smart|nvme[-_.](?:id[-_]ctrl|smart[-_]log))(?:[-_.](?:-\w+|dev))*[-_.](sd[a-z]{1,3}|nvme\d+(?:n\d+)?|da\d+|hd[a-z])(?:\.(?:txt|out|log|json))?$/,
]

/** The device that is asked about: from the command, the heading, or the file's name. */
export function toSubject(
  typed: string | undefined,
  lines: Line[],
  path: string,
): string | undefined {
  const command = typed && bareCommand(typed)
  const said = command && firstOf(asked, command)
  if (said) return said
  for (const { text } of lines) {
    const heading = firstOf(headings, text)
    if (heading) return heading
  }
  return firstOf(names, path.slice(path.lastIndexOf('/') + 1))
}

function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const subject = pattern.exec(text)?.[1]
    if (subject !== undefined) return subject
  }
  return undefined
}
