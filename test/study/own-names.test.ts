import { expect, test } from 'vitest'
import { createRedactor } from '../../src/privacy/redactor.ts'
import { createOwnNames } from '../../src/study/manifest/own-names.ts'
import { manifestOf } from '../helpers/synthetic.ts'

const manifest = manifestOf(`title: t
description: d
measured: never
factors:
  engine: { label: Engine, levels: { psync: psync, io_uring-5.1: five } }
  place: { label: Place, levels: { local: here, test: there, db1.corp.local: a host } }
workloads: { lan: { label: W, description: w, per: IO } }
baseline: { engine: psync, place: local }
runs: { sheet: runs.csv }
scopes: { all: { label: all, description: all, files: ['*'] } }
metrics: { switches: { count: context-switches, scope: all } }
`)

test('ids that are joined from words of a study are no names of machines', () => {
  const isOwn = createOwnNames([manifest])
  const ids = [
    'psync.local',
    'io_uring-5.1.test',
    'psync.local.lan',
    'effect.switches.place.test.local',
  ]
  for (const id of ids) expect(isOwn(id), id).toBe(true)
  expect(isOwn('s-ledger-lan--psync.local')).toBe(true)
  for (const name of ['db1.local', 'psync.corp.local', 'db1.corp.local', 'local', 'psync.']) {
    expect(isOwn(name), name).toBe(false)
  }
  const text = 'psync.local beside db1.corp.local and nas.lan'
  const redactor = createRedactor({ isOwn })
  expect(redactor.redact(text)).toBe('psync.local beside host-1 and host-2')
  expect(redactor.leaks(text).map(({ value }) => value)).toEqual(['db1.corp.local', 'nas.lan'])
})

test('a machine of such a name that a capture tells of is private', () => {
  const redactor = createRedactor({ isOwn: createOwnNames([manifest]) })
  redactor.learn('kernel.hostname = psync.local')
  expect(redactor.redact('run psync.local.lan.r1 on psync.local')).not.toContain('on psync.local')
})
