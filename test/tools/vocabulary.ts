import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decode } from '../../src/parse/decode.ts'
import { scanChunks } from '../../src/privacy/known/tokens.ts'
import { packVocabulary } from '../../src/privacy/known/vocabulary.ts'
import { fold } from '../../src/privacy/known/word-hash.ts'
import { readNames, roles } from './names.ts'

/**
 * Make the sets of known words: `words.bin` of public lists and Debian's packages, `captures.bin`
 * of single words that stand in captures of two or more independent sources. The packages lie
 * unpacked below one folder, with `sources.tsv` (package, source, version) beside them;
 * `fetch-vocabulary.sh` lays them there. What was collected of them stays in `candidates.tsv`.
 *
 *     vocabulary TREES CORPUS OUT
 */
const [, , trees = '', corpus = '', out = ''] = process.argv

/** The last source in which a word stands, and in how many. */
interface Seen {
  last: number
  count: number
}
const seen = new Map<string, Seen>()
/** Words of lists that are made to be public. */
const fromLists = new Set<string>()

const dictionaries = [
  'wamerican/usr/share/dict/american-english',
  'wbritish/usr/share/dict/british-english',
]
/** Sources that a word of a dictionary must stand in. */
const fewestSources = 12

/** What hosts are asked with: words of their binaries count by themselves. */
const captureTools =
  /^(?:ethtool|dmidecode|smartmontools|nvme-cli|libnvme|qemu|libvirt|lvm2|fio|sysstat|pciutils|usbutils|hdparm|sg3-utils|multipath-tools|open-iscsi|lsscsi|hwloc|numactl|iproute2|util-linux|mdadm|rdma-core|infiniband-diags|tuned|lshw|inxi|procps|ipmitool|freeipmi|linux|pci\.ids|systemd|libosinfo|osinfo-db|linux-cpupower|cpuid|ndctl|blktrace|sdparm|cryptsetup|mdevctl|lldpd|edac-utils|rasdaemon|powertop|tlp|thermald|irqbalance)$/

function main(): void {
  const file = join(trees, 'candidates.tsv')
  if (!existsSync(file)) writeFileSync(file, collect())
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map(row => row.split('\t'))
  const counts = new Map(rows.map(([word = '', count]) => [word, Number(count)]))
  const dictionary = dictionaries.flatMap(path =>
    readFileSync(join(trees, path), 'utf8').split('\n'),
  )
  const plain = new Set(dictionary.filter(word => word === word.toLowerCase()))
  const ordinary = new Set(dictionary.map(fold))
  const names = readNames(trees, word => plain.has(word) && (counts.get(fold(word)) ?? 0) >= 12)
  // What the program says itself.
  const spoken = readSpoken()
  // What kernels and tools say that are newer than the packages.
  const more = readFileSync('test/tools/more-words.txt', 'utf8').trim().split(/\s+/).map(fold)
  // A word of everyday life that few tools use is as good a name as any.
  const isRare = (word: string) =>
    ordinary.has(word) && (counts.get(word) ?? 0) < fewestSources && !spoken.has(word)
  const listed = rows
    .map(([word = '']) => word)
    .filter(word => isPublic(word, names) && !isRare(word))
  const words = [...new Set([...listed, ...more])]
  const known = new Set(words)
  const captures = [...readCorpus()].filter(word => isPublic(word, names) && !known.has(word))
  writeFileSync(join(out, 'words.bin'), packVocabulary(words))
  writeFileSync(join(out, 'captures.bin'), packVocabulary(captures))
  process.stdout.write(
    `${words.length} words, ${captures.length} more of captures, ${names.size} names left out\n`,
  )
}

/** Words of two sources or of lists, with the number of their sources. */
function collect(): string {
  const packages = readFileSync(join(trees, 'sources.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t'))
    .sort(([, a = ''], [, b = '']) => (a < b ? -1 : a > b ? 1 : 0))
  const sources = [...new Set(packages.map(([, source = '']) => source))]
  for (const [name = '', source = ''] of packages) {
    for (const path of walk(join(trees, name)))
      readPackaged(path, source, sources.indexOf(source) + 1)
  }
  readFacts(sources.length + 1)
  return [...seen]
    .filter(([word, { count }]) => count >= 2 || fromLists.has(word))
    .map(([word, { count }]) => `${word}\t${count}`)
    .sort()
    .join('\n')
}

