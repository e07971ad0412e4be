import { type InlineRule, inline } from './rule.ts'

/** What opens a door. */
export const secrets: readonly InlineRule[] = [
  inline(
    'secret',
    ['netroot=iscsi:'],
    String.raw`\bnetroot=iscsi:[^:@\s]{1,80}:(?<value>[^@\s]{1,80})@`,
  ),
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
    String.raw`["'\s](?:password|passwd|secret|token|key|psk|apikey|api_key|dhchap[_-](?:key|secret)|hostkey|ctrl_key)["']?\s{0,4}[:=]\s{0,4}["'](?<value>[^"'\s]{4,})["'](?!,\s{0,20}"Value")`,
  ),
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
  inline('secret', ['sha256:'], String.raw`\bSHA256:(?<value>[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])`),
  inline('secret', [':key='], String.raw`:key=(?<value>[^\s:,"']+)`),
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
    String.raw`\b\w{0,3}community(?: string)?[ =:]+["']?(?<value>(?!string\b)[A-Za-z][\w!@$%^&*-]{5,})["']?`,
  ),
  inline(
    'secret',
    ['token=', 'pwd=', 'pass=', 'secret=', 'key=', 'jwt=', 'credential'],
    String.raw`(?<![\w])(?!CONFIG_|(?:OLD)?PWD=)[A-Z][A-Z0-9_]{0,60}(?:TOKEN|PWD|PASS|SECRET|KEY|JWT|CREDENTIALS?)=["']?(?<value>[^\s"']{6,})`,
    'gm',
  ),
  inline(
    'secret',
    ['--pass', '--token', '--secret', '--api-key', '--apikey', '--auth-token', '--access-key'],
    String.raw`(?<!\S)--?(?:password|passwd|pass|passphrase|token|secret|api-?key|auth-token|access-key|secret-key)[= ]["']?(?<value>[^\s"'-][^\s"']{3,})`,
  ),
  inline('secret', ['mysql'], String.raw`\bmysql\w{0,8}\b[^\r\n]{0,100}?\s-p(?<value>[^\s=]{4,})`),
  inline('secret', ['redis-cli'], String.raw`\bredis-cli\b[^\r\n]{0,100}?\s-a (?<value>\S{4,})`),
  inline('secret', ['-u '], String.raw`\s-U \S{1,60}%(?<value>\S{3,})`, 'gm'),
  inline('secret', ['x-'], String.raw`\bX-[\w-]{0,40}(?:Token|Key): ?(?<value>[^\s"']{6,})`),
  inline(
    'secret',
    ['hooks.', 'webhooks/'],
    String.raw`(?:hooks\.slack\.com/services|/api/webhooks)/(?<value>[^\s"']+)`,
  ),
  inline('secret', ['psk="'], String.raw`\bpsk="(?<value>[^"\r\n]+)"`),
  inline('secret', ['key = '], String.raw`\bkey = (?<value>[A-Za-z0-9+/]{36,}={0,2})`),
  inline('secret', ['md5:'], String.raw`\bMD5:(?<value>(?:[0-9a-f]{2}:){15}[0-9a-f]{2})\b`),
  inline(
    'secret',
    ['(rsa)', '(dsa)', '(ecdsa)', '(ed25519)'],
    String.raw`^\d{3,5} (?<value>(?:[0-9a-f]{2}:){15}[0-9a-f]{2}) `,
  ),
  // The name of a wireless network leads to the house that it is in.
  inline('secret', ['ssid'], String.raw`\b(?:E?SSID:? {0,2}|e?ssid=)"(?<value>[^"\r\n]{1,32})"`),
  inline('secret', ['ssid'], String.raw`^\s{0,20}SSID:? (?<value>[^\s"][^\r\n"]{0,31})$`),
  inline('secret', ['pass='], String.raw`(?<=[,\s])pass=(?<value>[^\s,]{3,})`),
  inline(
    'secret',
    ['token=', 'key=', 'sig=', 'signature='],
    String.raw`[?&](?:\w{1,20}_)?(?:token|key|sig|signature)=(?<value>[^\s&"'<>]{6,})`,
  ),
  inline(
    'secret',
    ['ssh-rsa%20', 'ssh-ed25519%20'],
    String.raw`\bssh-(?:rsa|ed25519)%20(?<value>[A-Za-z0-9+/=%]{40,}?)(?=%20|%0A|\s|$)`,
  ),
]
