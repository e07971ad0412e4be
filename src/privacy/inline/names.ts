import { type InlineRule, inline, named } from './rule.ts'

/** Names that installers give to what they make. */
const installed = String.raw`(?:pve|ubuntu-vg|rhel|centos|fedora|rocky|almalinux|debian|system|rootvg|vg\d{0,2}|data|root|swap|home|mpath[a-z]{1,3})(?![\w-])`

/** Folders below /dev that are no groups of volumes. */
const folders =
  '(?:disk|mapper|shm|pts|net|input|cpu|block|bus|char|fd|dri|snd|vfio|hugepages|mqueue|infiniband|zvol|md|nvme|virtio-ports|serial|usb|raw|loop|etherd|mpath|device-mapper|rbd|sd|mst)'

/** What the kernel mounts of itself. */
const pseudo =
  '(?:none|systemd-1|tmpfs|devtmpfs|overlay|sysfs|proc|fusectl|portal|gvfsd-fuse|lxcfs)'

/** Names that people give to volumes, pools, shares, resources and zones. */
export const names: readonly InlineRule[] = [
  inline('name', ['dm-'], String.raw`^(?!${installed})(?<value>${named}) \([\w.:-]{8,80}\) dm-\d`),
  inline('name', ['o- '], String.raw`\bo- (?<value>${named}) \.{2,200} \[/`),
  inline('name', ['resource '], String.raw`^\s{0,20}resource "?(?<value>${named})"? \{`),
  inline('name', [' role:'], String.raw`^[ \t]{0,8}(?<value>${named}) (?:node-id:\d+ )?role:`),
  inline(
    'name',
    [' name '],
    String.raw`^[ \t]{0,20}(?:(?:LV|VG|Volume|Pool|Host|Cluster|Server|Node|Group|Share|Array|System|Fabric|Zone) ?)?Name[ \t]{2,60}(?<value>${named})[ \t]*\r?$`,
  ),
  inline('name', ['name '], String.raw`^[ \t]{0,20}Name[ \t]{2,60}(?<value>${named})[ \t]*\r?$`),
  inline('name', ['name:'], String.raw`^Name:[ \t]{1,40}(?<value>${named})\r?\nUUID:`),
  inline(
    'name',
    ['volume group "', 'logical volume "'],
    String.raw`\b(?:volume group|logical volume) "(?<value>[^"]+)"`,
  ),
  inline(
    'name',
    ['/dev/'],
    String.raw`/dev/(?!${folders}/)(?!${installed})(?<value>${named})(?=/\w)`,
  ),
  inline(
    'name',
    ['/dev/'],
    String.raw`/dev/(?!${folders}/)${named}/(?!${installed})(?<value>${named})`,
  ),
  inline(
    'name',
    ['lvm', 'crypt', 'mpath'],
    String.raw`(?!${installed})(?<![\w-])(?<value>${named}) +\d{1,4}:\d{1,4} +\d +[\d.,]{1,9}[KMGTP] +\d +(?:lvm|crypt|mpath)\b`,
  ),
  inline(
    'name',
    ['<source'],
    String.raw`(?<=<source [^>\n]{0,200})\b(?:pool|volume|network)=["'](?<value>${named})`,
  ),
  inline('name', ['zone', 'zoneset'], String.raw`\bzone(?:set)? name (?<value>\S+)`),
  inline('name', ['status of volume'], String.raw`^Status of volume: (?<value>\S+)`),
  inline(
    'name',
    ['path =', 'comment ='],
    String.raw`^\s{0,20}\[(?!global\]|homes\]|printers\])(?<value>[^\]\r\n]{1,80})\]\r?\n\s{0,20}(?:path|comment) =`,
  ),
  inline(
    'name',
    ['metadata'],
    String.raw`\bmetadata"?:\s{0,20}\{?[^{}]{0,300}?\bname"?:\s{0,4}"?(?<value>${named})`,
  ),
  inline(
    'name',
    ['metadata'],
    String.raw`\bmetadata"?:\s{0,20}\{?[^{}]{0,300}?\bapp"?:\s{0,4}"?(?<value>${named})`,
  ),
  inline('host', ['brick'], String.raw`\bBrick\d{0,4}:? (?<value>${named}):/`),
  inline('host', ['(active'], String.raw`\b(?:mgr|mds|mon|rgw): (?<value>${named})\(active`),
  inline(
    'host',
    ['standbys: '],
    String.raw`(?<=\bstandbys: (?:[\w.-]{1,60}, ){0,12})(?<value>${named})`,
  ),
  inline(
    'host',
    ['export list for '],
    String.raw`(?<=\bExport list for [^\n]{1,80}:\r?\n(?:/[^\n]{0,200}\n){0,40}/\S{0,200}[ \t]{1,80}(?:[\w.-]{1,60},){0,12})(?<value>${named})`,
  ),
  inline('host', ['role:', 'device'], String.raw`^[ \t]{1,20}on "?(?<value>${named})"? \{`),
  inline('host', ['last login'], String.raw`\bLast login: [^\n]{0,60} from (?<value>${named})`),
  inline(
    'host',
    ['hostname'],
    String.raw`^Host (?<value>${named})(?=\r?\n[^\n]{0,80}\bHostName\b)`,
  ),
  inline('host', ['traddr='], String.raw`\btraddr=(?<value>${named})`),
  inline('host', ['pwwn '], String.raw`\bpwwn [\d:a-f]{23} \[(?<value>${named})\]`),
  inline('host', ['ansible_host'], String.raw`\bansible_host=(?<value>${named})`),
  // Members of a zone, of a configuration of zones and of an alias on switches of Fibre Channel.
  inline(
    'name',
    ['zone:', 'cfg:', 'alias:'],
    String.raw`(?<=^[ \t]{0,8}(?:zone|cfg|alias):[ \t][^\n:]{0,300}[\s;])(?<value>${named})(?=[ \t]*(?:;|\r?$)|[ \t]+[A-Za-z])`,
  ),
  inline(
    'name',
    ['(local to host'],
    String.raw`\bName : [\w.-]{1,60}:(?<value>${named}) +\(local to host`,
  ),
  inline('name', ['label: '], String.raw`^[ \t]{0,8}Label: '?(?<value>${named})'? +uuid:`),
  inline('name', ['/dev/md/'], String.raw`/dev/md/(?!md\d|\d)(?<value>${named})`),
  inline(
    'name',
    ['"value"'],
    String.raw`"Key": ?"[^"\n]{1,80}",\s{0,20}"Value": ?"(?<value>[^"\n]{2,120})"`,
  ),
  inline('name', ['/providers/'], String.raw`/providers/[\w.]{3,60}/\w{3,60}/(?<value>${named})`),
  inline(
    'name',
    ['--'],
    String.raw`(?<!\S)--(?:\w{1,12}-)?(?:db|database|dbname)[= ](?<value>${named})`,
  ),
  inline(
    'name',
    ['-vserver', '-svm', '-volume', '-aggregate', '-lun'],
    String.raw`(?<=\s)-(?:vserver|svm|volume|aggregate|lun) (?<value>${named})`,
  ),
  inline('name', ['/nvmet/'], String.raw`/nvmet/(?:subsystems|hosts)/(?<value>${named})`),
  // Buckets and repositories behind the host of an address.
  inline(
    'name',
    ['s3:', 'gs:', 'swift:', 'rest:', 'sftp:', 'smb:'],
    String.raw`\b(?:s3|gs|swift|rest|sftp|smb):(?:https?:)?//[^/\s]{1,80}/(?<value>${named})`,
  ),
  inline('name', ['"name"'], String.raw`"name" ?: ?"(?<value>[a-z]{4,30})"`),
  inline(
    'name',
    [' on /'],
    String.raw`^(?!${pseudo}\b)(?<value>${named}) on /\S{1,200} type (?:gpfs|zfs|btrfs|fuse\S{0,30}|ceph|lustre|9p|virtiofs)\b`,
  ),
]
