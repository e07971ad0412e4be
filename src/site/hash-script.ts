import { createHash } from 'node:crypto'

/** How a Content-Security-Policy names a script that stands in the page. */
export function hashScript(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}
