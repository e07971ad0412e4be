import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fold } from '../../src/privacy/known/word-hash.ts'

/** Where Faker's lists of given names, surnames and places lie in its package. */
const providers = 'python3-fake-factory/usr/lib/python3/dist-packages/faker/providers'

/** Plain words of tools, months, days and makers that are somebody's name too. */
const kept = new Set(readFileSync('test/tools/kept-names.txt', 'utf8').trim().split(/\s+/))

/** What machines and their parts are called, with a number behind it. */
export const roles = new Set(
  'db web app vm dc srv server mail ns gw fw lb build ci runner worker compute storage stor lab test dev prod stage rack blade esx esxi pve kvm hv box pc sql mon win nas san vg pool lun lustre ceph mds mgr osd srvr client mgmt bastion jump proxy cache redis kafka es log head login gpu hpc mn cn sn vps guest dell hp site room row customer user admin team org lenovo'.split(
    ' ',
  ),
)

/**
 * Names of people and places, and those that machines are often given, folded. Given names go; of
 * surnames and places those stay that a dictionary has as a plain word and many sources too.
 *
 * @param isPlain whether a word is one for things
 */
export function readNames(trees: string, isPlain: (word: string) => boolean): Set<string> {
  const people = readLists(join(trees, providers, 'person'))
  const places = readLists(join(trees, providers, 'address')).map(({ word }) => ({
    word,
    isGiven: false,
  }))
  const names = [...people, ...places]
    .filter(({ word, isGiven }) => !kept.has(word) && (isGiven || !isPlain(word)))
    .map(({ word }) => word)
  const machines = readFileSync('test/tools/machine-names.txt', 'utf8').trim().split(/\s+/)
  return new Set(
    [...names, ...machines.filter(word => !kept.has(word)), 'smith', 'john', 'jdoe', 'acme'].map(
      fold,
    ),
  )
}

/** The quoted words of all lists below a folder; given names are in lists that are called so. */
function readLists(folder: string): { word: string; isGiven: boolean }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter(path => path.endsWith('.py'))
    .flatMap(path => readFileSync(join(folder, path), 'utf8').split(/^ {4}(?=\w+ ?(?::[^=]*)?= )/m))
    .flatMap(list => {
      const isGiven = /^first_name/.test(list)
      return [...list.matchAll(/["']([\p{L} .'-]{2,40})["']/gu)]
        .flatMap(([, quoted = '']) => quoted.split(/[ .'-]+/))
        .filter(word => word.length >= 3)
        .map(word => ({ word: word.toLowerCase(), isGiven }))
    })
}
