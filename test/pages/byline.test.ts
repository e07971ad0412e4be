import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Draft } from '../../src/pages/article/draft.ts'
import type { SiteManifest } from '../../src/pages/page.ts'
import { toByline } from '../../src/pages/whole-site/byline.ts'
import type { Study } from '../../src/study/study.ts'
import { makeStudy, type Truth } from '../helpers/synthetic.ts'

/** Two cells of four repeats; the target is 1 000 IO/s within 3 %. */
const made = (more: Partial<Truth> = {}) =>
  makeStudy({ factors: { c: ['a', 'b'] }, repeats: 4, switches: () => 1, ...more })

function bylineOf(study: Study) {
  const draft = {
    position: { kind: 'page' },
    path: 'x.html',
    efficiencies: [toEfficiency(study)],
  }
  const items = toByline(
    draft as unknown as Draft,
    { authors: ['Ada', 'Ben'] } as unknown as SiteManifest,
  )
  return new Map(items.map(({ term, text }) => [term, text]))
}

const usable = (more: Partial<Truth>) => bylineOf(made(more)).get('Usable runs')

test('archives are counted; files, where they lie loose', () => {
  const archive = (path: string) => ({ path, bytes: 1, sha256: '0' })
  const file = { archive: '.', bytes: 1, sha256: '0', format: 'fio-json', detail: '' }
  const ingest = ['a', 'b', 'c'].map(path => ({ ...file, path, use: 'run' as const }))
  const loose = bylineOf({ ...made(), archives: [archive('.')], ingest })
  expect([loose.get('Files'), loose.get('Archives')]).toEqual(['3', undefined])
  const packed = bylineOf({ ...made(), archives: [archive('.'), archive('r.tar.gz')], ingest })
  expect([packed.get('Files'), packed.get('Archives')]).toEqual([undefined, '1'])
})

test('all runs are usable where all hold their load', () => {
  expect(usable({})).toBe('8 of 8')
})

test('a run that missed its load is not', () => {
  const load = ({ c = '' }, repeat: number) => (c === 'a' && repeat === 2 ? 9000 : 10_000)
  expect(usable({ load })).toBe('7 of 8')
})

test('nor is a run that should be there', () => {
  expect(usable({ yaml: 'repeats: 5' })).toBe('8 of 10')
})

test('who wrote it is named as site.yaml does', () => {
  expect(bylineOf(made()).get('Authors')).toBe('Ada, Ben')
})
