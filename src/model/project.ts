import type { Previous } from './output-file.ts'

/** A folder laid out like this repository, and the package that builds it. */
export interface Project {
  root: string
  packageRoot: string
  /** Where the site will be published, in place of what site.yaml says. */
  url?: string
  /** An older build of the site, to mark what changed. */
  previous?: Previous
}
