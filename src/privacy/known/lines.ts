/**
 * What a chunk is by the line that it stands on, though no list has it: functions, threads, keys
 * and builds that kernels and programs name, which are nobody's.
 */

/** Whether what stands from `start` to before `end` of a text has a form of a line of a program. */
export function isOfLine(
  text: string,
  start: number,
  end: number,
  isKnown: (words: string) => boolean,
): boolean {
  return forms.some(isPublic => isPublic(text, start, end, isKnown))
}

const forms = [isSymbol, isKernelKey, isThread, isBuild, isOfKernel]

/** An address of the kernel or of a program on x86-64, of which a report of samples has millions. */
export function isAddress(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length !== 16 && length !== 12) return false
  if (length === 16 ? !text.startsWith('ffff', start) : !isUserAddress(text, start)) return false
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false
  }
  return true
}

function isUserAddress(text: string, start: number): boolean {
  const pair = text.slice(start, start + 2)
  return pair === '55' || pair === '56' || pair === '7e' || pair === '7f'
}

/** A line of a stack as perf script writes it: `7ffa75 main_loop_wait+0x9d (`, or of a library. */
const frame = /[ \t]+[\w.@:~<>[\]-]+(?:\+0x[0-9a-f]+)? \(/y

/** Whether a chunk is the address of a frame; there are as many as there are calls. */
export function isFrame(text: string, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 16) return false
  // A name of three letters is not set as far in as perf sets a short address.
  if (end - start === 3 && !/^[ \t]{8}$/.test(text.slice(Math.max(0, start - 8), start)))
    return false
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false
  }
  frame.lastIndex = end
  return frame.test(text)
}

/** Whether a chunk is the key of a certificate that the kernel names: all of one build have it. */
function isKernelKey(text: string, start: number, end: number): boolean {
  if (end - start !== 40) return false
  const line = text.lastIndexOf('\n', start) + 1
  return (
    start - line < 200 &&
    /Loaded X\.509 cert '[^']{0,100}(?:kernel key|linux|[Ss]ign\w*|CA \d*|key): $/.test(
      text.slice(line, start),
    )
  )
}

/** Whether a chunk is the commit that a package was built of, behind its version: `pve-manager/8.0.3/bbf39…`. */
function isBuild(text: string, start: number, end: number): boolean {
  return (
    end - start >= 8 &&
    end - start <= 16 &&
    text.charAt(start - 1) === '/' &&
    /^[0-9a-f]+$/.test(text.slice(start, end)) &&
    /[a-z]\/\d+(?:\.\d+){1,3}(?:[-~+]\w{1,8})?\/$/.test(text.slice(Math.max(0, start - 30), start))
  )
}

/**
 * Whether a chunk is a file of sysfs or procfs with its content, as `grep` prints them, or a
 * counter of a network card with its count: known words, joined where only programs join them.
 */
function isOfKernel(
  text: string,
  start: number,
  end: number,
  isKnown: (words: string) => boolean,
): boolean {
  const line = text.lastIndexOf('\n', start) + 1
  if (start - line > 200) return false
  const before = text.slice(line, start)
  const chunk = text.slice(start, end)
  if (/^(?:\S*[ "'])?\/(?:sys|proc)\/[\w./:@-]*\/$/.test(before)) {
    const colon = chunk.indexOf(':')
    return colon > 0 && isKnown(chunk.slice(0, colon)) && isKnown(chunk.slice(colon + 1))
  }
  const parts = chunk.split('_')
  return (
    parts.length >= 3 &&
    /^[ \t]+$/.test(before) &&
    /^: \d+\s/.test(text.slice(end, end + 24)) &&
    parts.every(part => /^\d*$/.test(part) || isKnown(part))
  )
}

/** A count as `perf stat --per-thread` writes it behind a thread: as CSV, JSON or text. */
const counted =
  /(?:,[^,\n]{1,24},[a-zA-Z]{0,8},[\w:./-]+,\d+,\d+\.\d\d|", "counter-value"| +(?:<not [a-z]+>|[\d.,]+) +(?:msec )?[\w:./-]+ )/y

/** Whether a chunk is a thread with its number, `call_rcu-976`, of which a count is told. */
function isThread(
  text: string,
  start: number,
  end: number,
  isKnown: (words: string) => boolean,
): boolean {
  const [, name] =
    /^(\w+(?:-[a-z]\w*)*)-\d{1,7}$/.exec(text.slice(start, Math.min(end, start + 60))) ?? []
  if (name === undefined || !isKnown(name)) return false
  counted.lastIndex = end
  return counted.test(text)
}

const inSystem =
  /[\w@.]*(?:\+0x[0-9a-f]+)? \((?:\/usr\/(?:lib|lib64|bin|sbin|libexec)\/|\[kernel|\[vdso)/y

/** Whether a chunk is a function of the kernel or of an installed program, in such a line. */
function isSymbol(text: string, start: number, end: number): boolean {
  const line = text.lastIndexOf('\n', start) + 1
  if (start - line > 60 || !/^[ \t]*[0-9a-f]{3,16} [_.~]*$/.test(text.slice(line, start)))
    return false
  inSystem.lastIndex = end
  return inSystem.test(text)
}
