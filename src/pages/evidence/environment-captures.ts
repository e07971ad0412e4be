import type { CaptureFile, Host } from '../../environment/environment.ts'
import { withoutControls } from '../../format/escape-markup.ts'
import { pathInArchive } from '../../message/path-in-archive.ts'
import { toId } from '../../model/site-paths.ts'
import type { Fact } from '../../parse/host/facts/fact.ts'
import type { View } from '../templates/templates.ts'

/** `#environment-x-2-L7`: line 7 of the host's third capture; nothing for repeats not shown. */
export function toAnchor(host: Host, { source }: Fact): string | undefined {
  const index = host.files.findIndex(
    ({ first }) =>
      first.file.entry === source.file.entry && first.file.archive === source.file.archive,
  )
  return index === -1 ? undefined : `#${anchor(host, index, source.line)}`
}

function anchor(host: Host, index: number, line: number): string {
  return `environment-${toId(host.id)}-${index}-L${line}`
}

/** The text in pieces, so that each line which a fact comes from can be led to. */
export function toCaptureView(
  { name, first, parts, repeats, versions }: CaptureFile,
  index: number,
  host: Host,
): View {
  const wanted = new Set(
    host.facts
      .filter(
        ({ source }) =>
          source.file.entry === first.file.entry && source.file.archive === first.file.archive,
      )
      .map(({ source }) => source.line),
  )
  const lines = first.text.split(/\r\n|\n|\r/)
  const pieces: { [name: string]: string | undefined }[] = []
  for (const [at, line] of lines.entries()) {
    const text = `${cutLine(line)}${at < lines.length - 1 ? '\n' : ''}`
    const last = pieces.at(-1)
    if (wanted.has(at + 1)) pieces.push({ id: anchor(host, index, at + 1), text })
    else if (last && last.id === undefined) last.text += text
    else pieces.push({ text })
  }
  const count = `${repeats} ${repeats === 1 ? 'capture' : 'captures'}`
  return {
    name,
    pieces: pieces.map(piece => ({ ...piece, text: withoutControls(piece.text ?? '') })),
    from: pathInArchive(first.file.archive, first.file.entry),
    command:
      parts
        .map(({ command }) => command)
        .filter(Boolean)
        .join(', ') || 'not recognised',
    versions:
      repeats === 1
        ? ''
        : versions === 1
          ? `${count}, all the same`
          : `${count}, ${versions} different; the first is shown, all are in the archives`,
  }
}

/** No command writes such lines; a browser must not have to lay them out. */
const longestLine = 20_000

function cutLine(line: string): string {
  const more = line.length - longestLine
  return more > 0 ? `${line.slice(0, longestLine)} […and ${more} more letters]` : line
}

export function shorten(value: string): string {
  const clean = withoutControls(value)
  return clean.length > 600 ? `${clean.slice(0, 600)}…` : clean
}
