import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { HashedFile, OutputFile } from '../model/output-file.ts'
import { withHash } from '../read/with-hash.ts'
import { makeFolder } from './make-folder.ts'

export const manifestName = 'manifest.json'

export interface InputFile {
  path: string
  bytes: number
  sha256: string
}

/** What the site was made from and what it holds, each with its hash; no time, no machine. */
export function toSiteManifest(inputs: InputFile[], files: OutputFile[]): OutputFile {
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  const outputs = files.map(withHash).map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))
  const manifest = { inputs: [...inputs].sort(byPath), outputs: outputs.sort(byPath) }
  return { path: manifestName, content: `${JSON.stringify(manifest, null, 2)}\n` }
}

/**
 * Write the site beside its place and move it there whole: a reader never sees half of it.
 * A folder that this program did not make is not replaced.
 */
export async function writeSite(output: string, files: (OutputFile | HashedFile)[]): Promise<void> {
  const existing = await listExisting(output)
  if (existing.length > 0 && !existing.includes(manifestName)) {
    throw new ForeignFolder(output)
  }
  await removeLeft(output)
  const fresh = `${output}.new-${process.pid}`
  const old = `${output}.old-${process.pid}`
  try {
    // Of a thread of this process that was ended while it wrote.
    await rm(fresh, { recursive: true, force: true })
    const written = new Set<string>()
    for (const file of files) {
      const { path } = file
      if (written.has(path)) throw new Error(`${path} is written twice`)
      written.add(path)
      await makeFolder(dirname(join(fresh, path)))
      await writeFile(join(fresh, path), toWritten(file))
    }
    if (existing.length > 0) await rename(output, old)
    else await rm(output, { recursive: true, force: true })
    await rename(fresh, output)
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}

function toWritten(file: OutputFile | HashedFile) {
  if (!('sha256' in file)) return file.content
  return file.open?.() ?? file.utf8 ?? file.content
}

/** What builds left beside the site that were killed while they wrote it. */
async function removeLeft(output: string): Promise<void> {
  const folder = dirname(output)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(name => name.startsWith(`${basename(output)}.`))) {
    const pid = /\.(?:new|old)-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(folder, name), { recursive: true, force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Names in the folder; a file in its place is not ours to remove. */
async function listExisting(output: string): Promise<string[]> {
  return readdir(output).catch(({ code }: NodeJS.ErrnoException) => {
    if (code === 'ENOENT') return []
    throw new ForeignFolder(output)
  })
}

/** The output folder holds something that is not ours. */
export class ForeignFolder extends Error {
  constructor(folder: string) {
    super(
      `Unexpected content of ${folder}, expected an empty folder or a site built here before; choose another --output, or empty it`,
    )
  }
}
