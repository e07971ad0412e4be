import type { CommandId } from './command-rules.ts'
import { recogniseCommand } from './commands.ts'

/** Prompts of shells: what stands behind one was typed, whether or not a parser knows it. */
const prompts: readonly RegExp[] = [
  /^(?<indent>\s*)[>* ]*\[?[a-z_][\w.-]*@[\w.-]+[: ][^#$\n]*?\]?\s?[#$>] ?(?<command>\S.*)$/,
  /^(?<indent>)(?:\[I\] )?[a-z_][\w.-]*@[\w.-]+ [^ ]+(?: \[\d+\])?[#>$] ?(?<command>\S.*)$/,
  /^(?<indent>)PS [A-Z]:\\[^>]*> ?(?<command>\S.*)$/,
  /^(?<indent>)[A-Z]:\\[^>]*> ?(?<command>\S.*)$/,
  /^(?<indent>\s*)\$ (?<command>[a-zA-Z/.][^=]*?)$/,
  /^(?<indent>)(?<command>sudo \S.*)$/,
]

/** What stands over an answer; it also may be a comment, so only commands that are known count. */
const headings: readonly RegExp[] = [
  /^(?<indent>\s*)(?:\$|#{1,6}|=+|-{2,}|\*{2,}|>>>) ?\[?`?(?<command>[a-zA-Z/][^=`\]]*?)\s*`?\]?\s*(?:=+|-{2,}|#+|\*+)?:?$/,
  /^(?<indent>\s*)[`'"](?<command>[a-z/][^`'"]*)[`'"]:?$/,
  /^(?<indent>)(?:output of|command|running|executing|cmd):? [`'"]?(?<command>[a-z/][^`'":]*)[`'"]?:?$/i,
  /^(?<indent>)(?<command>\/(?:proc|etc)\/[\w/.-]+):?$/,
]

/** Commands that need no prompt before them, since nothing but a command is written so. */
const bare = new RegExp(
  `^(?<indent>\\s*)(?<command>(?:${[
    String.raw`ethtool(?: -{1,2}[\w-]+)? [\w.@-]+`,
    String.raw`(?:lspci|lsblk|lscpu|dmidecode|lshw|lstopo|ibv_devinfo|uname|multipath)(?: -{1,2}\S+)+(?: \w+)?`,
    String.raw`nvme (?:list|id-ctrl|smart-log)(?: -\S+| /dev/\w+)*`,
    String.raw`smartctl(?: -{1,2}\S+)* /dev/\w+`,
    String.raw`cat /(?:proc|sys|etc)/\S+`,
    String.raw`numactl (?:-H|--hardware)`,
    String.raw`iscsiadm -m \S.*`,
    String.raw`ip(?: -\w+)* (?:link|addr|l|a)(?: show)?(?: [\w.@-]+)?`,
    String.raw`cpupower (?:frequency|idle)-info`,
    String.raw`virsh dumpxml \S+|qm config \d+|tuned-adm active|mlxlink -d \S+.*`,
  ].join('|')}))$`,
)

/** A command in a file: what was typed, and how far the line is indented. */
export interface Typed {
  command: string
  indent: number
}

/** The command that a line holds, where it is one that is typed or stands over its answer. */
export function toTyped(line: string): Typed | undefined {
  // dmidecode begins with its own version, which is no command.
  if (line.length > 400 || /^# dmidecode \d/.test(line)) return undefined
  const groups = findKnown(line) ?? matchFirst(ofShells, line)
  return groups?.command === undefined
    ? undefined
    : { command: groups.command, indent: groups.indent?.length ?? 0 }
}

const lines = [...prompts, ...headings, bare]
/** Behind these anything is typed; `sudo` may begin a sentence. */
const ofShells = prompts.slice(0, -1)

type Groups = { [name: string]: string | undefined }

/** What is typed on a line, where it is a command that is known. */
function findKnown(line: string): Groups | undefined {
  for (const pattern of lines) {
    const groups: Groups | undefined = pattern.exec(line)?.groups
    if (groups?.command !== undefined && recogniseCommand(groups.command)) return groups
  }
  return undefined
}

function matchFirst(patterns: readonly RegExp[], line: string): Groups | undefined {
  for (const pattern of patterns) {
    const groups = pattern.exec(line)?.groups
    if (groups) return groups
  }
  return undefined
}

/**
 * A heading of something else, or a rule: what follows is not of the command above it. The rule
 * below the headings of `lshw -short` is a part of its table.
 */
export function isDivider(line: string, before = ''): boolean {
  if (/^H\/W path\s/.test(before)) return false
  return /^(?:#==\[.*|([=#~^])\1{3,}|#{2,6} \S.*)$/.test(line)
}

/** First lines that only one command writes; those of one interface name it. */
const beginnings: readonly [CommandId, RegExp][] = [
  ['lscpu', /^Architecture:\s+(?!arm64|amd64|x86-64)\S+$/],
  ['meminfo', /^MemTotal:\s+\d+ kB$/],
  ['cpuinfo', /^processor\s*:\s*0$/],
  ['uname', /^Linux \S+ (?:\d+\.\d+\S* )?#\d+.*\d{4}/],
  ['lsb_release', /^(?:LSB Version|Distributor ID):\s/],
  ['lsblk', /^NAME\s+MAJ:MIN\s/],
  ['lsblk', /^[a-z]\w+ +\d+:\d+ +[01] +[\d.,]+[KMGTP] +[01] +disk\b/],
  ['lshw', /^H\/W path\s+Device\s+Class\s/],
  ['dmidecode', /^# dmidecode \d/],
  ['ethtool', /^Settings for [\w.@-]+:$/],
  ['ethtool-k', /^Features for [\w.@-]+:$/],
  ['ethtool-c', /^Coalesce parameters for [\w.@-]+:$/],
  ['ethtool-g', /^Ring parameters for [\w.@-]+:$/],
  ['ethtool-l', /^Channel parameters for [\w.@-]+:$/],
  ['ethtool-a', /^Pause parameters for [\w.@-]+:$/],
  ['ethtool-fec', /^FEC parameters for [\w.@-]+:$/],
  ['ethtool-other', /^(?:Time stamping parameters|RX flow hash indirection table) for [\w.@-]+/],
  ['ethtool-S', /^NIC statistics:$/],
  ['ethtool-i', /^driver: [\w.-]+$/],
  ['numactl', /^available: \d+ nodes? \(/],
  ['smartctl', /^smartctl (?:pre-)?\d+\.\d+ /],
  ['nvme-list', /^Node\s+(?:Generic\s+)?SN\s+Model/],
  ['nvme-id-ctrl', /^NVME Identify Controller:$/],
  ['nvme-smart-log', /^Smart Log for NVME device:/],
  ['ip', /^1: lo: </],
  ['cmdline', /^BOOT_IMAGE=\S+ /],
  ['tuned', /^Current active profile: /],
  ['hostnamectl', /^\s*Static hostname: /],
]

/** Of these, one file often holds several, each of another device. */
const repeated = /^(?:ethtool|smartctl|nvme-(?:id|smart))/

/** The command whose output begins with a line, and whether a second one may follow the first. */
export function toBeginning(line: string): { command: CommandId; repeats: boolean } | undefined {
  if (line.length > 4000) return undefined
  const command = beginnings.find(([, pattern]) => pattern.test(line))?.[0]
  return command && { command, repeats: repeated.test(command) }
}

/** Commands that answer with one line. */
export const oneLiners: ReadonlySet<CommandId> = new Set(['uname', 'cmdline', 'tuned'])

/** Commands whose first line may stand in the answer of another one. */
export const vague: ReadonlySet<CommandId> = new Set([
  'uname',
  'cmdline',
  'lsb_release',
  'ethtool-i',
  'lsblk',
  'hostnamectl',
])
