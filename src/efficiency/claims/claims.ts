import type { Unit } from '../../model/quantity.ts'
import { parseAmount } from '../../study/manifest/unit-value.ts'
import type { Selection } from '../comparison/pairs.ts'

/**
 * What a sentence asserts, as its author writes it:
 *
 *     engine=io_uring < engine=psync on context-switches in iops by 50 %
 *     engine=libaio ~ engine=io_uring on system-time in iops within 20 %
 *     engine=io_uring !> engine=libaio on latency-p99 in iops by 5 %
 *
 * `<` and `>`: the 95 % interval of the ratio lies wholly on that side of 1, and with `by`
 * beyond that margin too, which is a share of the right side or an amount (`by 1 switch/IO`), then
 * held against the difference. `~ … within`: the interval lies wholly inside the margin (two
 * one-sided tests). `!>` and `!<` need `by`: left is not higher, or not lower, by so much (non-inferiority);
 * the interval lies wholly on the other side of the margin. A `~` without a margin is no claim: not to have found a difference would hold of
 * any two sides that were measured badly enough.
 *
 * A side that does not name all factors stands for all their levels, and cells are compared all
 * else equal; a factor that one side names holds for both. The ratio is averaged over these pairs.
 * With `each`, every level that is named must hold by itself, averaged over the factors that are
 * not; with `every`, each pair must:
 *
 *     aio=threads > aio=native on context-switches in iops
 *     every aio=threads iothread=on > aio=native on context-switches in iops by 5 %
 *     controller=sata|ide > controller=virtio-blk on system-time in iops
 *     each controller=sata|ide > controller=virtio-blk on system-time in iops
 *     controller=virtio-blk < controller=* on system-time in iops
 *     controller=virtio-blk aio=native iothread=on < others on system-time in iops
 *
 * `|` joins levels; `*` is each other level in turn; `others` is each cell that the left side does
 * not name, one by one.
 */
export interface Claim {
  form: 'comparison'
  left: Selection
  right: Selection | 'others'
  relation: '<' | '>' | '~' | '!<' | '!>'
  /** Whether each level that a side names must hold by itself. */
  each: boolean
  /** Whether each pair must hold by itself. */
  every: boolean
  metric: string
  workload: string
  /** Of `by` or of `within`: a share of 1, or an amount in base units. */
  margin?: { value: number; unit: '%' | Unit }
}

/**
 * `all held in iops within 3 %`, or `engine=psync held in iops within 1 %`: each run reached the
 * target of the workload to that share, those among them that were set aside for not holding it;
 * `all but 2 held in …` allows so many that did not. `controller=ide missed in iops by 3 %`: each of
 * these runs was further from it than that.
 */
export interface HeldClaim {
  form: 'held'
  /** Whether what is asserted is that runs did not hold their load. */
  isMissed: boolean
  cells: Selection
  /** How many runs may be outside. */
  except: number
  workload: string
  /** A share of the target. */
  margin: number
}

const heldForm =
  /^\s*(all|[^\s=]+=.*?)(?:\s+but\s+(\d+))?\s+(?:held\s+in\s+(\S+?)\s+within|(missed)\s+in\s+(\S+?)\s+by)\s+([\d.]+\s*%)\s*$/

const form =
  /^\s*(?:(every|each)\s+)?([^\s=]+=.*?)\s+(!?[<>]|~)\s+([^\s=]+=.*?|others)\s+on\s+(\S+)\s+in\s+(\S+?)(?:\s+(by|within)\s+([\d.]+\s*\S+))?\s*$/

/** Parse a claim; undefined where it is not of the form. */
export function parseClaim(text: string): Claim | HeldClaim | undefined {
  return parseHeld(text) ?? parseComparison(text)
}

function parseHeld(text: string): HeldClaim | undefined {
  const [, cells, except, held, missed, notHeld, amount] = heldForm.exec(text) ?? []
  const workload = held ?? notHeld
  const margin = amount === undefined ? undefined : parseMargin(amount)
  if (!cells || !workload || !margin) return undefined
  return {
    form: 'held',
    isMissed: missed !== undefined,
    cells: cells === 'all' ? {} : parseLevels(cells),
    except: Number(except ?? 0),
    workload,
    margin: margin.value,
  }
}

/** Parse what compares two sides; undefined where it is not of the form. */
export function parseComparison(text: string): Claim | undefined {
  const [, scope, left, relation, right, metric, workload, word, amount] = form.exec(text) ?? []
  if (!left || !right || !metric || !workload) return undefined
  const margin = amount === undefined ? undefined : parseMargin(amount)
  if (amount !== undefined && !margin) return undefined
  if (relation?.startsWith('!') && !margin) return undefined
  if ((word === 'within') !== (relation === '~' && word !== undefined)) return undefined
  return {
    form: 'comparison',
    left: parseLevels(left),
    right: right === 'others' ? right : parseLevels(right),
    relation: relation as Claim['relation'],
    each: scope === 'each',
    every: scope === 'every' || right === 'others',
    metric,
    workload,
    ...(margin && { margin }),
  }
}

/** `5 %`, `1 switch/IO` */
function parseMargin(text: string): Claim['margin'] {
  const amount = parseAmount(text)
  return amount && { ...amount, unit: amount.unit === '1' ? '%' : amount.unit }
}

/** Levels by factor: `controller=virtio-blk|virtio-scsi aio=native` */
export function parseLevels(text: string): Selection {
  return Object.fromEntries(
    text.split(/\s+/).map(pair => {
      const [factor = '', levels = ''] = pair.split('=')
      return [factor, levels.split('|')]
    }),
  )
}
