import type { Capture } from '../captures/capture.ts'
import type { CommandId } from '../captures/command-rules.ts'
import { parseDmesg } from './dmesg.ts'
import { parseDmidecode } from './dmidecode.ts'
import { parseEsxcli } from './esxcli.ts'
import { ethtoolParsers } from './ethtool.ts'
import { type Fact, type FactParser, toFact } from './fact.ts'
import { parseFioJob } from './fio-job.ts'
import { parseInfiniband, parseMellanox } from './infiniband.ts'
import { parseInxi } from './inxi.ts'
import {
  parseCmdline,
  parseCpuinfo,
  parseHostnamectl,
  parseInterrupts,
  parseLsbRelease,
  parseMeminfo,
  parseOsRelease,
  parseSysctl,
  parseUname,
} from './kernel.ts'
import { parseLibvirt } from './libvirt.ts'
import { parseLsblk } from './lsblk.ts'
import { parseLscpu } from './lscpu.ts'
import { parseLshw } from './lshw.ts'
import { parseLspci } from './lspci.ts'
import { parseLstopo } from './lstopo.ts'
import { parseHealth, parseIdentity } from './nvme.ts'
import { parseSmartctl } from './smartctl.ts'
import {
  parseIscsi,
  parseLsscsi,
  parseMultipath,
  parseNvmeList,
  parseNvmeSubsystems,
} from './storage.ts'
import { parseSysfs } from './sysfs/sysfs.ts'
import { parseIp, parseNumactl, parsePrefetchers } from './topology.ts'
import {
  parseCpupower,
  parsePveversion,
  parseQemu,
  parseQmConfig,
  parseTools,
  parseTuned,
} from './vm.ts'
import { parseWindows } from './windows.ts'

const factParsers: { readonly [command in CommandId]: FactParser } = {
  ...ethtoolParsers,
  lscpu: parseLscpu,
  dmidecode: parseDmidecode,
  lspci: parseLspci,
  ip: parseIp,
  dmesg: parseDmesg,
  cmdline: parseCmdline,
  'os-release': parseOsRelease,
  uname: parseUname,
  meminfo: parseMeminfo,
  cpuinfo: parseCpuinfo,
  interrupts: parseInterrupts,
  sysfs: parseSysfs,
  sysctl: parseSysctl,
  numactl: parseNumactl,
  lsblk: parseLsblk,
  'nvme-list': parseNvmeList,
  'nvme-list-subsys': parseNvmeSubsystems,
  lsscsi: parseLsscsi,
  esxcli: parseEsxcli,
  'nvme-id-ctrl': parseIdentity,
  'nvme-smart-log': parseHealth,
  smartctl: parseSmartctl,
  lshw: parseLshw,
  inxi: parseInxi,
  lstopo: parseLstopo,
  ibstat: parseInfiniband,
  ibv_devinfo: parseInfiniband,
  mst: parseMellanox,
  mlxlink: parseMellanox,
  lsb_release: parseLsbRelease,
  hostnamectl: parseHostnamectl,
  multipath: parseMultipath,
  iscsiadm: parseIscsi,
  tuned: parseTuned,
  cpupower: parseCpupower,
  prefetchers: parsePrefetchers,
  pveversion: parsePveversion,
  'qm-config': parseQmConfig,
  qemu: parseQemu,
  libvirt: parseLibvirt,
  systeminfo: parseWindows,
  powershell: parseWindows,
  'fio-job': parseFioJob,
  tools: parseTools,
}

/** The facts of one capture; none where the command could not answer. */
export function toFacts({ command, lines, subject, outcome, file }: Capture): Fact[] {
  if (command === undefined || outcome.is !== 'read') return []
  return factParsers[command](lines, subject).map(found => toFact(found, file, command))
}
