import type { Reporter } from '../parser.ts'

/** fio says that a signal stopped it beside its report, in which nothing does. */
export const fioReporter: Reporter = {
  name: 'fio',
  stopped: /^(?:> ?)*fio: terminating on signal (\d+)/m,
}
