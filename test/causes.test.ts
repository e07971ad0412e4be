import { expect, test } from 'vitest'
import { engineRuns, engineStudy, smallProject } from './helpers/small-project.ts'

const page = `---
title: Front
description: A page.
study: s
---

From :range{metric=switches workload=all} in all; again :range{metric=switches workload=all}.
`

test('a wrong target is told before what pages lack for it, which is one message', async () => {
  const yaml = engineStudy().replace('per: IO }', 'per: IO, target: 5000 IO/s }')
  const project = smallProject(engineRuns(), yaml)
  project.write('site/index.md', page)
  const { status, err } = await project.run('check')
  expect(err.split('\n')).toEqual([
    'data/s/study.yaml: warning Every run under `all` missed the target of 5000 IO/s: they reached 100 IO/s. Correct `target` of `all`, or repeat the runs; until then nothing is compared under it  load-missed',
    expect.stringMatching(
      /^site\/index\.md:7:6: error Unexpected range of .* \(the same at site\/index\.md:7:57\) {2}no-range$/,
    ),
    '1 error, 1 warning',
    '',
  ])
  expect(status).toBe(1)

  project.write('data/s/study.yaml', engineStudy('"{engine}-{repeat}"'))
  const { err: none } = await project.run('check')
  expect(none.split('\n').map(line => /(\S*: \w+) .* {2}([\w-]+)$/.exec(line)?.slice(1))).toEqual([
    ['data/s/study.yaml: error', 'no-runs'],
    ['site/index.md:7:6: error', 'no-range'],
    undefined,
    undefined,
  ])
  project.remove()
})
