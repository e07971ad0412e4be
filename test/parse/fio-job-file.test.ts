import { describe, expect, test } from 'vitest'
import { fioJobFile } from '../../src/parse/fio/fio-job-file.ts'
import { toInput } from '../../src/parse/input.ts'

const job = '[global]\nrw=randread\nbs=4k\n'

describe('a job file is', () => {
  test.each([
    ['a job file', job],
    ['one with a comment above', `# fio 3.33, held by <array>\n${job}`],
    ['one with options above its first section', `ioengine=libaio\n${job}`],
  ])('%s', (_, text) => {
    expect(fioJobFile.recognises(toInput('a.fio', Buffer.from(text)))).toBe(true)
  })
})

describe('a job file is not', () => {
  test.each([
    ['a script that writes one', `#!/bin/sh\ncat > job.fio <<EOF\n${job}EOF\nfio job.fio\n`],
    ['a script that quotes its end', `cat <<-'EOF' | fio -\n${job}EOF\n`],
    ['the trace of a script', "+ echo '[global]' 'rw=randread'\n+ fio job.fio\n"],
  ])('%s', (_, text) => {
    expect(fioJobFile.recognises(toInput('a.sh', Buffer.from(text)))).toBe(false)
  })
})
