import { domain, host, type InlineRule, inline, named, start, user } from './rule.ts'

/** Names of accounts and of people. */
export const people: readonly InlineRule[] = [
  inline('user', ['@'], String.raw`\b(?<value>${user})@${host}(?=:[~/]|[ ]~)`),
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
  // What a person calls a folder at home.
  inline(
    'name',
    ['/home/', '/users/'],
    String.raw`/(?:home|Users)/[^/\s]{1,60}/(?<value>[A-Za-z]{3,40})(?=/)`,
  ),
  inline(
    'user',
    [':\\', '\\home', '\\users'],
    String.raw`(?:\b[A-Za-z]:|\\[\w.$-]{1,40})\\+(?:Users|home|Documents and Settings)\\+(?<value>[^\\\s"'/:*?<>|]+)`,
  ),
  inline('user', ['~'], String.raw`(?<![\w/.~+-])~(?<value>[a-z_][\w-]{1,40})(?=/)`),
  inline('user', ['/media/'], String.raw`/media/(?<value>[a-z_][\w.-]{1,40})(?=/)`),
  inline('user', ['@'], String.raw`\((?<value>${user})@[\w.-]+\) \(`),
  inline('user', ['@'], String.raw`(?<![\w/.:+-])(?<value>[A-Za-z0-9][\w.+-]{0,60})@(?=${domain})`),
  inline(
    'user',
    ['user'],
    String.raw`\b(?:USER|user|username|SUDO_USER)=["']?(?<value>(?!\d)[A-Za-z_][\w.@-]*)`,
  ),
  inline(
    'user',
    ['--user', '--login', 'sudo -u '],
    String.raw`(?:--login[ =]|sudo -u |--user=|--username[ =])(?<value>[a-z_][\w.-]+)`,
  ),
  inline(
    'user',
    ['username'],
    String.raw`\b(?:node|discovery)\.[\w.]{0,40}username(?:_in)?\s*=\s*(?<value>\S+)`,
  ),
  inline(
    'user',
    ['://'],
    String.raw`\b[a-z][a-z+.-]{1,20}://(?<value>[^\s:@/"']{1,80}):[^\s@/"']{1,80}@`,
  ),
  inline(
    'user',
    ['netroot=iscsi:'],
    String.raw`\bnetroot=iscsi:(?<value>[^:@\s]{1,80}):[^@\s]{1,80}@`,
  ),
  inline(
    'user',
    ['ssh-', 'ecdsa-'],
    String.raw`\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+) [A-Za-z0-9+/=]{40,} (?<value>[\w.-]+)@`,
  ),
  inline('user', [':key='], String.raw`:id=(?<value>[^\s:,"']+)(?=:key=)`),
  inline('user', ['curl'], String.raw`\bcurl\b[^\r\n]{0,80}?\s(?:-u|--user)[ =](?<value>[^\s:]+):`),
  // Who is logged in, as `last`, `w` and `who` print it.
  inline('user', ['pts/', 'tty'], String.raw`^(?<value>${user}) {1,20}(?:pts/|tty[A-Za-z]{0,4})\d`),
  // Logs of who came in, and what the system says of accounts.
  inline('user', ['for user '], String.raw`\bsession (?:opened|closed) for user (?<value>${user})`),
  inline(
    'user',
    [' from '],
    String.raw`\b(?:Accepted \S{1,40} for|Failed \S{1,40} for(?: invalid user)?|Invalid user) (?<value>${user}) from `,
  ),
  inline(
    'user',
    ['of user '],
    String.raw`\b(?:Session \S{1,20}|session \S{1,20}|Slice) of User (?<value>${user}?)\.?$`,
  ),
  inline('user', ['sudo', ' : tty='], String.raw`\bsudo(?:\[\d+\])?: {1,8}(?<value>${user}) : `),
  inline('user', ['acct='], String.raw`\bacct="(?<value>[^"]+)"`),
  inline('user', ['uid='], String.raw`\buid=\d+\((?<value>[^)\s]+)\)`),
  inline('user', ['uid: ('], String.raw`\bUid: \( {0,6}\d+/ {0,20}(?<value>[^)\s]+)\)`),
  inline('user', [':x:'], String.raw`^(?<value>${user}):[x*!]:\d+:\d+:`),
  inline('user', [':x:'], String.raw`^${user}:[x*!]:[1-9]\d{3}:\d+:(?<value>[^:,\r\n]+)`),
  inline(
    'user',
    ['pts/', 'tty', '?'],
    String.raw`^(?<value>${user}\+?) +\d+ +\d{1,4}\.\d +\d{1,3}\.\d +\d+ +\d+ +\S+ +[A-Z]`,
  ),
  inline(
    'user',
    ['pts/', 'tty', '?'],
    String.raw`^(?<value>${user}\+?) +\d+ +\d+ +\d+ +(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d) +(?:\?|pts/\d+|tty\S+) +\d+:\d\d`,
  ),
  inline(
    'user',
    ['rw', 'r-'],
    String.raw`^[-bcdlps][-rwxsStT]{9}[.+@]?(?: +\d+)? (?<value>${user})[ /]`,
  ),
  inline(
    'user',
    ['true', 'false'],
    String.raw`^\d{1,3} +(?<value>[A-Za-z_][\w.-]{1,40}) +(?:true|false) +(?:true|false) `,
  ),
  inline(
    'user',
    ['whoami', 'id -un', 'logname'],
    String.raw`(?:[$#>=] {0,3})(?:whoami|id -un|logname)\r?\n(?<value>${user})\r?$`,
  ),
  // Names of people, where version control and directories write them.
  inline(
    'user',
    [' <'],
    String.raw`^ {0,4}(?:Author|Committer|[A-Z][a-z]+(?:-[a-z]+)?-by|From|To|Cc): *(?<value>[^<\r\n]{2,60}?) <`,
  ),
  inline('user', [' <'], String.raw`^[0-9a-f]{40} [0-9a-f]{40} (?<value>[^<\r\n]{2,60}?) <`),
  inline(
    'user',
    [' <'],
    String.raw`(?<value>\p{Lu}[\p{L}'.-]{1,30}(?: \p{Lu}[\p{L}'.-]{0,30}){1,3}) <(?!giometti@)[\w.+-]{1,60}@`,
    'gmu',
  ),
  inline('user', ['email ='], String.raw`\bname = (?<value>[^\r\n]{2,60})\r?\n\s{0,8}email =`),
  inline('user', ['cn='], String.raw`\bCN=(?<value>[^,"'\r\n]{2,60})`),
  inline('user', ['nova:'], String.raw`<nova:(?:user|project)\b[^>]{0,80}>(?<value>[^<]+)<`),
  inline('user', ['/resourcegroups/'], String.raw`/resourceGroups/(?<value>[^/\s"']+)`),
  inline(
    'user',
    ['projects/'],
    String.raw`\bprojects/(?<value>[a-z][a-z0-9-]{4,40})/(?:zones|regions|global|locations)\b`,
  ),
  inline(
    'user',
    ['home', 'users'],
    String.raw`(?:\\/|%2F)(?:home|Users)(?:\\/|%2F)(?<value>[A-Za-z0-9_][\w.@-]{0,60})`,
  ),
  inline(
    'user',
    ['/mail/', '/crontabs/'],
    String.raw`/(?:var|spool)/(?:mail|crontabs)/(?<value>${user})`,
  ),
  inline('user', ['%40'], String.raw`(?<value>[A-Za-z0-9][\w.+-]{0,60})%40(?=${domain})`),
  inline(
    'user',
    ['@'],
    String.raw`\b(?:ssh|scp|sftp|rsync|sshfs|mosh)\b[^\r\n]{0,120}?\s(?<value>${user})@${named}`,
  ),
  inline(
    'user',
    ['\\'],
    String.raw`(?<![\w\\])(?!HK|SCSI|PCI|USB|ACPI|ROOT|IDE|NVME|STORAGE|MPIO|HID|SWD|NT\b)[A-Z][A-Z0-9-]{2,14}\\(?<value>[a-z][\w.-]{2,40})`,
    'gm',
  ),
  inline('user', ['slurm_job_'], String.raw`\bSLURM_JOB_(?:USER|ACCOUNT)=(?<value>\w{2,40})`),
  inline('user', ['%40'], String.raw`%20(?<value>${user})%40(?=[A-Za-z])`),
  inline('user', ['ansible_user'], String.raw`\bansible_user=(?<value>${user})`),
  inline('user', ['user '], String.raw`^[ \t]{1,8}User (?<value>${user})[ \t]*\r?$`),
  inline(
    'user',
    ['su - ', 'su -l', 'runuser', 'chown ', 'crontab for '],
    String.raw`\b(?:(?:su|runuser) (?:-l |- |--login )|chown (?:-R )?|crontab for )(?<value>${user})`,
  ),
  // Of accounts, what stands behind the name; of maps of mounts, the key, which often is an account.
  inline(
    'location',
    [':x:'],
    String.raw`^${user}:[x*!]:[1-9]\d{3}:\d+:[^:,\r\n]*,(?<value>[^:\r\n]*\w)`,
  ),
  inline(
    'user',
    [':/'],
    String.raw`^(?<value>${user})[ \t]{1,40}-\w\S{0,80}[ \t]{1,40}[\w.-]{1,80}:/`,
  ),
]
