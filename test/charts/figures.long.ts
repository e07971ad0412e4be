import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from '../helpers/technote.ts'

const folder = join(repository, 'test/charts')

test('the same in another time zone and another language', () => {
  const out = join(repository, 'dist/golden.js')
  execFileSync('npm', ['run', '--silent', 'bundle:golden'], { cwd: repository })
  const env = { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
  const said = execFileSync(process.execPath, [out, folder], { env, encoding: 'utf8' })
  expect(said).toMatch(/ 0 drawings changed/)
})
