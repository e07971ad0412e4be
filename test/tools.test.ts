import { expect, test } from 'vitest'
import { whyNotReleased } from './tools/release-check.ts'

test('a version is released with its addresses and the date of its changes', () => {
  const about = { version: '1.2.0', repository: 'r', homepage: 'h', bugs: 'b' }
  expect(whyNotReleased(about, '## 1.2.0, 2027-01-02\n')).toEqual([])
  expect(whyNotReleased({ version: '1.2.0', bugs: 'b' }, '## 1.2.0, not yet\n')).toEqual([
    'package.json has no repository: add its address',
    'package.json has no homepage: add its address',
    'CHANGELOG.md has no line "## 1.2.0, YYYY-MM-DD"',
  ])
})
