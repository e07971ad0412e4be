/** Engines of fio that have one I/O in flight, whatever `iodepth` says. */
const blocking =
  /^(sync|psync|pvsync|pvsync2|vsync|mmap|sg_sync|splice|net|netsplice|cpuio|null_sync|dev-dax|pmemblk|libpmem|ftruncate|filecreate|filestat|filedelete|dircreate|dirstat|dirdelete|falloc|e4defrag|rdma_sync|exec)$/

/** Options of fio that say how many I/Os are in flight. */
interface DepthOptions {
  ioengine?: string
  iodepth?: string
  rw?: string
}

/**
 * How many I/Os of a job its options allow in flight: 1 where the engine blocks, as psync does, and
 * by default. Undefined where the report does not say which engine it was and another depth is
 * asked for.
 */
export function allowedDepth({ ioengine, iodepth = '1' }: DepthOptions): number | undefined {
  const asked = Number(iodepth)
  if (!Number.isFinite(asked)) return undefined
  if (asked === 1) return 1
  // Without `ioengine`, fio takes psync on Linux, and others elsewhere.
  return ioengine === undefined ? undefined : blocking.test(ioengine) ? 1 : asked
}

/** The same of all jobs together: how many I/Os a run may have in flight. */
export function inFlight(options: DepthOptions & { numjobs?: string }): number | undefined {
  const depth = allowedDepth(options)
  return depth === undefined ? undefined : depth * Number(options.numjobs ?? 1)
}
