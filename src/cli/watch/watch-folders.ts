import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Ends a watch. */
export interface Watch {
  close(): void
}

/** An editor may write a file in several steps; this many ms without another make one change of them. */
const quiet = 30

/**
 * Tell of each change below some folders, those included that are made later. What changed is not told:
 * whoever builds looks at all that it reads.
 *
 * Each folder is watched by itself, as the recursive watch of Node 20 on Linux misses what is in new
 * folders. Of the folder above each of them only its coming and going counts: the site may be written there.
 *
 * @param list the folders, each time anew: a change may tell of others
 */
export function watchFolders(list: () => Promise<string[]>, changed: () => void): Watch {
  const watched = new Map<string, Watched>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const notice = () => {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(settle, quiet)
  }
  const settle = () => void renew().then(() => isClosed || changed())
  const forget = (path: string) => {
    watched.get(path)?.watcher.close()
    watched.delete(path)
  }
  const renew = async () => {
    const found = findAll(await list())
    for (const [path, { inode }] of watched) if (found.get(path)?.inode !== inode) forget(path)
    if (isClosed) return
    for (const [path, { inode, names }] of found) {
      const known = watched.get(path)
      if (known) known.names = names
      else start(path, inode, names)
    }
  }
  const start = (path: string, inode: number, names: Names) => {
    try {
      const watcher = watch(path, (_, name) => {
        const { names } = watched.get(path) ?? {}
        if (names === 'all' || name === null || names?.has(name)) notice()
      })
      watcher.on('error', () => forget(path))
      watched.set(path, { watcher, inode, names })
    } catch {
      // It went away meanwhile, of which the folder above it tells.
    }
  }
  void renew()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      for (const path of [...watched.keys()]) forget(path)
    },
  }
}

/** The names in a folder that count. */
type Names = 'all' | Set<string>

interface Found {
  /** Of another folder in its place it is another. */
  inode: number
  names: Names
}

interface Watched extends Found {
  watcher: FSWatcher
}

function findAll(folders: readonly string[]): Map<string, Found> {
  const found = new Map<string, Found>()
  for (const folder of folders) {
    const above = dirname(folder)
    const before = found.get(above)
    if (before?.names !== 'all') {
      const names = new Set([...(before?.names ?? []), basename(folder)])
      add(found, above, names)
    }
    addBelow(found, folder)
  }
  return found
}

/** A folder and all below it; none where it is not there. Links are not followed. */
function addBelow(found: Map<string, Found>, folder: string): void {
  try {
    const items = readdirSync(folder, { withFileTypes: true })
    add(found, folder, 'all')
    for (const item of items) if (item.isDirectory()) addBelow(found, join(folder, item.name))
  } catch {
    // It is told of by the folder above it when it comes.
  }
}

function add(found: Map<string, Found>, path: string, names: Names): void {
  const inode = statSync(path, { throwIfNoEntry: false })?.ino
  if (inode !== undefined) found.set(path, { inode, names })
}
