import type { Page } from 'playwright-core'

/**
 * Until what was done first on a page is answered: the script that does it is loaded only then.
 * The page for addresses that lead nowhere has none.
 */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    if (!document.querySelector('script')) return true
    const { technoteEvents } = window as { technoteEvents?: unknown }
    return technoteEvents !== undefined && !Array.isArray(technoteEvents)
  })
}