/** A compound with a name in it is none that all may have; nor is what machines are called by number. */
function isPublic(word: string, names: ReadonlySet<string>): boolean {
  if (names.has(word) || names.has(word.replace(/0+$/, ''))) return false
  if (/0$/.test(word) && roles.has(word.replace(/[-_]?0+$/, ''))) return false
  return !word.split(/[-.@:+_]/).some(part => part.length >= 4 && names.has(part))
}

function* walk(folder: string): Generator<string> {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name)
    if (item.isDirectory()) yield* walk(path)
    else if (item.isFile()) yield path
  }
}

const notRead =
  /\/locale\/|copyright|changelog|NEWS|AUTHORS|THANKS|\/python3\/|\/html\/(?!.*_sources)|20-OUI|oui\.(?:txt|csv)|ieee-data|enterprise-numbers|iab|pnp\.ids|mailmap|maintainers|\.(?:pyc|png|svg|asc|mo|fd|rom|bin|img|html?)$/

/** Packages that only names and plain words are read from. */
const lists = /fake-factory|iso-codes|wamerican|wbritish|ieee-data|\/rig\/|miscfiles/

function readPackaged(path: string, source: string, index: number): void {
  const inside = path.slice(trees.length)
  const isManual = /\/man\/man\d/.test(inside)
  if (lists.test(inside) || (notRead.test(inside) && !isManual)) return
  const isTool = captureTools.test(source)
  note(inside.replace(/^\/[^/]*/, ''), index, isTool && !/\/doc\/|test/.test(inside))
  if (isManual) {
    note(fromRoff(gunzipSync(readFileSync(path)).toString('latin1')), index, isTool)
    return
  }
  const isGuide = inside.includes('linux-doc')
  if (inside.includes('/man/') || (inside.includes('/doc/') && !isGuide)) return
  if (statSync(path).size > 80e6) return
  readContent(path, isTool && (!isGuide || settings.test(inside)), index)
}

/** Guides of the kernel that list names of settings. */
const settings = /kernel-parameters|sysctl|ABI|\/block\//

function readContent(path: string, isListed: boolean, index: number): void {
  const packed = readFileSync(path)
  const bytes = path.endsWith('.gz') ? gunzipSync(packed) : packed
  if (path.endsWith('linux.strings')) note(fromStrings(bytes), index, 'shaped')
  else if (bytes.subarray(0, 4).toString('latin1') === '\x7fELF') {
    const text = fromStrings(bytes)
    note(text, index, false)
    if (isListed) note(text.replaceAll(/^.{0,5}$/gm, ''), index, 'shaped')
  } else if (!bytes.subarray(0, 4000).includes(0) && bytes.length < 12e6) {
    note(withoutPeople(bytes.toString('utf8')), index, isListed)
  }
}

/** A word that chance does not make of a program's code. */
const shaped =
  /^(?=.{5,32}$)(?!__pfx|__traceiter|__probestub|__bpf_trace|__sct_|__sck_|__event_|perf_trace_|trace_event_|btf_trace_)(?:[a-z][a-z0-9_]*_[a-z0-9_]{2,}|[a-z]{6,}|[a-z]+(?:-[a-z]+)+)$/

function note(text: string, index: number, isListed: boolean | 'shaped'): void {
  eachWord(text, word => {
    if (isListed === true || (isListed === 'shaped' && shaped.test(word))) fromLists.add(word)
    count(seen, word, index)
  })
}

function count(into: Map<string, Seen>, word: string, index: number): void {
  const known = into.get(word)
  if (!known) into.set(word, { last: index, count: 1 })
  else if (known.last !== index) {
    known.last = index
    known.count++
  }
}

function eachWord(text: string, tell: (word: string) => void): void {
  scanChunks(text, ({ start, end, parts, lettered, digits }) => {
    if (lettered === 0 || end - start > 40 || digits > 8) return true
    const chunk = fold(text.slice(start, end))
    tell(chunk)
    if (parts > 1) for (const word of chunk.split(/[-.@:+]/)) if (/[^\d_]/.test(word)) tell(word)
    return true
  })
}

