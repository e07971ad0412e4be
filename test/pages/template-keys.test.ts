import { expect, test } from 'vitest'
import { toEfficiency } from '../../src/efficiency/to-efficiency.ts'
import type { Glossary } from '../../src/pages/article/glossary.ts'
import { isTree } from '../../src/pages/templates/expression.ts'
import type { Templates } from '../../src/pages/templates/templates.ts'
import { makeReferenceStudy } from '../charts/studies.ts'
import { makeSite, templates } from '../helpers/pages.ts'
import { makeStudy } from '../helpers/synthetic.ts'

/** A name that a template reads and no view has is mistyped in one of them. */
const given = new Set<string>()
const lacking = new Set<string>()

/** Templates that note which names they find. */
const watching: Templates = (name, view) => templates(name, watch(view))

function watch<T extends object>(view: T): T {
  return new Proxy(view, {
    get: (from, key, receiver) => {
      const value: unknown = Reflect.get(from, key, receiver)
      if (typeof value !== 'object' || value === null || isTree(value)) return value
      return watch(value)
    },
    getOwnPropertyDescriptor: (from, key) => {
      const isThere = Object.hasOwn(from, key)
      if (typeof key === 'string' && !Array.isArray(from)) (isThere ? given : lacking).add(key)
      return Reflect.getOwnPropertyDescriptor(from, key)
    },
  })
}

/** What ledgers say of runs that perf counted in several windows, or without its own seconds. */
const elsewhere = new Set(['areBounds', 'bounds', 'areWindows', 'windows'])

const glossary: Glossary = [
  {
    name: 'I/O',
    id: 'i-o',
    means: 'A read.',
    aliases: ['IO'],
    not: [],
    everyday: false,
    own: true,
  },
]

test('each name that templates read is in a view', async () => {
  const figure = (attributes: string) => `:::figure{${attributes} workload=w}\nA finding.\n:::`
  const ofRuns = (id: string, repeats: number) =>
    toEfficiency({
      ...makeStudy({
        factors: { engine: ['a', 'b'] },
        repeats,
        switches: ({ engine }, repeat) => (engine === 'a' ? 2 : 1) + repeat / 100,
      }),
      ...{ id, name: `data/${id}` },
    })
  const [whole, single] = [ofRuns('x', 3), ofRuns('single', 1)]
  const reference = toEfficiency({
    ...makeReferenceStudy(),
    id: 'reference',
    name: 'data/reference',
  })
  const { messages } = await makeSite({
    yaml: 'url: https://example.org/\ncard: images/card.png\nlicence: CC-BY-4.0\nseries: { title: S, parts: [one, two] }\nmethods: [method]\npages: [index, other]',
    pages: {
      index: { text: 'An I/O of [one](one.html).' },
      one: {
        front:
          'study: x\nrevisions: [{ revision: "2", date: 2026-11-20, changed: more }]\nappendices: [data, environment, messages]',
        text: `:::abstract\nAbout.\n:::\n\n## A\n\n### B\n\n## C\n\n## D\n\n:value{metric=switches workload=w engine=b}\n\n${figure('kind=dots metric=switches')}\n\n::table{kind=costs workload=w metrics=switches}\n\n::table{kind=spread workload=w metrics=switches}\n\n\`\`\`diagram title="T" description="D"\n+--+\n|  |\n+--+\n\`\`\``,
      },
      two: {
        front: 'study: [x, single]',
        text: 'One :effect{factor=engine to=b metric=switches workload=w}.',
      },
      other: { front: 'study: single', text: figure('kind=dots metric=switches') },
      method: {
        front: 'study: reference',
        text: '::table{kind=costs workload=iops metrics="switches cpu-time backend-cycles"}\n\n::table{kind=scores score=efficiency workload=iops}\n\n::table{kind=metrics}',
      },
    },
    context: { templates: watching, glossary, efficiencies: [whole, single, reference] },
  })
  expect(messages).toEqual([])
  const missing = [...lacking].filter(name => !given.has(name) && !elsewhere.has(name))
  expect(missing.sort()).toEqual([])
})
