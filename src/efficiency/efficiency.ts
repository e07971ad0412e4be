import type { Message } from '../message/message.ts'
import type { Measured } from './cells.ts'
import type { Effect } from './comparison/effects.ts'
import type { NamedScoring } from './scores/scorings.ts'

export type * from './cells.ts'
export type * from './estimate.ts'

/** A study with all its results, each computed once: what figures, tables and files show. */
export interface Efficiency extends Measured {
  /** Of every metric under every workload, each such family by itself adjusted for being several. */
  effects: Effect[]
  /** Every score of study.yaml under every workload. */
  scorings: NamedScoring[]
  /** What is to be said of the runs: loads that were missed. */
  messages: Message[]
}

/** What switching each factor does to one metric under one workload. */
export function effectsOf(
  { effects }: Pick<Efficiency, 'effects'>,
  metric: string,
  workload: string,
): Effect[] {
  return effects.filter(effect => effect.metric === metric && effect.workload === workload)
}
