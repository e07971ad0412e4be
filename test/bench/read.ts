import { digestArchive } from '../../src/parse/digest.ts'
import { listArchives } from '../../src/read/archive.ts'

/** Read all archives of a folder to records in this process; prints its CPU ms and peak MiB. */
const { archives, messages } = await listArchives({ path: process.argv[2] ?? '', name: 'data/x' })
for (const archive of archives) messages.push(...(await digestArchive(archive, 'data/x')).messages)
const [refused] = messages
if (refused) throw new Error(refused.reason)
const { user, system } = process.cpuUsage()
const peak = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ ms: (user + system) / 1000, peak }))
