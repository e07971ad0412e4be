import { escapeMarkup, unescapeMarkup } from '../../format/escape-markup.ts'

export const eventsPath = '.watch/events'
export const scriptPath = '.watch/reload.js'

/**
 * A page as it is served while it is watched: it loads the script that loads it again, and its policy
 * allows that. What is written to the site stays without.
 *
 * @param made tells its content from another; missing where there is no page yet
 */
export function withScript(html: string, path: string, made: string | undefined): string {
  const told = made === undefined ? '' : ` data-made="${made}"`
  const script = `<script defer src="/${scriptPath}" data-path="${escapeMarkup(path)}"${told}></script>`
  return html
    .replace(/(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*/, policy =>
      escapeMarkup(allowScript(unescapeMarkup(policy))),
    )
    .replace('</head>', () => `${script}</head>`)
}

/** Also of a page, such as a single file, whose policy allows no script but its own. */
function allowScript(policy: string): string {
  const scripts = policy.includes('script-src ')
    ? policy.replace('script-src ', "script-src 'self' ")
    : policy.replace("default-src 'none'", "default-src 'none'; script-src 'self'")
  return scripts.replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
}

/** What is served until the first build is done. */
export const waitingPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Being built</title></head>
<body><p>The site is being built for the first time; this page is loaded again when it is there.</p></body>
</html>
`
