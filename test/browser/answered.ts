import type { Page } from 'playwright-core'

/** Until what was done first on a page is answered: the script that does it is loaded only then. */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { technoteEvents } = window as { technoteEvents?: unknown }
    return technoteEvents !== undefined && !Array.isArray(technoteEvents)
  })
}
