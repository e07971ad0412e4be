import { expect, test } from 'vitest'
import { engineStudy, runFiles, smallProject } from './helpers/small-project.ts'

const levels = ['psync', 'libaio']
const places = ['local', 'remote']

test('a level called local builds; a name of a machine on a page is told, and shown to a person', async () => {
  const files: { [path: string]: string } = {}
  for (const [index, engine] of levels.entries()) {
    for (const place of places) {
      for (const repeat of [1, 2, 3]) {
        const run = Object.entries(
          runFiles(engine, 10 * index + 3 * places.indexOf(place) + repeat),
        )
        for (const [name, text] of run) files[`${engine}/${place}/${repeat}/${name}`] = text
      }
    }
  }
  const yaml = engineStudy('"{engine}/{place}/{repeat}"')
    .replace('factors:', 'factors:\n  place: { label: Place, levels: { local: L, remote: R } }')
    .replace('baseline: {', 'baseline: { place: local,')
  // The engine first, so that ids end with the place.
  const [head = '', place = '', engine = '', ...rest] = yaml.split(
    /(?=^ {2}place|^ {2}engine|^workloads)/m,
  )
  const project = smallProject(files, [head, engine, place, ...rest].join(''))
  const { status, err, out } = await project.run('build')
  expect(err).toBe('')
  expect(out).toContain('12 of 12 runs usable')
  expect(status).toBe(0)
  expect(project.read('_site/data/s/ledger-all~psync.local.html')).toContain('id="psync.local"')

  project.write('site/index.md', '---\ntitle: F\ndescription: D\n---\n\nOn `nas1.corp.local`.\n')
  const mine = await project.run('check')
  expect(mine.status).toBe(1)
  expect(mine.err).toMatch(
    /^site\/index\.md:6: error A private value \(host\) stands here, and in \d more files: .*\n {4}it is `nas1\.corp\.local`\n1 error\n$/,
  )
  project.remove()
})
