import { sha256 } from '../../read/entry.ts'
import { type Found, findLabelled } from './find-labelled.ts'
import { canonical, isFullName, spellings, toDomain, toShortName } from './forms.ts'
import { isTelling, type Kind, pseudonym } from './kinds.ts'
import { createLearnt } from './learnt.ts'
import { toPieces } from './pieces.ts'
import { type ShapeRule, shapeRules } from './shapes.ts'

/**
 * Takes private values out of text. First it learns, from all the texts, the values that
 * stand where only private ones do; then it replaces these wherever they stand, by
 * pseudonyms that are the same throughout; at last it sweeps for what looks private.
 */
export interface Redactor {
  /**
   * Learn from one text. To be called for every text before the first is redacted.
   *
   * @param path of the file that it is from: `etc/hostname` holds one word, and its name says which
   */
  learn(text: string, path?: string): void
  redact(text: string): string
  /** What a finished text still holds that is private, as pseudonyms: `mac-3`. */
  leaks(text: string): Leak[]
  /** Whether the author said that a value may be published. */
  allows(value: string): boolean
  /** How many different values of each kind were replaced so far. */
  counts(): { kind: Kind; values: number; places: number }[]
}

export interface Leak {
  kind: Kind
  /** 1-based line of the text. */
  line: number
  name: string
  /** It stood behind a label somewhere; else it only has the shape. */
  isLearnt: boolean
  value: string
}

/**
 * @param allow values that look private and may be published
 * @param isOwn whether what has the shape of a name of a machine is one that the program made
 */
