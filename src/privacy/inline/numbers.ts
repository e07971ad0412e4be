import { type InlineRule, inline } from './rule.ts'

/** Numbers of things: of machines, disks, ports and what is made of these. */
export const numbers: readonly InlineRule[] = [
  inline(
    'serial',
    ['serial', 'sn='],
    String.raw`\b(?!ID_SERIAL=)(?:\w{0,24}serial|sn|ID_SERIAL_SHORT)=["']?(?<value>[^\s,;"'<>]+)`,
  ),
  inline('serial', ['[sn]'], String.raw`\[SN\] [^:\r\n]{0,60}: *(?<value>\S[^\r\n]{0,80}\S)`),
  inline(
    'serial',
    ['serial'],
    String.raw`<(?:serial|SerialNumber|entry name=["']serial["'])>(?<value>[^<]+)<`,
  ),
  inline(
    'serial',
    ['s/n', 'serial', 'serno'],
    String.raw`\b(?:serial|S/N|SerNo)(?:[:#] ?| )(?:number[ \t]{1,20})?(?<value>(?=[A-Z-]{0,20}\d)[A-Z0-9][A-Z0-9-]{5,40})\b`,
  ),
  inline(
    'serial',
    ['ata-', 'nvme-', 'usb-', 'mmc-', 'virtio-', 'scsi-s'],
    String.raw`(?:by-id/(?:ata|nvme|usb|mmc|virtio|scsi-S[A-Z]{1,10})[-_](?:[A-Za-z0-9][\w.+-]{0,80}_)?|(?<![\w/])(?:ata|nvme|usb|scsi-S[A-Z]{1,10})[-_][A-Za-z0-9][\w.+-]{0,80}_)(?<value>(?=[A-Z-]{0,30}\d)[A-Za-z0-9-]{6,40})(?=[\s"'_]|-part\d|-\d{1,2}:\d|$)`,
  ),
  inline('serial', ['s/n'], String.raw`["' ]S/?N["' ]{0,3}[:=]["' ]{0,3}(?<value>[A-Z0-9-]{5,40})`),
  inline(
    'serial',
    ['scsi-1'],
    String.raw`by-id/scsi-1(?<value>[\w.+-]{6,60}?)(?=[\s"']|-part\d|$)`,
  ),
  inline('asset', ['asset'], String.raw`\b(?:asset|asset_tag)=["']?(?<value>[^\s,;"'<>]+)`),
  inline('sku', ['sku='], String.raw`\bsku=["']?(?<value>[^\s,;"'<>]+)`),
  inline(
    'uuid',
    ['machine'],
    String.raw`\b(?:systemd\.)?machine[-_]id[=:]\s?(?<value>[0-9a-f]{32})\b`,
  ),
  inline(
    'uuid',
    ['uuid='],
    String.raw`\b(?:PART)?UUID=["']?(?<value>[0-9A-F]{4}-[0-9A-F]{4}|[0-9a-f]{8}-\d\d|[0-9A-F]{16})\b`,
  ),
  inline(
    'uuid',
    ['/journal/', 'machine-id'],
    String.raw`(?:/journal/|/machine-id:\s?)(?<value>[0-9a-f]{32})\b`,
  ),
  inline(
    'mac',
    ['mac', 'hwaddr', 'bootif'],
    String.raw`\b(?:mac|macaddr|hwaddr|BOOTIF)=["']?(?:01-)?(?<value>(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2})`,
  ),
  inline('mac', ['mac(', 'mac:'], String.raw`\bMAC[(:](?<value>[0-9a-f]{12})\b`),
  inline('mac', ['enx', 'wlx', 'wwx'], String.raw`\b(?:enx|wlx|wwx)(?<value>[0-9a-f]{12})\b`),
  inline(
    'wwn',
    ['wwn', 'wwid', 'eui', 'nguid'],
    String.raw`\b(?:wwn|wwid|eui64|eui|nguid|ID_WWN)=["']?(?:0x)?(?<value>[0-9a-f.:x-]{10,64})`,
  ),
  inline(
    'wwn',
    ['port', 'wwpn', 'wwnn', 'wwn '],
    String.raw`\b(?:port|[pn]wwn|wwpn|wwnn|wwn)[ :=]{1,3}(?<value>(?:0x)?[125c][0-9a-f]{15})\b`,
  ),
  inline('wwn', ['t10.'], String.raw`\bt10\.(?<value>[\w.-]+)`),
  inline(
    'wwn',
    ['wwn-', 'dm-uuid', 'scsi-3'],
    String.raw`\b(?:wwn|dm-uuid-mpath|scsi)-(?:0x)?(?<value>[0-9a-f]{16,33})\b`,
  ),
  inline(
    'wwn',
    ['nvme.'],
    String.raw`\b(?<value>nvme\.[0-9a-f]{4}-[0-9a-f]{2,200}-[0-9a-f]{2,200}-[0-9a-f]{8})\b`,
  ),
  inline(
    'wwn',
    ['sas_addr', 'sas addr'],
    String.raw`\bsas[_ ]addr(?:ess)?[:=( ]+(?:0x)?(?<value>[0-9a-f]{16})\b`,
  ),
  inline('guid', ['guid'], String.raw`\b(?:\w{0,20}guid)[:=( ]+(?<value>0x[0-9a-f]{16})\b`),
  inline(
    'nqn',
    ['nqn.'],
    String.raw`\b(?<value>nqn\.(?!2014-08\.org\.nvmexpress\.discovery\b)\d{4}[-.]\d{2}\.[^\s"',;<>)]+)`,
  ),
  inline('iqn', ['iqn.'], String.raw`\b(?<value>iqn\.\d{4}-\d{2}\.[^\s"',;<>)/]+)`),
  inline('ip', ['ip-'], String.raw`/ip-(?<value>(?:\d{1,3}\.){3}\d{1,3})(?=:\d)`),
  // Who may come in, by the first numbers of an address.
  inline('name', ['.'], String.raw`^[\w.-]{2,30} ?: ?(?<value>(?:\d{1,3}\.){2,3})(?=[\s,]|$)`),
  inline(
    'ip',
    [' -a ', ' -w '],
    String.raw`\bnvme[^\r\n]{0,120}?\s-[aw] (?<value>(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]{4,40}:[0-9a-f:]{1,5})`,
  ),
  inline(
    'ip',
    ['.'],
    String.raw`\b(?:inet|inet addr|addr|via|src|remote|local|portal|gateway|nameserver|dns|dhcp|server|ip|peer|brd|broadcast|from|to)[:= ]{1,3}["']?(?<value>(?!0\.0\.0\.0|127\.|255\.)(?:\d{1,3}\.){3}\d{1,3})(?![\w.-]{0,20}[A-Za-z])`,
  ),
  // udev writes the model before it, as names below /dev/disk/by-id do.
  inline(
    'serial',
    ['id_serial='],
    String.raw`\bID_SERIAL=(?:[\w.+-]{0,80}_)?(?<value>(?=[A-Z-]{0,30}\d)[A-Za-z0-9-]{6,60})(?=\s|$)`,
  ),
  inline('serial', ['serialnumber: '], String.raw`\bSerialNumber: (?<value>\S+)`),
  inline('serial', ['iserial'], String.raw`^ *iSerial +\d+ (?<value>\S+)`),
  inline('serial', ['serial_number('], String.raw`\bserial_number\(\s{0,40}(?<value>[^\s)]+)`),
  inline('serial', ['sn: '], String.raw`\bSN: {1,4}(?<value>(?=[A-Z]{0,20}\d)[A-Z0-9]{6,40})\b`),
  // `wmic bios get serialnumber`, and one value asked of dmidecode, on the line below.
  inline(
    'serial',
    ['serialnumber', 'identifyingnumber'],
    String.raw`^(?:SerialNumber|IdentifyingNumber) *\r?\n(?<value>\S+) *\r?$`,
  ),
  inline(
    'serial',
    ['-serial-number', '_serial'],
    String.raw`(?:dmidecode -s [a-z]+-serial-number|cat /sys/\S{1,80}serial)\r?\n(?<value>\S[^\r\n]{0,60})`,
  ),
  inline('asset', ['asset'], String.raw`<entry name=["']asset["']>(?<value>[^<]+)<`),
  inline('uuid', ['uuid="', "uuid='"], String.raw`\buuid=["'](?<value>[0-9a-f]{32})["']`),
  inline('uuid', ['__cursor', ';b='], String.raw`(?<=[";])[sb]=(?<value>[0-9a-f]{32})(?=;)`),
  inline('uuid', ['i-'], String.raw`(?<![\w-])(?<value>i-(?:[0-9a-f]{17}|[0-9a-f]{8}))(?![\w-])`),
  inline(
    'uuid',
    ['arn:aws'],
    String.raw`\barn:aws[\w-]{0,10}:[\w-]{0,30}:[\w-]{0,30}:(?<value>\d{12}):`,
  ),
  // NAA names in parts, as smartctl writes them in JSON, and EUI-64 likewise.
  inline(
    'wwn',
    ['"naa"'],
    String.raw`"naa": ?\d{1,2},\s{1,20}"oui": ?\d{1,9},\s{1,20}"id": ?(?<value>\d{6,})`,
  ),
  inline('wwn', ['"ext_id"'], String.raw`"ext_id": ?(?<value>\d{6,})`),
  inline('wwn', ['nn-0x', 'pn-0x'], String.raw`\b[np]n-(?<value>0x[0-9a-f]{16})\b`),
  inline(
    'wwn',
    ['fc:0x', 'fcoe:0x', 'sas:0x'],
    String.raw`\b(?:fcoe|fc|sas):(?<value>0x[0-9a-f]{16}(?:0x[0-9a-f]{4,8})?)`,
  ),
  inline('wwn', ['vml.'], String.raw`\b(?<value>vml\.[0-9a-f]{16,100})\b`),
  inline('uuid', ['dm-uuid-lvm-'], String.raw`\bdm-uuid-LVM-(?<value>[A-Za-z0-9]{32,64})\b`),
  inline('uuid', ['md-uuid-'], String.raw`\bmd-uuid-(?<value>[0-9a-f]{8}(?::[0-9a-f]{8}){3})\b`),
  inline(
    'uuid',
    ['vendor specific'],
    String.raw`\[V\d\] Vendor specific: (?<value>[0-9a-f]{32})\b`,
  ),
]
