import { domain, host, type InlineRule, inline, named, start, user } from './rule.ts'

/** Labels that installers and makers of images give. */
const installers = String.raw`(?:rootfs|root|boot|bootfs|efi|esp|uefi|swap|home|var|usr|tmp|data|system|bios|grub|linux|primary|cidata|config-2|cloudimg-rootfs|microsoft|basic|reserved|recovery|windows|ventoy|legacy|oem|state|kern-[ab]|root-[ab])(?![a-z0-9])`

/** Names of machines and of the domains that they are in. */
export const hosts: readonly InlineRule[] = [
  // Who may mount what, in the output of exportfs and in its file.
  inline(
    'host',
    ['(rw', '(ro', '(sync', '(async', '(secure', '(insecure'],
    String.raw`^/\S+\s+(?<value>${named})\((?:r[wo]|a?sync|(?:in)?secure)[,)]`,
  ),
  inline('host', ['@'], String.raw`${start}${user}@(?<value>${host})(?=[: ][^\r\n]{0,200}[#$>])`),
  inline(
    'host',
    ['@'],
    String.raw`${start}\[${user}@(?<value>${host})[ :][^\]\r\n]{0,120}\][ ]?[#$]`,
  ),
  inline('host', ['@'], String.raw`\b${user}@(?<value>${host})(?=:[~/]|[ ]~)`),
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
    String.raw`\b(?:nfs\d?|mount)\b[^\r\n]{0,40}?\s(?!point:)(?<value>[A-Za-z][\w-]{0,60}(?:\.[\w-]{1,60}){0,6}):/`,
  ),
  inline('host', ['<host name'], String.raw`<host name=["'](?<value>[^"']+)`),
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
  inline(
    'host',
    ['-name '],
    String.raw`(?<!\bfind [^\r\n]{0,200})(?:^|\s)-name (?:guest=)?["']?(?<value>[^\s,"'<>]+)`,
  ),
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
  inline('host', ['@'], String.raw`\(${user}@(?<value>[\w.-]+)\) \(`),
  inline(
    'host',
    ['ssh-', 'ecdsa-'],
    String.raw`\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+) [A-Za-z0-9+/=]{40,} [\w.-]+@(?<value>[\w.-]+)`,
  ),
  // Sources of network file systems.
  inline(
    'host',
    [':/'],
    String.raw`^(?<value>${named}):/\S{0,200}\s{1,80}(?:/\S{0,200}\s{1,40}(?:nfs\d?|ceph|glusterfs|fuse|lustre)\b|[\d.]{1,12}[KMGTP]?\s)`,
  ),
  inline('host', ['@o2ib', '@tcp'], String.raw`\b(?<value>${named})@(?:o2ib|tcp)\d{0,3}:`),
  inline('host', ['//'], String.raw`(?:^|[ \t])//(?<value>${named})/[\w$.-]{1,80}(?=[\s/])`),
  inline('host', ['\\\\'], String.raw`(?<![\w:\\])\\\\(?<value>${named})\\(?=[\w$])`),
  inline(
    'host',
    ['--host', '--node', '--server', '--client'],
    String.raw`(?<=(?<!\S)--(?:host|node|server|client)(?:s|list)?[ =](?:[\w.-]{1,60},){0,12})(?<value>${named})`,
  ),
  inline('host', ['nfs: server '], String.raw`\bnfs: server (?<value>${named}) (?:not|OK)`),
  inline(
    'name',
    ['//'],
    String.raw`(?:^|[ \t])//${named}/(?<value>[A-Za-z][\w$.-]{1,80})(?=[\s/])`,
  ),
  inline('host', ['export list for '], String.raw`^Export list for (?<value>${named}):`),
  // Prompts of arrays and of switches.
  inline('host', ['::>', '::*>'], String.raw`^(?<value>${named})::\*?>`),
  inline(
    'host',
    [':admin>', ':root>'],
    String.raw`^(?<value>${named}):(?:FID\d{1,3}:)?(?:admin|root)>`,
  ),
  inline('host', ['sysname'], String.raw`\bsysName\.0 = (?:STRING: )?"?(?<value>${named})`),
  inline('host', ['current dc'], String.raw`\bCurrent DC: (?<value>${named})`),
  inline(
    'host',
    ['online: [', 'offline: ['],
    String.raw`(?<=\b(?:On|Off)line: \[ (?:[\w.-]{1,60} ){0,20})(?<value>${named})(?= )`,
  ),
  // Names that people give to volumes; what installers call theirs is nobody's.
  inline(
    'name',
    ['label='],
    String.raw`\b(?:PART)?LABEL="?(?<value>(?!${installers})${named})(?=["\s]|$)`,
  ),
  inline(
    'name',
    ['/by-label/', '/by-partlabel/'],
    String.raw`/by-(?:part)?label/(?<value>(?!${installers})${named})`,
  ),
  inline('name', ['/dev/mapper/'], String.raw`/dev/mapper/(?<value>${named}) is (?:in)?active`),
  // Members of a cluster, of an array, of a pool.
  inline('host', ['local to host '], String.raw`\(local to host (?<value>[^\s)]+)\)`),
  inline(
    'host',
    ['uuid='],
    String.raw`\b(?:LABEL|name)="?(?<value>${named}):\d{1,3}\b(?=[^\r\n]{0,200}(?:UUID=|raid))`,
  ),
  inline('host', ['creation host'], String.raw`\bCreation host, time (?<value>${host}),`),
  inline('host', ['quorum '], String.raw`(?<=\bquorum (?:[\w.-]{1,60},){0,12})(?<value>${named})`),
  inline('host', [' host '], String.raw`^ *-\d+ +[\d.]+ +host (?<value>${host})`),
  inline(
    'host',
    ['node description'],
    String.raw`\bNode description: (?<value>${host}) (?:mlx|HCA)`,
  ),
  // Machines in lists of virtual ones: virsh list, qm list.
  inline(
    'host',
    ['running', 'shut off', 'paused', 'stopped'],
    String.raw`^ {1,10}(?:\d{1,9}|-) {1,10}(?<value>${host}) {2,80}(?:running|shut off|paused|stopped)\b`,
  ),
  inline('host', ['nova:name'], String.raw`<nova:name>(?<value>[^<]+)<`),
  inline('host', ['/instances/'], String.raw`/instances/(?<value>${named})`),
  inline('host', ['"system"'], String.raw`"id" : "(?<value>[^"]+)",\s{1,20}"class" : "system"`),
  // Tools that name a machine: fio, sadf, X.
  inline('host', ['--client='], String.raw`--client=(?<value>${named})`),
  inline(
    'host',
    [': (g=', '> fio: '],
    String.raw`^<(?<value>${named})> [^\r\n]{1,80}?(?:: \(g=|fio: )`,
  ),
  inline('host', [' utc;', ';'], String.raw`^(?<value>${host});\d{1,9};\d{4}-\d\d-\d\d `),
  inline('host', ['\t'], String.raw`^(?<value>${host})\t\d{1,9}\t\d{9,11}\t`),
  inline('host', ['nodename='], String.raw`\bnodename=["'](?<value>[^"']+)`),
  inline('host', ['host='], String.raw`(?<=,)(?:server\.)?host=(?<value>${named})`),
  inline('host', ['display='], String.raw`\bDISPLAY=(?<value>(?!localhost)${named}):\d`),
  // The one line that hostname prints, below the command.
  inline(
    'host',
    ['hostname', 'uname -n'],
    String.raw`(?:[$#>=] {0,3})(?:hostname(?: -[fs]| --fqdn)?|uname -n|cat /etc/hostname)\r?\n(?<value>${host})\r?$`,
  ),
  // In addresses: behind credentials, with a port, of schemes that no public page has.
  inline('host', ['://'], String.raw`://[^\s:@/"']{1,80}:[^\s@/"']{1,80}@(?<value>${named})`),
  inline('host', ['://'], String.raw`\bhttps?://(?<value>(?!localhost\b)${named}):\d{2,5}\b`),
  inline(
    'host',
    ['://'],
    String.raw`\b(?:ssh|s?ftp|nfs|smb|cifs|iscsi|rsync|rediss?|postgres(?:ql)?|mysql|amqps?|mongodb|ldaps?|tftp|nbd|tcp)://(?:[^\s@/"']{1,80}@)?(?<value>(?!localhost\b)${named})(?=[:/,"'\s]|$)`,
  ),
  inline(
    'host',
    ['@'],
    String.raw`\b(?:ssh|scp|sftp|rsync|sshfs|mosh)\b[^\r\n]{0,120}?\s${user}@(?<value>${named})`,
  ),
  inline('host', ['root@', 'git@'], String.raw`\b(?:root|git)@(?<value>${named})(?=[\s:)]|$)`),
  inline(
    'host',
    [' ssh-', ' ecdsa-'],
    String.raw`^(?<value>${named})(?:,\S{1,200})? (?:ssh-(?:rsa|ed25519)|ecdsa-sha2)`,
  ),
  inline(
    'host',
    ['pts/', 'tty'],
    String.raw`^${user} +(?:pts/\d+|tty\w+) [^\r\n(]{1,60}\((?<value>${named})\)`,
  ),
  inline('host', ['source '], String.raw`\bSelected source [\w.:]{3,40} \((?<value>${named})\)`),

  inline('domain', ['%40'], String.raw`[\w.+-]{1,60}%40(?<value>${domain})\b`),
  // ACME\jdoe; registries and buses of Windows are written like it.
  inline(
    'domain',
    ['\\'],
    String.raw`(?<![\w\\])(?!HK|SCSI|PCI|USB|ACPI|ROOT|IDE|NVME|STORAGE|MPIO|HID|SWD|NT\b)(?<value>[A-Z][A-Z0-9-]{2,14})\\(?=[a-z][\w.-]{2,})`,
    'gm',
  ),
  inline('domain', ['dc='], String.raw`\bDC=(?<value>(?!com\b|net\b|org\b)[\w-]{2,60})`),
  inline('host', ['md-name-'], String.raw`\bmd-name-(?<value>${named}):\d`),
  inline(
    'host',
    ['slurm'],
    String.raw`\bSLURM\w{0,20}_(?:NODELIST|NODENAME|HOST)=(?<value>${named})`,
  ),
  inline(
    'host',
    ['iscsiadm', 'nvme '],
    String.raw`\b(?:iscsiadm|nvme)\b[^\r\n]{0,120}?\s(?:-p|--portal|-a|--traddr)[ =](?!nn-)(?<value>${named})`,
  ),
  inline('host', ['%40'], String.raw`%20${user}%40(?<value>${named})`),
  // Sources of time, members of a run of MPI, and from where somebody came.
  inline(
    'host',
    ['^'],
    String.raw`^[\^=#][-*+?x~] (?<value>${named}) +\d{1,2} +\d{1,2} +[0-7]{1,3} +`,
  ),
  inline('host', [' slots='], String.raw`^(?<value>${named})[ \t]{1,20}slots=\d`),
  inline(
    'host',
    ['pts/', 'tty'],
    String.raw`^${user} +(?:pts/\d+|tty\w+) +(?<value>${named}) +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) `,
  ),
]