export function createRedactor(
  allow: readonly string[] = [],
  isOwn: (name: string) => boolean = () => false,
): Redactor {
  // An address of mail is taken for two values, and may be allowed as one.
  const allowed = new Set(
    allow.flatMap(value => [value, ...value.split('@')]).map(value => value.toLowerCase()),
  )
  const names = new Map<string, string>()
  const numbers = new Map<Kind, number>()
  const places = new Map<Kind, number>()
  const replaced = new Map<Kind, Set<string>>()
  const learnt = createLearnt()
  /** Hashes of texts in which nothing is private by itself: most, and they are seen thrice. */
  const clean = new Set<string>()
  /** What has the shape of an address and was called a version where it stood. */
  const harmless = new Set<string>()
  const fullNames = new Map<string, string>()

  return {
    learn: (text, path = '') => {
      learnPiece(path)
      const line = toLabelledLine(path, text)
      if (line !== undefined) learnPiece(line)
      toPieces(text).forEach(learnPiece)
    },
    redact: text => toPieces(text).map(redactPiece).join(''),
    leaks,
    allows: value => allowed.has(value.toLowerCase()),
    counts,
  }

  function learnPiece(text: string): void {
    // A name inside a longer value, such as a node in the path of a boot server, counts too.
    const found = [...findAllowed(text), ...findShaped(text)]
    if (found.length === 0) clean.add(sha256(text))
    for (const { kind, value } of found) remember(kind, value)
  }

  function remember(kind: Kind, value: string): void {
    toName(kind, value)
    if (!isTelling(kind, value)) return
    for (const spelling of spellings(kind, value)) {
      const isSure = spelling === value || kind !== 'host' || isTelling(kind, spelling)
      if (isSure && !allowed.has(spelling.toLowerCase())) learnt.add(spelling, kind, value)
    }
    const domain = kind === 'host' ? toDomain(value) : undefined
    if (domain !== undefined && !allowed.has(domain.toLowerCase())) remember('domain', domain)
  }

  function redactPiece(text: string): string {
    const isClean = clean.has(sha256(text))
    const labelled = isClean ? text : replaceAt(text, findPrivate(text))
    const result = replaceAt(labelled, withoutOverlaps(findLearnt(labelled)))
    return isClean ? result : replaceAt(result, findShaped(result))
  }

  function leaks(text: string): Leak[] {
    let line = 1
    return toPieces(text).flatMap(piece => {
      const found = findLeaks(piece, line)
      line += countLines(piece, 0, piece.length)
      return found
    })
  }

  function findLeaks(text: string, firstLine: number): Leak[] {
    const known = findLearnt(text).map(found => ({
      ...found,
      name: toName(found.kind, found.value),
      isLearnt: true,
    }))
    // A page sets a value apart from the label that told what it is.
    const shaped = clean.has(sha256(text)) ? [] : findShaped(text, harmless)
    const all = [...known, ...shaped.map(item => ({ ...item, name: item.kind, isLearnt: false }))]
    let line = firstLine
    let at = 0
    const leaks = new Map<(typeof all)[number], Leak>()
    for (const item of [...all].sort((a, b) => a.start - b.start)) {
      line += countLines(text, at, item.start)
      at = item.start
      const { kind, name, isLearnt, value } = item
      leaks.set(item, { kind, line, name, isLearnt, value })
    }
    return all.flatMap(item => leaks.get(item) ?? [])
  }

  function counts() {
    return [...replaced].map(([kind, values]) => ({
      kind,
      values: values.size,
      places: places.get(kind) ?? 0,
    }))
  }

  function findPrivate(text: string): Found[] {
    return withoutOverlaps(findAllowed(text))
  }

  function findAllowed(text: string): Found[] {
    return findLabelled(text).filter(({ value }) => !allowed.has(value.toLowerCase()))
  }

  /** A machine of a learnt domain may be public, such as `www.example.com`. */
  function findLearnt(text: string): Found[] {
    return learnt.find(text).filter(({ value }) => !allowed.has(value.toLowerCase()))
  }

  /** @param known values that need no label to be harmless, unless one calls them an address */
  function findShaped(text: string, known?: ReadonlySet<string>): Found[] {
    const found = shapeRules
      .filter(({ needs, hint }) => text.includes(needs) && hint?.test(text) !== false)
      .flatMap(rule =>
        [...text.matchAll(rule.pattern)].flatMap(({ 0: value, index: start }) =>
          isShaped(rule, text, value, start, known) ? { kind: rule.kind, value, start } : [],
        ),
      )
    return withoutOverlaps(found)
  }

  function isShaped(
    { kind, isHarmless, isNamed }: ShapeRule,
    text: string,
    value: string,
    start: number,
    known?: ReadonlySet<string>,
  ): boolean {
    if (allowed.has(value.toLowerCase()) || (kind === 'host' && isOwn(value))) return false
    const near = text.slice(Math.max(0, start - 160), start)
    const before = near.slice(near.lastIndexOf('\n') + 1)
    const after = text.slice(start + value.length, start + value.length + 24)
    if (known?.has(value) && !isNamed?.(before, after)) return false
    if (!isHarmless?.(value, before, after)) return true
    if (isNamed) harmless.add(value)
    return false
  }

  function replaceAt(text: string, found: Found[]): string {
    let result = ''
    let end = 0
    for (const { kind, value, start } of found) {
      const name = toReplacement(kind, value)
      result += text.slice(end, start) + (isNumberInJson(text, value, start) ? `"${name}"` : name)
      end = start + value.length
    }
    return result + text.slice(end)
  }

  function toReplacement(kind: Kind, value: string): string {
    places.set(kind, (places.get(kind) ?? 0) + 1)
    const name = toName(kind, value)
    const values = replaced.get(kind) ?? new Set()
    replaced.set(kind, values.add(name))
    return name
  }

  /** The same pseudonym for a value in each of its spellings, by order of appearance. */
  function toName(kind: Kind, value: string): string {
    const known = learnt.get(value) ?? learnt.get(value.replace(/(?:20)+$/, ''))
    const [of, said] = known ? [known.kind, known.value] : [kind, value]
    const form = canonical(of, said)
    const key = `${of} ${of === 'host' && isFullName(form) ? toHost(form) : form}`
    let name = names.get(key)
    if (name === undefined) {
      const number = (numbers.get(of) ?? 0) + 1
      numbers.set(of, number)
      name = `${of}-${number}`
      names.set(key, name)
    }
    return name
  }

  /** The short name for the first machine that has it: another domain may have one like it. */
  function toHost(fullName: string): string {
    const short = toShortName(fullName)
    const first = fullNames.get(short) ?? fullName
    fullNames.set(short, first)
    return first === fullName ? short : fullName
  }
}

/** Of values that overlap, the one that begins first, then the longest. */
function withoutOverlaps(found: Found[]): Found[] {
  const sorted = [...found]
    .filter(({ value }) => value !== '' && !pseudonym.test(value))
    .sort((a, b) => a.start - b.start || b.value.length - a.value.length)
  const kept: Found[] = []
  let end = 0
  for (const item of sorted) {
    if (item.start < end) continue
    kept.push(item)
    end = item.start + item.value.length
  }
  return kept
}

/** A number stands in JSON as it is, a pseudonym does not: smartctl writes names of disks so. */
function isNumberInJson(text: string, value: string, start: number): boolean {
  return /^\d+$/.test(value) && /": {0,2}$/.test(text.slice(Math.max(0, start - 4), start))
}

/** `host/product_serial.txt` of one line as `product_serial: X`, the way `grep .` prints it. */
function toLabelledLine(path: string, text: string): string | undefined {
  const line = text.slice(0, 300).trim()
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:txt|out|log)$/i, '')
  return name !== '' && text.length <= 300 && /^[^\r\n]+$/.test(line)
    ? `${name}: ${line}`
    : undefined
}

/** Of a part that is looked at once: a text of one line would be searched to its end each time. */
function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1
}
