import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { copySmallProject, type Outcome, readTree, technoteProcess } from './technote.ts'

type Run = (args: string[]) => Outcome | Promise<Outcome>

/**
 * A small project with a figure and something to withhold, built with memory and without.
 *
 * @param run how the program is called, each time as a process of its own if nothing is said
 */
export function createRemembered(run: Run = technoteProcess) {
  const project = copySmallProject()
  const inProject = (path: string) => join(project.root, path)
  const page = inProject('site/linux-io-engines.md')
  // An archive is packed again for it.
  writeFileSync(inProject('data/linux-io-engines/notes.txt'), 'cpu zzkestrel and zzmerle\n')
  writeFileSync(page, text)
  const argumentsFor = (output: string) => [
    ...['build', '--root', project.root],
    ...['--output', inProject(output)],
  ]
  return { ...project, inProject, argumentsFor, forget, build, buildCold, write, edit }

  function forget(...folders: string[]) {
    for (const folder of folders)
      rmSync(inProject(`.cache/${folder}`), { recursive: true, force: true })
  }

  /** The call as a whole is never taken from memory. */
  async function build(output = '_site') {
    forget('runs')
    const { status, out, err } = await run(argumentsFor(output))
    const said = (out + err).replaceAll(inProject(output), 'OUTPUT')
    return { status, said, files: readTree(inProject(output)) }
  }

  /** The same of what lies there now, with nothing remembered. */
  function buildCold() {
    forget('digests', 'findings', 'steps')
    return build('cold')
  }

  function write(words: string) {
    appendFileSync(page, `\n${words}\n`)
  }

  function edit(path: string, change: (text: string) => string) {
    writeFileSync(inProject(path), change(readFileSync(inProject(path), 'utf8')))
  }
}

type Built = Awaited<ReturnType<ReturnType<typeof createRemembered>['build']>>

export function expectSame(warm: Built, cold: Built) {
  expect(warm.said).toBe(cold.said)
  expect(warm.status).toBe(cold.status)
  expect([...warm.files.keys()]).toEqual([...cold.files.keys()])
  for (const [path, bytes] of warm.files)
    expect(bytes.equals(cold.files.get(path) ?? Buffer.of(0)), path).toBe(true)
}

const text = `---
title: Engines
description: D
study: linux-io-engines
---

A sentence.

## Costs

:::figure{kind=dots metric=context-switches workload=iops}
What it costs.
:::
`
