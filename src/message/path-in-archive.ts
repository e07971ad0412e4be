/** What templates of study.yaml are matched against: `round-1.tar.gz/r1/fio.json`. */
export function joinPath(archive: string, path: string): string {
  return archive === '.' ? path : `${archive}/${path}`
}

/**
 * Where a file lies, as a reader finds it: `round-1.tar.gz › r1/fio.json`, or `r1/fio.json` where
 * it lies in no archive, which is called `.`.
 */
export function pathInArchive(archive: string, path: string): string {
  return archive === '.' ? path : `${archive} › ${path}`
}
