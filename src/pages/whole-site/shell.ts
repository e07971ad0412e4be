import { relativeLink, toHref } from '../../model/site-paths.ts'
import { toMasthead } from '../masthead.ts'
import type { PageContext, SiteManifest } from '../page.ts'
import type { View } from '../templates/templates.ts'

/** What every page needs around its content: its words, its way home, and its preview. */
export function toShell(
  path: string,
  { title, description }: { title: string; description: string },
  context: PageContext,
): View {
  const { site } = context
  return {
    ...toMasthead(path, context),
    title,
    runningHead: toCssString(title === site.title ? title : `${title} · ${site.title}`),
    description,
    language: site.language,
    root: relativeLink(path, ''),
    meta: toMeta(path, site),
  }
}

/** Previews in messengers and search engines; only an address makes them possible. */
function toMeta(path: string, { url, card }: SiteManifest): View | undefined {
  const isFront = path === 'index.html'
  if (url === undefined) return undefined
  const image = card === undefined ? '' : url + card
  return {
    url: url + (isFront ? '' : toHref(path)),
    kind: isFront ? 'website' : 'article',
    image,
    size: image ? 'summary_large_image' : 'summary',
  }
}

/** `"A \22 quoted\22  word"`, also inside of `<style>`: what might end either is escaped. */
export function toCssString(text: string): string {
  const escaped = text.replaceAll(
    /["\\<\p{Cc}]/gu,
    character => `\\${character.charCodeAt(0).toString(16)} `,
  )
  return `"${escaped}"`
}
