import { parseFioSeconds } from '../../parse/fio/fio-option.ts'
import { fio } from '../../study/fio/tool.ts'
import { all, type Evidence, judgeEach, listFacts, type Rule, type Verdict } from './finding.ts'

const { documentation } = fio

/** All engines that fio documents; others are loaded with `external:`. */
const engines = new Set(
  'sync psync vsync pvsync pvsync2 io_uring io_uring_cmd libaio posixaio solarisaio windowsaio mmap splice sg libzbc null net netsplice cpuio rdma falloc ftruncate e4defrag rados rbd http gfapi gfapi_async libhdfs mtd filecreate filestat filedelete dircreate dirstat dirdelete libpmem dev-dax libiscsi nbd libcufile dfs nfs exec xnvme libblkio ime_psync ime_psyncv ime_aio librpma_apm_client librpma_gpspm_client'.split(
    ' ',
  ),
)

function judgeSections(evidence: Evidence): Verdict {
  const lists = all(evidence, 'fio-sections')
  return judgeEach(
    lists,
    'the fio job files',
    ({ value }) => value.includes('(empty)') || hasRepeats(value),
    wrong =>
      `Sections ${listFacts(wrong)}: one without options is a job of its own with fio’s defaults, and one that repeats runs beside the first.`,
    'Each section has a name and options of its own.',
  )
}

function hasRepeats(sections: string): boolean {
  const names = (sections.match(/\[[^\]]+\]/g) ?? []).filter(name => name !== '[global]')
  return new Set(names).size < names.length
}

function judgeRuntime(evidence: Evidence): Verdict {
  const { runSeconds } = evidence.declared
  const runtimes = all(evidence, 'fio-runtime')
  if (runSeconds === undefined || runtimes.length === 0) {
    return {
      is: 'cannot-tell',
      needs: 'the fio job files, and how long the text says that a run took',
    }
  }
  return judgeEach(
    runtimes,
    '',
    ({ value }) => {
      const seconds = parseFioSeconds(value)
      return seconds !== undefined && Math.abs(seconds - runSeconds) > runSeconds * 0.1
    },
    wrong =>
      `The text says ${runSeconds} s, the job files ask for ${listFacts(wrong)} (fio reads a bare number as seconds).`,
    `The job files ask for the ${runSeconds} s that the text says.`,
  )
}

/** `${ENGINE}`, as fio and a script that writes a job let one stand for what the file does not say. */
function hasVariable(value: string): boolean {
  return value.includes('$')
}

export const fioRules: readonly Rule[] = [
  {
    name: 'unknown-engine',
    what: 'A fio job names an engine that fio does not have',
    why: 'fio refuses such a job: what is printed is not what ran.',
    source: documentation,
    judge: evidence =>
      judgeEach(
        all(evidence, 'fio-engine').filter(({ value }) => !hasVariable(value)),
        'the fio job files',
        ({ value }) => !engines.has(value) && !value.startsWith('external:'),
        wrong => `Unknown engine: ${listFacts(wrong)}.`,
        'All engines are known.',
      ),
  },
  {
    name: 'repeated-sections',
    what: 'A fio job file has empty or repeated sections',
    why: 'Each section is a job: fio runs them at the same time, and one without options with defaults.',
    source: documentation,
    judge: judgeSections,
  },
  {
    name: 'runtime-contradicts-text',
    what: 'A job’s runtime is not the one that the text gives',
    why: 'Either the text or the printed job is not what was measured.',
    source: documentation,
    judge: judgeRuntime,
  },
]
