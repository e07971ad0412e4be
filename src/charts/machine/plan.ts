/** Words, and where their source is. */
export interface Words {
  text: string
  href?: string
}

/** How a CPU took part: the counters looked at it, the measured process was bound to it, or both. */
export type Mark = 'measured' | 'pinned' | 'both'

/** A CPU of a row of CPUs. */
export interface Cpu {
  number: number
  mark?: Mark
}

/** CPUs that share a cache, or all of a node where that is not known, in rows of equal length. */
export interface Block {
  title?: string
  rows: Cpu[][]
}

/** What hangs on a node. */
export interface PlanDevice {
  kind: 'interface' | 'disk' | 'card'
  names: string
  lines: string[]
  href?: string
  /** It stands out: what it does crosses to the node of the measured CPUs. */
  isFar: boolean
  /** The measured I/O goes through it. */
  isOnPath: boolean
}

/** CPUs with their memory, and what hangs on them. */
export interface PlanNode {
  title: Words
  note: string
  memory?: Words
  blocks: Block[]
  devices: PlanDevice[]
}

/** All that is drawn of a machine, as words. */
export interface Plan {
  heads: Words[]
  sockets: { title?: string; nodes: PlanNode[] }[]
  loose: PlanDevice[]
  /** What the marks mean, where there are any. */
  key: { mark: Mark; text: string }[]
}
