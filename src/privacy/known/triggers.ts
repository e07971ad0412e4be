/**
 * Words that stand beside private values: a text with neither one of them, nor a word that is not
 * known, nor a mark of an address (`user@host`, `//host`, `~user`), has nothing for the rules of
 * labels to find.
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
  'location syslocation syscontact contact rack room site building datacenter resourcegroups projects subscription',
  'linux quorum hosts servers slurm windowsproductid productid',
  'pts root_squash no_root_squash all_squash no_all_squash subtree_check no_subtree_check',
  'home label partlabel mapper export online offline sysname switchname dc admin',
  'psexec arn aws curl mysql smb vml naa t10 hostkey dhchap ctrl_key id_wwn wwns portwwn nodewwn',
]

const triggers = new Set(words.flatMap(line => line.split(' ')))

/** First letter and length of each trigger, so that hardly any other word is looked up. */
const shapes = new Set([...triggers].map(word => shapeOf(word.charCodeAt(0) | 32, word.length)))

/** Whether a part of a text is a word that stands beside private values. */
export function isTrigger(text: string, start: number, end: number): boolean {
  if (!shapes.has(shapeOf(text.charCodeAt(start) | 32, end - start))) return false
  return triggers.has(text.slice(start, end).toLowerCase())
}

/** Words that stand beside private values by themselves alone: `Failed password`, `Linux NAME`. */
const alone = new Set(['linux', 'failed', 'accepted'])

/** Whether a word that is joined with others is one that stands beside private values. */
export function isJoinedTrigger(word: string): boolean {
  return isTrigger(word, 0, word.length) && !alone.has(word.toLowerCase())
}

function shapeOf(code: number, length: number): number {
  return code * 64 + length
}
