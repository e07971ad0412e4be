import { findLabelRules } from '../labels.ts'

/**
 * Words that stand beside private values, besides the labels of one word that rules have: a text
 * with neither one of these, nor a word that is not known, nor a mark of an address (`user@host`,
 * `//host`, `~user`), has nothing for the rules of labels to find. `each-rule.test.ts` asks each
 * rule for a line that it must be shown.
 */
const words = [
  'serial serialnumber serialno serialnum serno sn s_n id_serial id_serial_short identifyingnumber série seriennummer',
  'asset assettag asset_tag smbiosassettag inventorynumber inventory sku systemsku chassis',
  'uuid partuuid ptuuid machineid machine_id boot_id bootid account guid gid machineguid hostid vmgenid',
  'mac macaddress hwaddr permaddr bootif wwn wwid wwpn wwnn eui eui64 nguid naa sas_addr sas_address guids lgid',
  'host hostname hostnames nodename node_name computername csname csdnshostname pscomputername systemname dnshostname machinename',
  'nom nome nombre имя сеть 主机名 serveur servidor server logonserver servername agent realm domain domainname dominio domaine domäne домен',
  'workgroup cdomain csdomain searchdomain fqdn nis user users username owner login logname whoami sudo sudo_user propriétaire proprietario propietario',
  'registereduser registeredowner organization organisation organización organizzazione project tenant customer company department team',
  'password passwd passphrase pwd secret secrets token api_key apikey credential credentials community psk authorization bearer jwt sshpass',
  'ssid essid iqn nqn portal gateway dns nameserver nameservers addr address inet inet6 remote peer brd broadcast ipaddr ipaddress',
  'mail crontabs accepted failed sshd acct uid author committer cc email nova vmname',
  'nfs nfsroot netroot ks initrd seedfrom cluster clustername cluster_name fsid vg vg_name lv lv_name volume datastore vdisk',
  'location syslocation contact rack room site building datacenter resourcegroups projects subscription',
  'linux quorum hosts servers slurm windowsproductid productid',
  'pts root_squash no_root_squash all_squash no_all_squash subtree_check no_subtree_check',
  'home label partlabel mapper export online offline sysname switchname dc admin',
  'psexec arn aws curl mysql smb vml naa t10 hostkey dhchap ctrl_key id_wwn wwns portwwn nodewwn',
  'iserial ext_id logical serie private redis uid tty media ip ssh ecdsa iscsiadm connect discover traddr claimed partner activated deactivated lvm crypt mpath tty1 tty2 tty3 tty4 tty5 tty6 su runuser chown crontab role',
  'slurm_job_nodelist slurm_nodelist slurmd_nodename slurm_job_user slurm_job_account ansible_host ansible_user token_in token_out brick pwwn standbys mgr mds rgw',
  'alloc cksum refer pgs ckpoint health psize lsize vsize fmt autostart persistent votes vmid machine vserver aggregate total_mb usable_file_mb age zone volume',
  'drwx drwxr drwxrwx drwxrwxr drwxrwxrwx drwxrwxrwt lrwxrwxrwx rwx rwxr rwxrwxr rwxrwxrwx administrator operator',
  'center centre datacentre campus city street country floor aisle row license licence activation',
  'nvmet syscontact case ticket contract org employee badge phone telephone fax mobile pager slots instance cfg md key disk_group diskgroup database db nodelist netbios batch providers information',
  'зарегистрированный зарегистрированная владелец организация organizacion',
]

/** Words of which reports of fio are full, as keys of JSON: in quotes they stand beside nothing private. */
const weakWords = [
  'name group_name groupname system_name title description tag code n cn ou client display utc rw ro path data comment resource source running paused stopped shut',
]

const triggers = toSet(words)
const weak = toSet(weakWords)

function toSet(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap(line => line.split(' ')))
}

/** Whether a chunk of one word is a label or stands beside private values. */
export function isTrigger(chunk: string): boolean {
  return (
    triggers.has(chunk.toLowerCase()) || ofSecret.test(chunk) || findLabelRules(chunk).length > 0
  )
}

/** How names of variables end that hold what opens a door. */
const ofSecret = /^[A-Z][A-Z0-9_]*(?:TOKEN|PWD|PASS|SECRET|KEY|JWT|CREDENTIALS?)$/

/** Whether a chunk of one word stands beside private values, but for in quotes. */
export function isWeakTrigger(chunk: string): boolean {
  return weak.has(chunk.toLowerCase())
}

/** Words that stand beside private values by themselves alone: `Failed password`, `Linux NAME`. */
const alone = new Set(['linux', 'failed', 'accepted', 'n', 'running', 'name', 'code', 'tag'])

/** Whether one of the words that are joined in a chunk stands beside private values. */
export function hasTrigger(chunk: string): boolean {
  return findLabelRules(chunk).length > 0 || chunk.split(/[-.+:]/).some(isPartTrigger)
}

function isPartTrigger(word: string): boolean {
  return !alone.has(word.toLowerCase()) && (isTrigger(word) || isWeakTrigger(word))
}
