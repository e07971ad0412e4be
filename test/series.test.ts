import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { repository } from './helpers/technote.ts'

/** The pages of this repository's own series: none of their sentences outlives its data. */
const pages = readdirSync(join(repository, 'site')).filter(name => name.endsWith('.md'))

test.each(['round-2', 'round-6'])('the fio job that part 1 prints is that of %s', round => {
  const page = readFileSync(join(repository, 'site/part-1-introduction.md'), 'utf8')
  const [, printed] = /```ini\n([\s\S]*?)```/.exec(page) ?? []
  const archive = join(repository, 'data/qemu-controllers', round, 'virtio-blk.threads.off.tar.gz')
  const job = execFileSync('tar', ['-xzOf', archive, './iops/job.fio'], { encoding: 'utf8' })
  expect(printed).toBe(job)
})

/** What is left for a reader when everything that the build computes or checks is taken out. */
function toTypedText(markdown: string): string {
  return markdown
    .replace(/^---[\s\S]*?\n---\n/, '')
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/:claim\[[\s\S]*?\]\{[^}]*\}/g, '')
    .replaceAll(/:+[\w-]+\{[^}]*\}/g, '')
    .replaceAll(/`[^`]*`/g, '')
}

/** A number with a unit of something that was measured. */
const measurement =
  /\d[\d\u2009 .,]*\s*(?:%|µs|ms\b|ns\b|seconds per|cycles|switches|migrations|times as|k cycles)/g

test('a measurement that somebody typed would be found', () => {
  expect('it takes 3.2 µs and 12 % more'.match(measurement)).toHaveLength(2)
  expect(toTypedText('a :value{metric=x} b `9 %` c').match(measurement)).toBeNull()
})

test.each(pages)('%s holds no typed measurement', name => {
  const text = toTypedText(readFileSync(join(repository, 'site', name), 'utf8'))
  expect(text.match(measurement) ?? []).toEqual([])
})

/** What compares: `more`, `twice`, `-er than`. */
const comparing = new RegExp(
  String.raw`\b(?:${[
    'more|most|less|least|fewer|best|better|worse|worst|than|half|twice|times as',
    'same|alike|equal(?:ly)?|similar(?:ly)?|differ(?:s|ed|ent|ently|ences?)?',
    '(?:high|low|fast|slow|long|short|larg|small|great|few|hard|heavi|light|close|cheap)(?:er|est)',
    'matters?|dominat\\w+|gr[eo]ws?|grown|ris(?:es?|ing)|rose|falls?|fell|rais(?:es?|ed|ing)',
    '(?:in|de)creas\\w+|reduc\\w+|doubl\\w+|exceed\\w*|sav(?:es?|ed|ings?)|adds?|gains?|los(?:es?|t)',
  ].join('|')})\b`,
  'gi',
)

/** Phrases that compare nothing that was measured here, and what they do instead. */
const others: { [why: string]: string[] } = {
  'asks, or heads what answers': [
    'Was the load the same?',
    'Were the loads equal?',
    'were-the-loads-equal',
    'Why controllers differ',
    'tables-one-more-read',
    'Tables: one more read',
    'what can differ in cost',
    'Whether an IOThread makes a guest faster is a question',
    'what it would gain by running elsewhere is not',
    'What is lost',
    'what one more read costs',
    'What one more read costs',
    'part-5-one-more-read',
    'if there is a saving, eight rounds on this host do not show it',
    'eight rounds show no such saving',
    'makes no difference to io_uring that eight rounds could tell',
    'eight rounds do not tell whether it is more',
    'libaio or io_uring save any, eight rounds do not tell',
  ],
  'says which direction is good': ['Fewer switches and fewer cycles are better', 'Fewer is better'],
  'says how the experiment was made': [
    'the same rate, in the same bursts',
    'by the same rate, which ties them',
    'the emulated CPU does the same work in every round',
    'on another day than the later ones, on a machine of the same make',
    'a drift of the machine falls on all of them',
    'one more run in that cell',
    'loads are at most 500 reads a second',
    'ran the same job at several held loads',
    "the same host's other CPU",
    'the idle guest of the same boot',
  ],
  'defines a word, an estimate or a score': [
    'differ in nothing else',
    'differ in this setting alone',
    'What the next read adds to',
    'One more read of 512 B',
    'One more GiB in reads of 1 MiB',
    'what one more read adds',
    'and the lower the load, the more of it',
    'compared by the difference within each round',
    'differ in the [level](glossary.html#level) of that factor alone',
    'the same ratio or difference, averaged over all pairs',
    'relative to the other cells of the same round',
    'if they had stayed equal',
    'the average then hides more than it says',
    'a difference between two combinations would be speed',
    'of the back end equally',
    'of the back end count equally',
    'at queue depth 32 equally',
    'which rules raise a doubt',
    'both see the same rate, as far as',
    'what one more unit of work costs',
    'of medians, with fewer than six',
    'doublings and more to a whole one',
    'where more is better',
    'is shown and not used where more than half of its cell',
    'tell of another configuration than their path',
    'half a bin of fio wider at each end',
    'three significant ones at most',
    'its most precise row, so that larger numbers in it can have more',
    'the smallest and the largest pair',
    'may differ: by',
    'only tell who keeps more of them',
    'surely better and which surely worse',
    'at least 95 of 100 studies',
    'The best is among those that have 1 among their ranks: no other is surely better',
    'two things are alike takes a margin',
    'no difference was found is no claim',
    'in which proportion its time grows from one mode to another, is what',
    'and where it costs more than that of virtio nevertheless, the difference is a lower bound',
    'from the median to the slowest',
  ],
  'tells how programs and machines are built, as their sources do': [
    'is the same program',
    'They run the same program under KVM',
    'the same, one adapter for each disk',
    'are the same device in QEMU',
    'the two must cost the same',
    'more events than there are counters',
    'the same versions of both',
    'needs more switches for an I/O offers more places',
    'and Ceph add work',
  ],
  'speaks of facts of two hosts, which the appendix compares': [
    'side by side: facts, differences',
    'the direction of a difference rather than its size',
    'in what your host differs',
  ],
  'is an idiom': ['no longer', 'rather than', 'why it matters'],
}

const phrases = Object.values(others).flat()

/** The words outside of claims that compare, each with the words around it. */
function findComparing(markdown: string): string[] {
  const claimless = markdown
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/:claim\[[\s\S]*?\]\{[^}]*\}/g, '')
    .replaceAll(/:+[\w-]+\{[^}]*\}/g, '')
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/\s+/g, ' ')
  const text = phrases.reduce((rest, phrase) => rest.replaceAll(phrase, ''), claimless)
  return [...text.matchAll(comparing)].map(({ index }) =>
    text.slice(Math.max(0, index - 60), index + 40),
  )
}

/** The limits that `study.yaml` declares are sentences of the pages too. */
const limits = readdirSync(join(repository, 'data'))
  .map(study => join('data', study, 'study.yaml'))
  .filter(path => existsSync(join(repository, path)))

const texts = [...pages.map(name => join('site', name)), ...limits].map(path => {
  const text = readFileSync(join(repository, path), 'utf8')
  return { path, text: path.endsWith('.yaml') ? parse(text).limits.join('\n') : text }
})

test('a comparison outside of a claim would be found', () => {
  const claim = ':claim[threads take more switches than native]{that="aio=threads > aio=native …"}'
  expect(findComparing(`Which engine matters less. ${claim}`)).toHaveLength(2)
  expect(findComparing(`${claim}, and it is the slowest.`)).toEqual([', and it is the slowest.'])
})

test.each(texts)('what $path compares is a claim', ({ text }) => {
  expect(findComparing(text)).toEqual([])
})

test('every phrase that may compare without a claim is still written', () => {
  const all = texts.map(({ text }) => text.replaceAll(/\s+/g, ' ')).join('\n')
  expect(phrases.filter(phrase => !all.includes(phrase))).toEqual([])
})
