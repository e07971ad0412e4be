import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'vitest'
import { repository } from './technote.ts'

const busybox = ['/bin/busybox', '/usr/bin/busybox'].find(existsSync) ?? 'busybox-static'

/**
 * A test that changes its root. Elsewhere there may be no busybox or one that is not static, or no
 * right to do so; CI has all of it, and says that it must run.
 */
export const itInBareRoot = it.runIf(process.env.BARE_ROOT === '1' || canChangeRoot())

/**
 * Run the capture script in a root with nothing but busybox.
 *
 * @returns the archive that it left
 */
export function captureBareRoot(root: string): string {
  makeBareRoot(root)
  copyFileSync(join(repository, 'src/capture/capture.sh'), join(root, 'capture.sh'))
  run(root, '/bin/sh', '/capture.sh', '--out', '/tmp/bare.tar.gz')
  return join(root, 'tmp/bare.tar.gz')
}

function canChangeRoot(): boolean {
  const root = mkdtempSync(join(tmpdir(), 'technote-root-'))
  try {
    makeBareRoot(root)
    return true
  } catch {
    return false
  } finally {
    rmSync(root, { recursive: true })
  }
}

function makeBareRoot(root: string): void {
  for (const folder of ['bin', 'tmp', 'proc', 'sys']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  copyFileSync(busybox, join(root, 'bin/busybox'))
  chmodSync(join(root, 'bin/busybox'), 0o755)
  run(root, '/bin/busybox', '--install', '-s', '/bin')
}

function run(root: string, ...command: string[]): void {
  const { status, stderr, error } = spawnSync('chroot', [root, ...command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command.join(' ')}: ${error?.message ?? stderr}`)
}
