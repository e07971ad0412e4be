import { compileTemplate } from '../study/match/template.ts'
import { packed } from './units.ts'

/** What a study.yaml says of its captures. */
export interface ProposedCaptures {
  captures: { [host: string]: { label: string; path: string } }
  /** Files that say what a host is and lie where no path of a host can lead. */
  loose: string[]
}

/** A run's path as a template, and the values that stand for its names. */
export interface RunTemplate {
  template: string
  values: { [name: string]: string[] }
}

/**
 * A host for each folder, or archive, that holds what a host says of itself. Parts of its path
 * that count or vary with the runs' become their names: `round-{repeat}.tar.gz/host`.
 *
 * @param paths of files that were recognised as captures, archives as their first folder
 * @param isPrivate whether a folder's name gives a host away: it is then called `host`
 */
export function proposeCaptures(
  paths: string[],
  runs: RunTemplate,
  isPrivate: (name: string) => boolean = () => false,
): ProposedCaptures {
  const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const placed = paths.map(path => ({ path, folder: toTemplate(folderOf(path), runs) }))
  // A host would take everything below its path, runs too.
  const holdsRuns = (folder: string) =>
    folder === '' || `${runs.template.replace(/\*$/, '')}/`.startsWith(`${folder}/`)
  const loose = placed.filter(({ folder }) => holdsRuns(folder)).map(({ path }) => path)
  const folders = [...new Set(placed.map(({ folder }) => folder))].filter(item => !holdsRuns(item))
  const tops = folders.filter(folder => !folders.some(other => folder.startsWith(`${other}/`)))
  const captures: ProposedCaptures['captures'] = {}
  for (const path of tops.sort()) {
    const name = nameHost(path, isPrivate)
    let [id, count] = [name, 2]
    while (id in captures) id = `${name}-${count++}`
    captures[id] = { label: id === 'host' ? 'The host' : id, path }
  }
  return { captures, loose }
}

/** As far as a folder goes along the runs', with their names; what follows as it is. */
function toTemplate(folder: string, { template, values }: RunTemplate): string {
  const known = template === '*' ? [] : template.split('/')
  let isAlong = true
  return folder
    .split('/')
    .map((segment, at) => {
      const own = known[at]
      isAlong = isAlong && own !== undefined && fits(segment, own, values)
      return isAlong && own !== undefined ? own : segment
    })
    .join('/')
}

function fits(segment: string, template: string, values: RunTemplate['values']): boolean {
  const found = compileTemplate(template)(segment)
  if (found?.rest !== '') return false
  return Object.entries(found.values).every(([name, value]) => values[name]?.includes(value))
}

/** The last folder with a name of its own, as an id. */
function nameHost(path: string, isPrivate: (name: string) => boolean): string {
  const words = path.split('/').filter(segment => !segment.includes('{') && !isPrivate(segment))
  const name = (words.at(-1) ?? '').replace(packed, '').replaceAll(/[^\w.+-]/g, '-')
  return /^\w/.test(name) ? name : 'host'
}
