import type { Kind } from './kinds.ts'
import { copy } from './known/copy.ts'

/** Private values stand behind a label that begins a line or a member: `Serial Number: X`. */
export interface LabelRule {
  kind: Kind
  /** The whole label, without the colon. */
  label: RegExp
  /** What a value looks like, from its first character. */
  value: RegExp
}

function line(kind: Kind, labels: string, value = String.raw`[^\r\n"]*[^\s"',]`): LabelRule {
  return {
    kind,
    label: new RegExp(`^(?:${labels})$`, 'i'),
    value: new RegExp(value, 'iy'),
  }
}

const serials = [
  String.raw`(?:[\w/ .()-]{0,40}[ _-])?serial(?:[ _-]?(?:number|no\.?|num|nr))?`,
  String.raw`[\w-]{0,30}SerialNumber`,
  '[\\w/.-]{0,80}vpd_pg80|sn|s/n|serno|Vendor SN|IDENTIFYINGNUMBER|Service Tag|Chassis Tag|Express Service Code|Module SN|Unit serial number|N[uú]mero de serie|Num[ée]ro de s[ée]rie|Seriennummer|Numero di serie|[\\w ]{0,20}serie',
].join('|')

export const labelRules: readonly LabelRule[] = [
  line('serial', serials),
  line(
    'asset',
    String.raw`[\w /.-]{0,60}asset[ _-]?(?:tag|number|no|id)?|InventoryNumber|SMBIOSAssetTag`,
  ),
  // What is called a number of a contract or of a person is hidden where it stands.
  line(
    'asset',
    String.raw`(?:[\w ]{0,20}[ _-])?(?:case|ticket|contract|org|organization|employee|customer|badge)[ _-]?(?:id|number|no\.?|num)`,
    String.raw`[\w./-]{3,40}`,
  ),
  line(
    'secret',
    String.raw`(?:[\w -]{0,40}[ _-])?(?:phone|telephone|fax|mobile|pager)(?:[ _-]?(?:number|no))?`,
    String.raw`(?![a-z]{2}_[A-Z]{2}\b|C\b|POSIX\b)[^\s"',;<>{}][^\r\n"',;<>{}]{2,40}`,
  ),
  line('sku', 'SKU|SKU Number|SystemSKU(?:Number)?|Chassis SKU Number|CsSystemSKUNumber'),
  line(
    'uuid',
    String.raw`UUID|[\w ./-]{0,40}uuid|_?machine[ _-]?id|_?boot[ _-]?id|instance-?id|account-?id|kernel\.random\.(?:boot_id|uuid)|vmgenid|MachineGuid|hostid|host ?id`,
    String.raw`\{?(?:i-)?[0-9A-Fa-f][0-9A-Fa-f: -]{5,60}[0-9A-Fa-f]\}?`,
  ),
  line(
    'mac',
    String.raw`[\w .()-]{0,40}(?:MAC|HW|hardware|physical|permanent|ethernet)[ _-]?(?:addr(?:ess)?)|HWaddr|Base MAC|MAC|BaseMAC|Adresse physique|Direcci[oó]n f[ií]sica`,
    String.raw`(?:[0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}`,
  ),
  line(
    'guid',
    String.raw`[\w .-]{0,30}GUID|sys_image_guid|node_guid|port_guid|[\w ]{0,20}GID(?:\[ *\d+\])?|Base GUID`,
    String.raw`(?:0x)?[0-9A-Fa-f][0-9A-Fa-f:.-]{10,45}`,
  ),
  line(
    'wwn',
    String.raw`[\w .-]{0,30}(?:WWN|WWID|WWPN|WWNN)|LU WWN Device Id|(?:Namespace \d+ )?IEEE EUI-64|EUI-?64|(?:SCSI )?NAA Id|NGUID|Namespace EUI64|SAS address|[\w ]{0,20}Logical Unit id|node_name|port_name|fabric_name|attached SAS address|Node WWN|Port WWN|unique[_ ]?id(?:entifier)?`,
    String.raw`(?:0x|naa\.|eui\.|uuid\.|t10\.)?[0-9A-Za-z][0-9A-Fa-f:. -]{8,80}[0-9A-Fa-f]`,
  ),
  line(
    'host',
    String.raw`(?:Static |Transient |Pretty[ _])?host ?-?name|(?:batch|head|login|home|ctld|slurmctld|primary|backup|standby)[ _-]?host(?:\[\d+\])?|node_?list|netbios[ _]name|server[ _]?alias|controlmachine|(?:server|switch|system|array)[ _]?name|sysname|Host Name|node ?name|Nom de l.h[oô]te|Hostname|Nome host|Nombre de host|Имя узла|主机名|Computer ?Name|CsName|CsDNSHostName|PSComputerName|CSName|__SERVER|SystemName|DNSHostName|MachineName|kernel\.hostname|_?HOSTNAME|hostname-[fs]|etc-hostname|uname-n|http_host|Servername|agent[ _]host|Logon ?Server|LogonServer|Serveur d.ouverture de session|Servidor de inicio de sesi[oó]n|Server di accesso|DHCP[ -]?Server|Сервер входа в сеть`,
    String.raw`(?!Linux\b)(?:\\\\)?[^\s",;:<>()[\]]+`,
  ),
  line(
    'host',
    'host',
    String.raw`(?!scsi\d|usb\d|kernel\b|bus\b)[A-Za-z][^\s",;:<>()[\]]{2,}(?=[ \t]*(?:[\r\n,}"]|$))`,
  ),
  line(
    'domain',
    String.raw`Domain(?:name| ?name)?|Domaine|Dominio|Dom[äa]ne|Домен|CsDomain|CsWorkgroup|Workgroup|DNS Domain|dnsdomainname|searchdomain|IP[46]\.DOMAINS?\[\d+\]|Primary Dns Suffix|(?:realm|domain)-name|default_realm|realm|Connection-specific DNS Suffix|kernel\.domainname|DNSDomain|NIS domain|search`,
    String.raw`(?!bus\b)[A-Za-z0-9][\w.-]*`,
  ),
  line(
    'user',
    String.raw`(?:Registered ?|Primary ?|Windows ?|Current ?|Cs?)?(?:Owner|User|UserName|User name|Registered Owner)(?: ?Name)?|RegisteredUser|RegisteredOwner|WindowsRegisteredOwner|OsRegisteredUser|CsPrimaryOwnerName|CsUserName|PrimaryOwnerName|LOGNAME|whoami|http_user|username_in|ciuser|Propri[ée]taire enregistr[ée]|Propietario registrado|Proprietario registrato|Зарегистрированный владелец|login(?: as)?|valid users|project[_ ]?(?:id|name)|tenant[_ ]?(?:id|name)`,
    String.raw`(?!\d)[^\s"',;<>{}][^\r\n"',;<>{}]{0,80}`,
  ),
  line(
    'organization',
    'Registered Organi[sz]ation|WindowsRegisteredOrganization|OsOrganization|Organisation enregistr[ée]e|Organizaci[oó]n registrada|Organizzazione registrata|Зарегистрированная организация',
  ),
  line(
    'secret',
    String.raw`[\w. -]{0,60}(?:password|passwd|passphrase|secret|api[_-]?key|(?:auth|access|api|bearer)[ _-]?token|community|psk|fastopen_key|http_pass|http_s3_\w+|http_swift_auth_token|private[_-]?key|access[_-]?key|licen[cs]e[ _-]?(?:key|code|number)|activation[ _-]?(?:key|code)|credential)(?:_in|_out)?`,
    String.raw`[^\s"',;<>][^\s"',;<>]*`,
  ),
  line(
    'product-id',
    String.raw`Product ID|WindowsProductId|OsSerialNumber|Id\. del producto|ID de produit|N[°º] de produit|Identificateur de produit|Numero di serie|ID prodotto|Код продукта|Product Key`,
    String.raw`[A-Z0-9]{4,6}(?:-[A-Z0-9]{3,8}){2,5}`,
  ),
  line(
    'ip',
    String.raw`[\w .()-]{0,40}(?:ip(?:v[46])?[ _-]?addr(?:ess)?|gateway|dns|nameserver|portal|ipaddr|server ip|address)|remote|local|via`,
    String.raw`(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}`,
  ),
  line(
    'location',
    String.raw`(?:sys(?:tem)? ?)?(?:location)(?:[ _-]?in[ _-]?chassis)?|sysLocation\.0|(?:data ?cent(?:er|re)|rack|room|building|site|campus|city|street|country|floor|aisle|row)(?:[ _-]?(?:name|id|no|number|label|unit|position))?|rack[ _-]?(?:unit|u)|address line ?\d?`,
    String.raw`(?!slot|bank|dimm|cpu|not\b|unknown|internal\b|in the chassis|on ?board|motherboard|system board|proc|p\d)[^\r\n"]*[^\s"',]`,
  ),
  line(
    'name',
    String.raw`(?:sys)?contact|cost[ _-]?cent(?:er|re)|(?:GPFS |storage |resource |host )?(?:cluster|group|fabric|igroup|zone set|zoneset|alias|pool|volume ?group|vg|lv|logical volume|volume|share|export|datastore|vdisk|vm|guest|instance|tenant|project|account|customer|department|team|organi[sz]ation|company|subscription|resource[ _-]?group|namespace|bucket|file ?system|array|storage ?system|enclosure|aggregate|svm|vserver|zone|zpool|dataset|deployment|environment|workspace)[ _-]?name|(?:vg|lv)_name|disk_?group|rack[ ._]name|(?:\w{1,12}-)?db(?:name)?|database|system information|cluster|tenant|customer|department|(?:remote|partner|peer) (?:system|cluster|host)( name)?|owner name|asset owner|friendly name of owner`,
    String.raw`[^\s"',;<>{}\[\]()][^\r\n"',;<>{}]{0,80}`,
  ),
  // Of these, numbers are said too.
  line(
    'name',
    'pool|zone|zoneset|alias|namespace|standbys?|volume[ _]?label|instance',
    String.raw`(?!ID-\d)[A-Za-z][^\s"',;<>{}]{0,80}`,
  ),
]

/** Labels repeat in a text; each is judged once. */
const judged = new Map<string, readonly LabelRule[]>()

/** The rules of which a text is the whole label. */
export function findLabelRules(label: string): readonly LabelRule[] {
  let rules = judged.get(label)
  if (!rules) {
    rules = labelRules.filter(rule => rule.label.test(label))
    if (judged.size > 20_000) judged.clear()
    judged.set(copy(label), rules)
  }
  return rules
}
