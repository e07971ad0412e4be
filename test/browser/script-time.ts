import type { Browser, Page } from 'playwright-core'

/** An event of Chromium's trace, times in µs; `tdur` is CPU time, which others cannot lengthen. */
interface TraceEvent {
  name: string
  tdur?: number
  args: { data?: { url?: string }; fileName?: string }
}

/** What runs a script: when it is loaded, and when something that it waits for happens. */
const runs = /^(?:EvaluateScript|FunctionCall|RunMicrotasks)$/

/** CPU time of each run of a script while a page does something, in ms. */
export async function timeScripts(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<number[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] })
  await act()
  const trace: { traceEvents: TraceEvent[] } = JSON.parse(String(await browser.stopTracing()))
  return trace.traceEvents.flatMap(({ name, tdur, args }) =>
    runs.test(name) && tdur !== undefined && !isOurs(args) ? [tdur / 1000] : [],
  )
}

/** Of the test itself, which Playwright runs in the page. */
function isOurs({ data }: TraceEvent['args']): boolean {
  return data?.url?.startsWith('pptr:') === true
}
