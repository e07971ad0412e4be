import type { Kind } from './kinds.ts'

/** Private values that stand inside a line; the group `value` is the private part. */
export interface InlineRule {
  kind: Kind
  pattern: RegExp
  /** Text without any of these cannot match: most rules are never run. */
  needs: string[]
}

const host = String.raw`[A-Za-z0-9](?:[\w.-]{0,80}[A-Za-z0-9])?`
const start = String.raw`^[>* \t]{0,10}(?:\[I\] )?`
const user = String.raw`[a-z_][\w.-]{0,40}`
/** A kind of key is written like an address of mail. */
const domain = String.raw`(?!openssh\.com|libssh\.org)[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,6}\.[A-Za-z]{2,}`

function inline(kind: Kind, needs: string[], pattern: string, flags = 'gim'): InlineRule {
  return {
    kind,
    needs: needs.map(need => need.toLowerCase()),
    pattern: new RegExp(pattern, `${flags}d`),
  }
}

export const inlineRules: readonly InlineRule[] = [
  // Serial numbers: in options, in vital product data, in names below /dev/disk/by-id.
  inline(
    'serial',
    ['serial', 'sn='],
    String.raw`\b(?:\w{0,24}serial|sn|ID_SERIAL_SHORT)=["']?(?<value>[^\s,;"'<>]+)`,
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
    String.raw`\b(?:serial|S/N|SerNo)(?:[:#] ?| )(?:number )?(?<value>(?=[A-Z-]{0,20}\d)[A-Z0-9][A-Z0-9-]{5,40})\b`,
  ),
  inline(
    'serial',
    ['ata-', 'nvme-', 'usb-', 'mmc-', 'virtio-', 'scsi-s'],
    String.raw`(?:by-id/(?:ata|nvme|usb|mmc|virtio|scsi-S[A-Z]{1,10})-(?:[A-Za-z0-9][\w.+-]{0,80}_)?|(?<![\w/])(?:ata|nvme|usb|scsi-S[A-Z]{1,10})-[A-Za-z0-9][\w.+-]{0,80}_)(?<value>(?=[A-Z-]{0,30}\d)[A-Za-z0-9-]{6,40})(?=[\s"'_]|-part\d|$)`,
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

  // MAC addresses, also without separators, in EUI-64 and in names of interfaces.
  inline('mac', ['base mac'], String.raw`\bBase MAC:? +(?<value>[0-9a-f]{12})\b`),
  inline(
    'mac',
    ['mac', 'hwaddr', 'bootif'],
    String.raw`\b(?:mac|macaddr|hwaddr|BOOTIF)=["']?(?:01-)?(?<value>(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2})`,
  ),
  inline(
    'mac',
    ['device serial number'],
    String.raw`Device Serial Number (?<value>(?:[0-9a-f]{2}-){7}[0-9a-f]{2})`,
  ),
  inline('mac', ['mac(', 'mac:'], String.raw`\bMAC[(:](?<value>[0-9a-f]{12})\b`),
  inline('mac', ['enx', 'wlx', 'wwx'], String.raw`\b(?:enx|wlx|wwx)(?<value>[0-9a-f]{12})\b`),

  // Names of the fabric.
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

  // Names of machines: prompts, uname, headings of tools, boot options, VM names.
  inline('host', ['@'], String.raw`${start}${user}@(?<value>${host})(?=[: ][^\r\n]{0,200}[#$>])`),
  inline(
    'host',
    ['@'],
    String.raw`${start}\[${user}@(?<value>${host})[ :][^\]\r\n]{0,120}\][ ]?[#$]`,
  ),
  // A prompt anywhere in a line, by the path behind it: ESXi's has no mark before the command.
  inline('host', ['@'], String.raw`\b${user}@(?<value>${host})(?=:[~/]|[ ]~)`),
  inline('user', ['@'], String.raw`\b(?<value>${user})@${host}(?=:[~/]|[ ]~)`),
  inline(
    'host',
    ['linux '],
    String.raw`\bLinux (?<value>(?!(?:version|release|kernel|from|Linux)\b)${host}) \d+\.\d+[\w.+~-]{0,80} `,
    'gm',
  ),
  inline(
    'host',
    ['linux '],
    String.raw`\bLinux \d+\.\d+[\w.+~-]{0,80} \((?<value>${host})\)`,
    'gm',
  ),
  inline(
    'host',
    ['hostname'],
    String.raw`(?:Set hostname to|Hostname set to|hostname is) <?(?<value>${host})>?`,
  ),
  inline(
    'host',
    [']:', ': '],
    String.raw`^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+-]{8,30}Z?) (?<value>${host}) [\w./-]{1,60}(?:\[\d+\])?:`,
    'gm',
  ),
  inline('host', ['hostname='], String.raw`\b(?:systemd\.|ds_)?hostname=["']?(?<value>${host})`),
  inline(
    'host',
    ['ip='],
    String.raw`\bip=[^\s:]{0,60}:[^\s:]{0,60}:[^\s:]{0,60}:[^\s:]{0,60}:(?<value>[A-Za-z][\w.-]{0,80}):`,
  ),
  inline(
    'host',
    ['://'],
    String.raw`\b(?:BOOT_IMAGE|seedfrom|inst\.repo|inst\.ks|ks|s|initrd|fetch|netboot)=(?:nfs:|live:)?(?:https?|ftp|tftp|nfs):/{2,3}(?<value>[^\s;"'@]+)`,
  ),
  inline(
    'host',
    ['://'],
    String.raw`\b(?:BOOT_IMAGE|initrd|inst\.repo|inst\.ks|ks)=(?:https?|ftp|tftp|nfs):/{2,3}(?<value>[A-Za-z][\w.-]{1,80})(?=[/:])`,
  ),
  inline(
    'host',
    ['://'],
    String.raw`://[^\s"']{0,120}/(?:nodes?|hosts?|machines?|systems?)/(?<value>[A-Za-z][\w.-]{1,60})/`,
  ),
  inline(
    'host',
    ['root=', 'nfsroot'],
    String.raw`\b(?:nfsroot|root)=(?:nfs4?:)?(?<value>[A-Za-z][\w.-]{1,80}):/`,
  ),
  inline(
    'host',
    ['nfs', 'mount'],
    String.raw`\b(?:nfs\d?|mount)\b[^\r\n]{0,40}?\s(?<value>[A-Za-z][\w-]{0,60}(?:\.[\w-]{1,60}){0,6}):/`,
  ),
  inline('host', ['<host name'], String.raw`<host name=["'](?<value>[^"']+)`),
  inline('host', ['# hostname'], String.raw`# hostname : (?<value>\S+)`),
  inline(
    'host',
    ['host: '],
    String.raw`\bHost: (?<value>(?!Kernel\b|<)${host})(?= +(?:Kernel|arch|bits|Desktop|Console)\b)`,
  ),
  inline('host', ['description:'], String.raw`^(?<value>${host})(?=\r?\n {4}description: )`),
  inline(
    'host',
    ['<name>', '<hostname>', '<fqdn>', '<title>'],
    String.raw`^ {0,2}<(?:name|title|hostname|fqdn)>(?<value>[^<]+)<`,
  ),
  inline('host', ['-name '], String.raw`(?:^|\s)-name (?:guest=)?["']?(?<value>[^\s,"'<>]+)`),
  inline('host', ['scsihw:', 'ostype:', 'bootdisk:'], String.raw`^name: (?<value>${host})$`),
  inline(
    'host',
    ['report-', 'config-'],
    String.raw`\b(?:sosreport|supportconfig)-(?<value>[A-Za-z][\w.]{1,60})-\d{4}-?\d\d-?\d\d`,
  ),

  inline(
    'domain',
    ['search ', 'domain '],
    String.raw`^(?:search|domain) (?<value>[A-Za-z0-9][\w.-]{1,80}\.[A-Za-z]{2,})`,
  ),
  inline('domain', ['@'], String.raw`(?<![\w/.:])[A-Za-z0-9][\w.+-]{0,60}@(?<value>${domain})\b`),

  // People.
  inline(
    'user',
    ['@'],
    String.raw`${start}\[?(?<value>${user})@${host}(?=[: ][^\r\n]{0,200}[#$>])`,
  ),
  inline(
    'user',
    ['/home/', '/users/'],
    String.raw`/(?:home|Users)/(?<value>[A-Za-z0-9_][\w.@-]{0,60})`,
  ),
  inline(
    'user',
    [':\\', '\\home', '\\users'],
    String.raw`(?:\b[A-Za-z]:|\\[\w.$-]{1,40})\\+(?:Users|home|Documents and Settings)\\+(?<value>[^\\\s"'/:*?<>|]+)`,
  ),
  inline('user', ['~'], String.raw`(?<![\w/.~+-])~(?<value>[a-z_][\w-]{1,40})(?=/)`),
  inline('user', ['/media/'], String.raw`/media/(?<value>[a-z_][\w.-]{1,40})(?=/)`),
  inline('user', ['@'], String.raw`\((?<value>${user})@[\w.-]+\) \(`),
  inline('host', ['@'], String.raw`\(${user}@(?<value>[\w.-]+)\) \(`),
  inline('user', ['@'], String.raw`(?<![\w/.:+-])(?<value>[A-Za-z0-9][\w.+-]{0,60})@(?=${domain})`),
  inline(
    'user',
    ['user'],
    String.raw`\b(?:USER|user|username|SUDO_USER)=["']?(?<value>(?!\d)[A-Za-z_][\w.@-]*)`,
  ),
  inline(
    'user',
    ['--user', '--login', 'sudo -u '],
    String.raw`(?:--login|sudo -u|--user|--username)[ =](?<value>[a-z_][\w.-]+)`,
  ),
  inline(
    'user',
    ['username'],
    String.raw`\b(?:node|discovery)\.[\w.]{0,40}username(?:_in)?\s*=\s*(?<value>\S+)`,
  ),
  inline('user', ['username='], String.raw`\brd\.iscsi\.(?:in\.)?username=(?<value>\S+)`),
  inline(
    'user',
    ['://'],
    String.raw`\b[a-z][a-z+.-]{1,20}://(?<value>[^\s:@/"']{1,80}):[^\s@/"']{1,80}@`,
  ),
  inline('user', ['netroot=iscsi:'], String.raw`\bnetroot=iscsi:(?<value>[^:@\s]+):[^@\s]+@`),

  // Secrets.
  inline('secret', ['netroot=iscsi:'], String.raw`\bnetroot=iscsi:[^:@\s]+:(?<value>[^@\s]+)@`),
  inline(
    'secret',
    ['://'],
    String.raw`\b[a-z][a-z+.-]{1,20}://[^\s:@/"']{1,80}:(?<value>[^\s@/"']{1,80})@`,
  ),
  inline(
    'secret',
    ['password', 'passwd', 'secret', 'token', 'key', 'psk', 'passphrase'],
    String.raw`(?:password|passwd|secret|_token|api_?key|psk|passphrase)(?:_in|-in|_mutual)?=["']?(?!clear\b)(?<value>[^\s,;"'<>&]+)`,
  ),
  inline('secret', ['secret,'], String.raw`\bsecret,[^\s]{0,80}?data=(?<value>[^\s,"']+)`),
  inline(
    'secret',
    ['pass', 'secret', 'token', 'key', 'psk'],
    String.raw`["'\s](?:password|passwd|secret|token|key|psk|apikey|api_key|dhchap[_-](?:key|secret)|hostkey|ctrl_key)["']?\s{0,4}[:=]\s{0,4}["'](?<value>[^"'\s]{4,})["']`,
  ),
  inline(
    'secret',
    ['password'],
    String.raw`\b(?:node|discovery)\.[\w.]{0,40}password(?:_in)?\s*=\s*(?<value>\S+)`,
  ),
  inline('secret', ['dhhc-1'], String.raw`(?<value>DHHC-1:\d\d:[A-Za-z0-9+/=]+:?)`),
  inline('secret', ['nvmetlskey'], String.raw`(?<value>NVMeTLSkey-1:\d\d:[A-Za-z0-9+/=]+:?)`),
  inline(
    'secret',
    ['private key'],
    String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----\s{0,4}(?<value>[A-Za-z0-9+/=\s]{16,20000}?)\s{0,4}-----END`,
  ),
  inline(
    'secret',
    ['ssh-', 'ecdsa-'],
    String.raw`\b(?:(?:sk-)?ssh-(?:rsa|ed25519|dss)|(?:sk-)?ecdsa-sha2-\w+)(?:@openssh\.com)? (?<value>[A-Za-z0-9+/=]{40,})`,
  ),
  inline(
    'user',
    ['ssh-', 'ecdsa-'],
    String.raw`\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+) [A-Za-z0-9+/=]{40,} (?<value>[\w.-]+)@`,
  ),
  inline(
    'host',
    ['ssh-', 'ecdsa-'],
    String.raw`\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+) [A-Za-z0-9+/=]{40,} [\w.-]+@(?<value>[\w.-]+)`,
  ),
  inline('secret', ['sha256:'], String.raw`\bSHA256:(?<value>[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])`),
  inline('secret', [':key='], String.raw`:key=(?<value>[^\s:,"']+)`),
  inline('user', [':key='], String.raw`:id=(?<value>[^\s:,"']+)(?=:key=)`),
  inline('user', ['curl'], String.raw`\bcurl\b[^\r\n]{0,80}?\s(?:-u|--user)[ =](?<value>[^\s:]+):`),
  inline(
    'secret',
    ['curl'],
    String.raw`\bcurl\b[^\r\n]{0,80}?\s(?:-u|--user)[ =][^\s:]+:(?<value>\S+)`,
  ),
  inline(
    'secret',
    ['authorization'],
    String.raw`\bAuthorization: *(?:Bearer|Basic|Token) +(?<value>[\w.~+/=-]{8,})`,
  ),
  inline('secret', ['sshpass'], String.raw`\bsshpass -p ?(?<value>\S+)`),
  inline(
    'secret',
    ['community'],
    String.raw`\b\w{0,3}community[ =:]+(?:string )?["']?(?<value>[A-Za-z][\w!@$%^&*-]{5,})["']?`,
  ),
  inline(
    'secret',
    ['ghp_', 'gho_', 'glpat-', 'xox', 'akia'],
    String.raw`\b(?<value>(?:ghp_|gho_|glpat-|xox[bp]-|AKIA)[A-Za-z0-9_-]{16,})\b`,
  ),

  // Addresses that their neighbour tells from a version; the kernel's own list has no colons.
  inline('ip', ['ip-'], String.raw`/ip-(?<value>(?:\d{1,3}\.){3}\d{1,3})(?=:\d)`),
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
]
