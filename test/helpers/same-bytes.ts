import { join } from 'node:path'
import { expect } from 'vitest'
import { type CopiedProject, readTree, technoteProcess } from './technote.ts'

/** Two copies of a project, built in other time zones and languages, with a cache and without. */
export function expectSameBytes(project: CopiedProject, other: CopiedProject): void {
  const call = (root: string, env: NodeJS.ProcessEnv, ...more: string[]) => {
    const outcome = technoteProcess(['build', '--root', root, ...more], { env })
    expect(outcome.status, outcome.err).toBe(0)
    return readTree(join(root, '_site'))
  }
  const first = call(project.root, { TZ: 'UTC', LC_ALL: 'C' })
  const cached = call(project.root, { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' })
  const second = call(other.root, { TZ: 'Asia/Tokyo', LC_ALL: 'de_DE.UTF-8' }, '--no-cache')
  other.remove()
  expect([...first.keys()]).toEqual([...second.keys()])
  for (const [path, bytes] of first) {
    expect(bytes.equals(second.get(path) ?? Buffer.alloc(0)), path).toBe(true)
    expect(bytes.equals(cached.get(path) ?? Buffer.alloc(0)), path).toBe(true)
    expect(bytes.includes(project.root), path).toBe(false)
  }
}
