import { corpus, hasCorpus } from './corpus.ts'

/**
 * The corpus is no part of the repository. Where it is absent its tests do not run, and that is
 * told; with `CORPUS=required`, as in CI, it is a failure.
 */
export default function setup(): void {
  if (hasCorpus) return
  const reason = `there is no ${corpus}; TECHNOTE_CORPUS names another place`
  if (process.env.CORPUS === 'required') throw new Error(`The corpus is required, but ${reason}`)
  console.log(`Not run: tests over the corpus (${reason}).`)
}
