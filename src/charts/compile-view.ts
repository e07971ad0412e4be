import type { TopLevelSpec } from 'vega-lite'
import { compileSpec } from './compile-spec.ts'

/**
 * What the interactive view of a figure loads: its compiled Vega specs, as a script that puts
 * them where the page's own script looks. A script and not JSON, because a page opened as a file
 * may fetch nothing.
 *
 * @param path name of the view, unique in the site
 */
export function compileView(
  path: string,
  specs: { regular: TopLevelSpec; narrow: TopLevelSpec },
): string {
  const compiled = {
    regular: compileSpec(specs.regular),
    narrow: compileSpec(specs.narrow),
  }
  // A closing tag in a text must not end the script of a single file.
  const json = JSON.stringify(compiled).replaceAll('<', '\\u003c')
  return `(window.technoteViews??={})[${JSON.stringify(path)}]=${json}\n`
}
