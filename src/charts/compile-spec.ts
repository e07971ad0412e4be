import type { Spec } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/**
 * Vega-Lite to Vega. A view that is as wide as the page and as high as its steps is told each
 * time that its height does not fit; nobody asked that of it.
 */
export function compileSpec(spec: TopLevelSpec, warn: (text: string) => void = console.warn): Spec {
  const say = (...words: readonly unknown[]) => {
    const text = words.join(' ')
    if (!text.startsWith('Dropping "fit-y"')) warn(text)
    return logger
  }
  const pass = () => logger
  const logger = { warn: say, error: say, info: pass, debug: pass, level: pass } as never
  return compile(spec, { logger }).spec
}
