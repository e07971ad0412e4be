import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../../src/parse/decode.ts'
import { corpus, listCorpus } from './corpus.ts'

/**
 * What is private in the captures, found without the program's own rules: every value that has
 * a private shape or stands behind a private label, less those that were looked at and are no
 * secret; and names, which have no shape, as they were read off the files.
 */

const hex = '[0-9a-f]'
const shapes: { [kind: string]: RegExp[] } = {
  serial: [
    /(?:serial(?: ?number|_?num| ?no)?|\bS\/N|\bSN|service ?tag|asset ?tag|serialnumber)"?[ \t]*[:=][ \t]*"?([^"\n\r,<>]+)/gi,
  ],
  uuid: [new RegExp(`\\b(${hex}{8}-(?:${hex}{4}-){3}${hex}{12})\\b`, 'gi')],
  mac: [
    new RegExp(`(?<![0-9a-f:-])((?:${hex}{2}[:-]){5}${hex}{2})(?![0-9a-f:-])`, 'gi'),
    new RegExp(`Device Serial Number (${hex}{2}(?:-${hex}{2}){7})`, 'gi'),
    new RegExp(`Base MAC: +(${hex}{12})`, 'gi'),
  ],
  guid: [
    new RegExp(`guid[^\\n]{0,60}?(0x${hex}{16})`, 'gi'),
    new RegExp(`\\b((?:${hex}{4}:){3}${hex}{4})\\b`, 'gi'),
  ],
  ip: [
    /(?<![\w.-])((?:\d{1,3}\.){3}\d{1,3})(?![\w.])/g,
    new RegExp(`\\b((?:fe80|2${hex}{3}|fd${hex}{2})(?::${hex}{0,4}){2,7})`, 'gi'),
  ],
  wwn: [
    new RegExp(
      `\\b(3[56]${hex}{15}|3${hex}{32}|(?:naa|eui)\\.${hex}{16,32}|(?:0x)?5${hex}{15})\\b`,
      'gi',
    ),
    /\b(?:wwn|wwid|eui64|nguid)"?[ \t]*[:=][ \t]*"?([0-9a-fx.]{16,40})/gi,
  ],
  nqn: [/\b((?:nqn|iqn)\.\d{4}[-.]\d\d\.[^\s",;<>)]+)/gi],
  user: [/\/(?:home|Users)\/([\w.@-]+)/g, /\\Users\\([\w.@-]+)/g],
  prompt: [/\b(root@[\w-]+)(?=[: ][~/])/g],
  mail: [/(?<![\w.+-])([\w.+-]{1,60}@[\w-]+\.(?:com|org|net|de|fr|it|nl))\b/g],
}

/** Looked at, each: words for nothing, masks, versions, defaults of tools, templates of units. */
const harmless = [
  /^(?:n\/a|none|null|unknown|not specified|no dimm|no asset tag|default string|to be filled by o\.e\.m\.?|'?yes|close|\[empty\]|unspecified)\b/i,
  /^(?:base board|chassis) asset tag$|^assettagnum\d+$|^bad index|^ffff$|^00h$|^x{4,}$|^\*+$/i,
  /^[0:.x-]+$|^[f:-]+$/i,
  /^(?:0|127|255)\.\d+\.\d+\.\d+$/,
  // Versions: mlx5 of ESXi, bnxt, mpt3sas, megaraid, iscsi, X.org, ME firmware, VPD fields, sizes.
  /^(?:4\.21\.71\.101|227\.0\.134\.0|227\.1\.111\.0|0?7\.7\d\d\.\d\d\.\d\d|6\.2\.[01]\.\d+|1\.21\.1\.\d+|4\.1\.4\.\d+|14\.15\.00\.19|03\.05\.04\.03|256\.060\.514\.304)$/,
  // The label is empty: what follows is another label, or an attribute that only sounds alike.
  /^(?:smbiosbiosversion|boot-up state|dmibios|features|index|shared folders|asset tag|us|thermal state|security status)/i,
  // QEMU's own number of every virtual DVD drive.
  /^QM0000\d/i,
  /^USER$/,
  /^test$/,
]

/** Host and VM names as the files give them, with the file that does. */
const names: [name: string, file: string][] = [
  ['h0062', 'esxcli/h0062-nic-list-get-cx4lx.txt'],
  ['05-s00c06h0', 'libvirt-xml/insights-xml_numa.xml'],
  ['vm1.unistra.fr', 'libvirt-xml/glpi-dumpxml3.xml'],
  ['DC-NUG1', 'systeminfo/wesng-2012r2.txt'],
  ['SRV12R2U1X64', 'systeminfo/wesng-2012r2.txt'],
  ['nuggetlab.com', 'systeminfo/wesng-2012r2.txt'],
  ['DESKTOP-IVE607I', 'systeminfo/ru-cp866.txt'],
  ['shamraev.2002', 'systeminfo/ru-cp866.txt'],
  ['WIN-IDKKFN87EL8', 'systeminfo/wesng-fr-cp850.txt'],
  ['WINSRV2K3SP0X86', 'systeminfo/wesng-2003.txt'],
  ['WINXI21H2', 'systeminfo/wesng-win11.txt'],
  ['RETROWEB', 'systeminfo/retroweb-2016.txt'],
  ['SRVDC20', 'systeminfo/wesng-it.txt'],
  ['HPFIREFLY16P', 'get-computerinfo/osd-hp-win11.txt'],
  ['DavidSegura', 'get-computerinfo/osd-hp-win11.txt'],
  ['VMW005777', 'win-wmi/glpi-2008-Enterprise-Win32_DiskDrive.txt'],
  ['SBGSRVAD1', 'win-wmi/glpi-2019-amd-epyc-Win32_Processor.txt'],
  ['adelaide', 'inxi/tum-adelaide.txt'],
  ['yasmin', 'inxi/tum-yasmin.txt'],
  ['vislor', 'inxi/tum-vislor.txt'],
  ['ansys-eng', 'lshw/hpe-epyc.txt'],
  ['archimedes', 'irq-affinity/rocm-miner-script-output.txt'],
  ['arista-Idaville', 'ethtool/mail-igc-2500.txt'],
  ['cn0245', 'bundle/sc25-collect_environment.txt'],
  ['n246', 'bundle/clpd-collect_environment.txt'],
  ['shasta', 'bundle/gem5-collect_environment.txt'],
  ['periklis', 'bundle/qudot-collect_environment.txt'],
  ['pop-os', 'bundle/qudot-collect_environment.txt'],
  ['compute4', 'uname-a/hotsos-openstack.txt'],
  ['juju-04f1e3-0-lxd-5', 'uname-a/hotsos-vault.txt'],
  ['t1-tg1', 'uname-a/csit-hsw.txt'],
  ['kbrazil-ubuntu', 'sysctl-a/jc-ubuntu-18.04.txt'],
  ['craftlab', 'proc-cmdline/pepc-clx4s0.txt'],
  ['powerlab', 'proc-cmdline/pepc-genoa0.txt'],
  ['genoa0', 'proc-cmdline/pepc-genoa0.txt'],
  ['chenyu5', 'proc-version/pepc-clx4s0.txt'],
  ['ijarvine', 'proc-version/pepc-genoa0.txt'],
  ['kernel684deb', 'ps-qemu/mail-qemu-stable.txt'],
  ['vps502.diskbay.tuxis.net', 'ps-qemu/proxmox4-kvm-502-iscsi-initiator.txt'],
  ['debian-zfs-test', 'qm-config/aceqbaceq-128.txt'],
  ['LINKsense', 'qm-config/sense-82599-vf.txt'],
  ['pcs-01', 'iscsiadm/serg-gfs2-P3.txt'],
  ['ip-10-0-49-172', 'mst/sigitp-cx7-lab-transcript.txt'],
  ['ssm-user', 'mst/sigitp-cx7-lab-transcript.txt'],
]

/** Captures whose index says that their owner had taken out what is private. */
function listSanitised(): Set<string> {
  const lines = readFileSync(join(corpus, 'environment/INDEX.tsv'), 'utf8').split('\n')
  const own = lines.filter(line => /pre-sanitised|already-sanitised/.test(line))
  return new Set(own.map(line => line.split('\t')[0] ?? ''))
}

/** `private value: where it comes from`, over all captures that were not sanitised. */
export function listPrivate(): Map<string, string> {
  const found = new Map<string, string>()
  const sanitised = listSanitised()
  for (const path of listCorpus('environment').filter(path => !path.endsWith('INDEX.tsv'))) {
    const file = path.replace('environment/', '')
    if (sanitised.has(file)) continue
    const text = decode(readFileSync(join(corpus, path)))
    for (const value of findShaped(text)) found.set(value, found.get(value) ?? file)
  }
  for (const [name, file] of names) found.set(name.toLowerCase(), file)
  return found
}

/** Those of the private values that a text still has. */
export function findLeft(text: string, wanted: Map<string, string>): string[] {
  const shaped = [...findShaped(text)].filter(value => wanted.has(value))
  const lower = text.toLowerCase()
  const named = names.map(([name]) => name.toLowerCase()).filter(name => stands(lower, name))
  return [...new Set([...shaped, ...named])].map(value => `${value} (${wanted.get(value)})`)
}

function findShaped(text: string): Set<string> {
  const values = Object.values(shapes)
    .flat()
    .flatMap(pattern => [...text.matchAll(pattern)].map(match => (match[1] ?? '').trim()))
  const isPrivate = (value: string) =>
    value.length >= 3 && !harmless.some(pattern => pattern.test(value))
  return new Set(values.filter(isPrivate).map(value => value.toLowerCase()))
}

function stands(text: string, name: string): boolean {
  const isWord = (letter: string | undefined) => letter !== undefined && /[a-z0-9]/.test(letter)
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + name.length])) return true
  }
  return false
}
