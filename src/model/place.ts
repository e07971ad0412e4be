/** Where something stands: the file, and the line or the JSON pointer in it. */
export interface Place {
  /** Line, from 1. */
  line?: number
  /** RFC 6901. A `*` stands for every item of an array, where a value is made of all of them. */
  pointer?: string
}

/** A file inside an archive, named so that a stranger finds it again. */
export interface FileRef {
  /** Path of the archive below the study's folder, such as `round-1.tar.gz`. */
  archive: string
  /** SHA-256 of the archive, in hex. */
  sha256: string
  /** Path inside the archive, such as `libaio/iops/fio.json`. */
  entry: string
}

/** What a tool wrote down, and where: `context-switches`, `40012`, line 7 of that file. */
export interface Source {
  file: FileRef
  place: Place
  /** The tool's own name for the value. */
  name: string
  /** The value as the tool gave it, in the tool's unit. */
  value: number
  unit: string
}

/** `libaio/iops/perf-cpu.csv:7`, `libaio/iops/fio.json#/jobs/0/ctx` */
export function placeToString(entry: string, place: Place): string {
  const line = place.line === undefined ? '' : `:${place.line}`
  const pointer = place.pointer === undefined ? '' : `#${place.pointer}`
  return `${entry}${line}${pointer}`
}
