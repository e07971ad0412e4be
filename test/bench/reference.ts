import { printHtml } from '../../src/format/html.ts'
import type { OutputFile } from '../../src/model/output-file.ts'
import { bundlePages } from '../../src/site/bundle/bundle.ts'
import { makeReferencePart, referenceParts } from '../helpers/reference-part.ts'

/** The parts that the budgets of a page speak of, with what they load, and as single files. */
export async function makeReferencePages(): Promise<OutputFile[]> {
  const made: OutputFile[] = []
  for (const name of Object.keys(referenceParts)) {
    const parts = await makeReferencePart(name)
    const path = `${name}.html`
    const page = parts.pages.get(path)
    const figures = [...parts.files].filter(([path]) => path.startsWith(`figures/${name}/`))
    made.push(
      ...(page ? [{ path, content: printHtml(page.tree) }] : []),
      ...figures.map(([, file]) => file),
      { path: `single/${path}`, content: bundlePages([path], parts) },
    )
  }
  return made
}
