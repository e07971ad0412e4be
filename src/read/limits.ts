/** Archives are hostile until proven otherwise; these bounds hold for each one. */
export interface Limits {
  /** Size of the archive file itself, in bytes. */
  archiveBytes: number
  /** Files in it. */
  entries: number
  /** Size of all files, unpacked: they pass, and what is kept of them is bounded where it is kept. */
  totalBytes: number
  /** Size of what must be in memory as a whole to be unpacked: an inner zip, and zstd. */
  packedBytes: number
}

const MiB = 1024 ** 2

export const defaultLimits: Limits = {
  archiveBytes: 1024 * MiB,
  entries: 100_000,
  totalBytes: 4096 * MiB,
  packedBytes: 256 * MiB,
}
