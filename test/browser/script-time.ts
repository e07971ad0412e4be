import type { Browser, Page } from 'playwright-core'

/** An event of Chromium's trace, times in µs; `tdur` is CPU time, which others cannot lengthen. */
interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args: {
    name?: string
    data?: Frame & { frames?: Frame[]; score?: number }
  }
}

interface Frame {
  url?: string
  processId?: number
}

type Span = TraceEvent & { dur: number; tdur: number }

/** What a page's process did, times in ms of CPU. */
export interface Traced {
  /** Each stretch in which a script was parsed, compiled or run; `url` where Chromium says it. */
  scripts: { time: number; url: string; isMain: boolean }[]
  /** Each task of the main thread, with all that it does for the page: style, layout, paint. */
  tasks: number[]
  /** Sum of the scores of all layout shifts. */
  shift: number
}

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.compile',
  'loading',
  'v8',
]

/** Parsing, compiling and optimising, on whichever thread, and running. */
const scripts =
  /^(?:EvaluateScript|FunctionCall|RunMicrotasks|v8\.(?:callFunction|compile|parseOnBackground|run|streamingCompile)\b.*|V8\.(?:Maglev|Turbofan)Task)$/

/** What may have a script as its answer, and then counts whole. */
const occasions = /^(?:EventDispatch|TimerFire|FireAnimationFrame|FireIdleCallback)$/

/** Chromium's trace of what a page does meanwhile. */
export async function traceScripts(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<Traced> {
  await browser.startTracing(page, { categories })
  await act()
  const trace: { traceEvents: TraceEvent[] } = JSON.parse(String(await browser.stopTracing()))
  return readTrace(trace.traceEvents)
}

function readTrace(events: TraceEvent[]): Traced {
  const frames = events.flatMap(({ args }) => [args.data ?? {}, ...(args.data?.frames ?? [])])
  const process = frames.flatMap(({ processId }) => processId ?? []).at(-1)
  const own = events.filter(({ pid }) => pid === process)
  const main = own.find(({ args }) => args.name === 'CrRendererMain')?.tid
  const spans = own
    .filter((event): event is Span => event.dur !== undefined && event.tdur !== undefined)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  const threads = new Set(spans.map(({ tid }) => tid))
  const runs = [...threads].flatMap(thread => findRuns(spans.filter(({ tid }) => tid === thread)))
  return {
    scripts: runs.map(({ tdur, tid, args }) => {
      return { time: tdur / 1000, url: args.data?.url ?? '', isMain: tid === main }
    }),
    tasks: spans.flatMap(({ name, tid, tdur }) =>
      name === 'RunTask' && tid === main ? [tdur / 1000] : [],
    ),
    shift: own.reduce((sum, { name, args }) => {
      return name === 'LayoutShift' ? sum + (args.data?.score ?? 0) : sum
    }, 0),
  }
}

/** Of the spans of one thread, in order, the outermost that are or hold a run of a script. */
function findRuns(spans: Span[]): Span[] {
  const found: Span[] = []
  let occasion: Span | undefined
  for (const span of spans) {
    const last = found.at(-1)
    if (last && isWithin(span, last)) continue
    if (occasions.test(span.name)) occasion = span
    if (!scripts.test(span.name)) continue
    found.push(occasion && isWithin(span, occasion) ? occasion : span)
  }
  return found.filter(span => !isOurs(span))
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur
}

/** Of the test itself, which Playwright runs in the page. */
function isOurs({ args }: Span): boolean {
  return args.data?.url?.startsWith('pptr:') === true
}
