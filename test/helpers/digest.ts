import { type Digest, readFile } from '../../src/parse/digest.ts'
import { toInput } from '../../src/parse/input.ts'

/** What reading a folder with these loose files would give, without reading anything. */
export function digestOf(files: { [path: string]: string }): Digest {
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: text.length,
    sha256: '',
    ...readFile(toInput(path, Buffer.from(text))),
  }))
  return { archive: { path: '.', bytes: 0, sha256: '' }, entries, messages: [] }
}