/** The program's own words for what hosts say: catalogue, parsers and scripts of captures. */
function readFacts(index: number): void {
  for (const folder of ['src', 'docs', 'templates']) {
    for (const path of walk(folder))
      if (/\.(?:ts|md|hbs|sh|ps1|html)$/.test(path)) note(readFileSync(path, 'utf8'), index, true)
  }
  note(
    readFileSync('/proc/kallsyms', 'utf8').replaceAll(
      /^\w+ \w (?:__pfx|__traceiter|__probestub|__bpf_trace|__sct_|__sck_|__event_|perf_trace_|trace_event_|btf_trace_)?/gm,
      '',
    ),
    index + 1,
    true,
  )
}

/** The words of the program and its pages, and of the kernel's log. */
function readSpoken(): Set<string> {
  const spoken = new Set<string>()
  const tell = (text: string) => eachWord(text, word => spoken.add(word))
  tell(readFileSync('site/glossary.yaml', 'utf8'))
  // Its examples are of names.
  for (const path of ['src', 'docs', 'templates'].flatMap(folder => [...walk(folder)]))
    if (!path.includes('/privacy/')) tell(readFileSync(path, 'utf8'))
  for (const kernel of readdirSync(trees).filter(name => name.startsWith('linux-image'))) {
    const lines = readFileSync(join(trees, kernel, 'linux.strings'), 'latin1').split('\n')
    tell(
      lines
        .filter(line => logged.test(line))
        .join('\n')
        .replaceAll(/^[0-7c]/gm, ''),
    )
  }
  return spoken
}

/** A message of the kernel begins with its level. */
const logged = /^[0-7c][A-Z%[a-z].* /

/** Words of captures that stand in two repositories or more. */
function readCorpus(): Set<string> {
  const found = new Map<string, Seen>()
  const rows = readFileSync(join(corpus, 'environment/INDEX.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  const files = rows
    .map(row => row.split('\t'))
    .sort(([, a = ''], [, b = '']) => (a < b ? -1 : a > b ? 1 : 0))
  const repositories = [...new Set(files.map(([, source = '']) => source))]
  for (const [path = '', source = ''] of files) {
    eachWord(decode(readFileSync(join(corpus, 'environment', path))), word =>
      count(found, word, repositories.indexOf(source)),
    )
  }
  return new Set(
    [...found]
      .filter(([word, seen]) => seen.count >= 2 && !word.includes('@'))
      .map(([word]) => word),
  )
}

/** A manual's page without the names of its authors and the marks of its form. */
function fromRoff(page: string): string {
  return withoutPeople(page)
    .replaceAll(
      /^\.S[Hh] "?(?:AUTHORS?|COPYRIGHT|MAINTAINERS?|CREDITS|THANKS|ACKNOWLEDG\w+|REPORTING BUGS|BUGS|CONTRIBUTORS|HISTORY)"?[^\n]*\n(?:(?!\.S[Hh])[^\n]*\n?)*/gm,
      '',
    )
    .replaceAll(/^[.']\\".*$/gm, '')
    .replaceAll(/^\.TH.*$/gm, '')
    .replaceAll(/^\.[A-Za-z]{1,3}\b/gm, '')
    .replaceAll(/\\f(?:\[\w*\]|\(..|.)/g, '')
    .replaceAll(/\\\((?:aq|dq|cq|oq|lq|rq|bu|em|en)|\\\*\(\w\w|\\[&|^:%]/g, ' ')
    .replaceAll(/\\\(?-/g, '-')
    .replaceAll('\\e', '\\')
}

/** Without lines that name somebody, and lines that no person reads. */
function withoutPeople(text: string): string {
  return text
    .split('\n')
    .filter(line => line.length < 4000 && !people.test(line))
    .join('\n')
}

const people = /\w@[\w-]+\.\w|Copyright|\(C\)|written by|author|Contact:|maintain/i

/** What a binary says, with numbers where it would print them; authors of modules are people. */
function fromStrings(bytes: Buffer): string {
  return withoutPeople(
    bytes
      .toString('latin1')
      .replaceAll(/[^\x20-\x7e\n\t]+/g, '\n')
      .split('\n')
      .filter(line => line.length >= 4 && !/^(?:author|srcversion|sig_|alias)=?/.test(line))
      .join('\n'),
  ).replaceAll(/%[-0-9.*#]*(?:l|ll|h|hh|z)?[diuxX]/g, '0')
}

main()
