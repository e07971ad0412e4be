import { posix } from 'node:path'
import { gzipSync } from 'fflate/browser'

const types: { [extension: string]: string } = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
  '.gz': 'application/gzip',
}

/** Smaller texts are not worth packing. */
const smallestPacked = 4_000

/** `data:…` of a file. */
export function toDataUri(path: string, content: string | Uint8Array): string {
  const type = types[posix.extname(path)] ?? 'application/octet-stream'
  return `data:${type};base64,${Buffer.from(content).toString('base64')}`
}

/**
 * Text as a download of its own name with `.gz`, which the script opens in place. Packed by
 * fflate and without a time: zlib's bytes differ between versions of Node.
 */
export function toPackedUri(content: string | Uint8Array): string {
  return toDataUri('.gz', gzipSync(Buffer.from(content), { level: 9, mtime: 0 }))
}

/** What a link to a file inside of this one has: short ones as they are, long ones packed. */
export function toDownload(
  path: string,
  content: string | Uint8Array,
): { href: string; download: string } {
  const name = posix.basename(path)
  const isPacked = /\.(gz|zip|tar|tgz|zst)$/.test(path)
  return isPacked || content.length < smallestPacked
    ? { href: toDataUri(path, content), download: name }
    : { href: toPackedUri(content), download: `${name}.gz` }
}
