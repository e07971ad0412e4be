import type { FioJob } from '../../parse/record.ts'
import type { LoadAround, LoadReader } from '../load-reader.ts'
import { everyJob } from '../manifest/manifest.ts'
import { pick } from '../match/placed.ts'
import type { Load } from '../study.ts'
import type { Located } from '../to-quantity.ts'
import { toFirstBegin, toZone } from './clock.ts'
import { toFingerprints } from './identity.ts'
import { tellEarlier, toLastReports } from './last-reports.ts'
import { longestOf, rampOf, toPhases } from './phases.ts'
import { fioSurvey } from './survey-fio.ts'
import { findWindow, toLoad } from './to-load.ts'
import { fio } from './tool.ts'

type Jobs = Located<FioJob>[]

/** Loads of fio, from its JSON, its text or its terse lines, with its logs. */
export const fioReader: LoadReader = {
  tool: fio,
  survey: fioSurvey,
  report: 'fio-job',
  formats: ['fio-json', 'fio-text', 'fio-terse'],
  command: /^fio(-[\d.]+)?$/,
  tell: (files, study) => tellEarlier(toLastReports(pick(files, 'fio-job')).earlier, study),
  read: (files, job) => {
    const reported = pick(files, 'fio-job')
    const { jobs: all } = toLastReports(reported)
    const jobs = choose(all, job)
    const outcome = toLoad(jobs, pick(files, 'fio-log'), job === everyJob)
    const result =
      'load' in outcome
        ? { load: withOwnWindow(outcome.load, jobs, all), remarks: outcome.contradictions }
        : outcome
    const load = 'load' in result ? result.load : undefined
    return {
      result,
      around: toAround(load, jobs, all),
      zone: toZone(jobs),
      fingerprints: toFingerprints(choose(reported, job).map(({ record }) => record)),
      toBegin: seconds => toFirstBegin(all, seconds),
    }
  },
}

/** The jobs of a workload that names one of them. */
function choose(jobs: Jobs, name: string): Jobs {
  return jobs.filter(({ record }) => name === everyJob || record.name === name)
}

/** A load of some jobs of a report, with the time in which these ran. */
function withOwnWindow(load: Load, jobs: Jobs, all: Jobs): Load {
  const window = jobs.length < all.length ? findWindow(jobs, all) : undefined
  return window ? { ...load, window } : load
}

const client = 'perf counted fio’s client, which leaves the I/O to a server (fio --client)'

/** The run's load, and the jobs before and after it. */
function toAround(load: Load | undefined, jobs: Jobs, all: Jobs): LoadAround {
  const phases = load?.isInTurn || jobs.length === all.length ? [] : toPhases(all)
  const seconds = phases.map(phase => longestOf(phase) + rampOf(phase))
  const isOfClient = jobs.length > 0 && jobs.every(({ record }) => record.host !== undefined)
  return {
    load,
    ...(phases.length > 1 && { inTurn: seconds.reduce((total, own) => total + own, 0) }),
    ...(isOfClient && { elsewhere: client }),
  }
}
