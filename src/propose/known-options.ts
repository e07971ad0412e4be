import { loadReaders } from '../study/load-readers.ts'

const tools = loadReaders.map(({ tool }) => tool)
const options = tools.map(tool => tool.options)

/** Options of all load generators that make a workload, the most telling first. */
export const workloadOptions = options.flatMap(({ workload }) => workload)

/** The same, and before them those that say how I/O is done. */
export const tellingOptions = [...options.map(({ engine }) => engine), ...workloadOptions]

/** Options that set how many bytes an I/O has, under all their names. */
export const sizeOptions = options.flatMap(({ size, factors }) =>
  [size, ...Object.keys(factors)].filter(
    name => name === size || factors[name]?.[0] === factors[size]?.[0],
  ),
)

/** What options are called as factors. */
export const factorNames: { [option: string]: [id: string, label: string] } = Object.assign(
  {},
  ...options.map(({ factors }) => factors),
)

const naming = new RegExp(
  `^(${options.flatMap(({ naming, incidental }) => [...naming, ...incidental]).join('|')})$`,
)

/** Whether an option names things, or is of one run by its nature. */
export function isNaming(option: string): boolean {
  return naming.test(option)
}

/** What load generators are called in the names of files, as a part of a regular expression. */
export const toolNames = tools.map(({ name }) => name).join('|')
