import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { captureBareRoot, itInBareRoot } from '../helpers/bare-root.ts'
import { technote } from '../helpers/technote.ts'

const work = mkdtempSync(join(tmpdir(), 'technote-capture-page-'))
afterAll(() => rmSync(work, { recursive: true }))

/** A project of nothing but two archives of captures, as its README says how to make one. */
function writeProject(root: string, archives: { [host: string]: string }): void {
  const hosts = Object.keys(archives)
  for (const folder of ['site', 'data/hosts']) mkdirSync(join(root, folder), { recursive: true })
  for (const [host, archive] of Object.entries(archives)) {
    const folder = join(root, 'data/hosts', host)
    mkdirSync(folder)
    copyFileSync(archive, join(folder, 'capture.tar.gz'))
  }
  const platform = hosts.map(
    host => `  ${host}: { label: The ${host}, path: ${host}/capture.tar.gz/host }\n`,
  )
  writeFileSync(
    join(root, 'data/hosts/platform.yaml'),
    `title: Hosts\ndescription: Captured here.\nhosts:\n${platform.join('')}`,
  )
  writeFileSync(join(root, 'site/site.yaml'), 'title: T\ndescription: T.\npages: [index]\n')
  writeFileSync(
    join(root, 'site/index.md'),
    '---\ntitle: T\ndescription: T.\nenvironments: [hosts]\n---\n\nText.\n',
  )
}

describe('what the capture script leaves', () => {
  const here = join(work, 'here.tar.gz')

  it('becomes an appendix, by the commands alone', async () => {
    const { status, err } = await technote(['capture', '--run', '--no-sudo', '--out', here])
    expect(status, err).toBe(0)
    const root = join(work, 'project')
    writeProject(root, { machine: here })
    const built = await technote(['build', '--root', root])
    expect(built.status, built.err).toBe(0)
    const page = readFileSync(join(root, '_site/index.html'), 'utf8')
    expect(page).toContain('<h3 id="environment-hosts-machine">The machine</h3>')
    expect(page).toContain(`<code>${release()}</code>`)
    expect(page).toContain('uname.txt')
    expect(page).toMatch(/Captures<\/b> <span>\d{2} captures, complete/)
  })

  itInBareRoot('becomes one from a bare root with busybox, beside the machine itself', async () => {
    const container = captureBareRoot(join(work, 'bare'))
    const root = join(work, 'project-2')
    writeProject(root, { machine: here, container })
    const built = await technote(['build', '--root', root])
    expect(built.status, built.err).toBe(0)
    const page = readFileSync(join(root, '_site/index.html'), 'utf8')
    expect(page).toContain('Differences between the hosts')
    expect(page).toMatch(/Asked without an answer<\/b> <span>\d+ commands/)
    expect(page).toContain('dmidecode: command not found')
  })
})
