import type { OutputFile } from '../../src/model/output-file.ts'
import { bundlePages } from '../../src/site/bundle.ts'
import { makeReferencePart, referenceParts } from '../helpers/reference-part.ts'

/** The parts that the budgets of a page speak of, with what they load, and as single files. */
export async function makeReferencePages(): Promise<OutputFile[]> {
  const made: OutputFile[] = []
  for (const name of Object.keys(referenceParts)) {
    const files = await makeReferencePart(name)
    made.push(
      ...files.filter(({ path }) => path === `${name}.html` || path.startsWith(`figures/${name}/`)),
      { path: `single/${name}.html`, content: bundlePages([`${name}.html`], files) },
    )
  }
  return made
}
