/**
 * Draw all cases and compare them with what is expected, without vitest: for other versions of
 * Node, other time zones and other languages. `node dist/golden.js test/charts`
 */
import { compare, drawCase, listCases } from './cases.ts'

const folder = process.argv[2] ?? 'test/charts'
const names = listCases(folder)
const changed: string[] = []
for (const name of names) changed.push(...compare(folder, await drawCase(folder, name)))
console.log(`Node ${process.version}: ${names.length} figures, ${changed.length} drawings changed`)
for (const line of changed) console.log(line)
process.exitCode = changed.length > 0 || names.length === 0 ? 1 : 0
