import { describe, expect, test } from 'vitest'
import { proposeCaptures } from '../../src/propose/captures.ts'

const runs = {
  template: 'round-{repeat}.tar.gz/{engine}/{workload}',
  values: { repeat: ['1', '2'], engine: ['libaio', 'psync'], workload: ['iops'] },
}

function propose(...paths: string[]) {
  const { captures, loose } = proposeCaptures(paths, runs)
  return { hosts: Object.entries(captures).map(([id, { path }]) => `${id}: ${path}`), loose }
}

describe('where hosts say what they are', () => {
  test.each([
    [
      'a folder in each round',
      ['round-1.tar.gz/host/a', 'round-2.tar.gz/host/a'],
      ['host: round-{repeat}.tar.gz/host'],
    ],
    ['a folder for itself', ['host/lscpu.txt', 'host/net/ethtool.txt'], ['host: host']],
    ['an archive', ['target.tar.gz/lscpu.txt'], ['target: target.tar.gz']],
    ['two hosts', ['env/a/lscpu', 'env/b/lscpu'], ['a: env/a', 'b: env/b']],
    [
      'of the same name',
      ['before/host/lscpu', 'after/host/lscpu'],
      ['host: after/host', 'host-2: before/host'],
    ],
    [
      'beside the runs of an engine',
      ['round-1.tar.gz/psync/env/a'],
      ['env: round-{repeat}.tar.gz/{engine}/env'],
    ],
    ['a round that has no runs', ['round-9.tar.gz/a'], ['round-9: round-9.tar.gz']],
  ])('%s', (_, paths, hosts) => {
    expect(propose(...paths)).toEqual({ hosts, loose: [] })
  })

  test('a folder that is called like a machine lends it no name', () => {
    const isPrivate = (name: string) => name.startsWith('zznode')
    const paths = ['zznode1/lscpu', 'zznode2/lscpu', 'env/zznode3/lscpu']
    expect(proposeCaptures(paths, runs, isPrivate).captures).toEqual({
      env: { label: 'env', path: 'env/zznode3' },
      host: { label: 'The host', path: 'zznode1' },
      'host-2': { label: 'host-2', path: 'zznode2' },
    })
  })

  test('a file among those of a run, or where no folder is its own, is told and not proposed', () => {
    const loose = ['lscpu.txt', 'round-2.tar.gz/lscpu.txt', 'round-1.tar.gz/psync/iops/uname.txt']
    expect(propose(...loose)).toEqual({ hosts: [], loose })
  })

  test('beside a single run, to which all else belongs', () => {
    const alone = { template: '*', values: {} }
    expect(proposeCaptures(['host/lscpu.txt', 'uname.txt'], alone)).toEqual({
      captures: { host: { label: 'The host', path: 'host' } },
      loose: ['uname.txt'],
    })
  })
})
