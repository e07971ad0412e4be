import { digestArchive } from '../../src/parse/digest.ts'
import { listArchives } from '../../src/read/archive.ts'

/** Read all archives of a folder to records in this process; prints its CPU ms and peak MiB. */
const { archives } = await listArchives({ path: process.argv[2] ?? '', name: 'data/x' })
for (const archive of archives) await digestArchive(archive, 'data/x')
const { user, system } = process.cpuUsage()
const peak = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ ms: (user + system) / 1000, peak }))
