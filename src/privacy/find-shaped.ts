import type { Found } from './found.ts'
import { type ShapeRule, shapeRules } from './shapes.ts'
import { withoutOverlaps } from './spans.ts'

/** What a search for shapes is told of the project. */
export interface ShapeOptions {
  /** Values that the author lets through. */
  allows?(value: string): boolean
  /** Whether what has the shape of a name of a machine is one that the program made. */
  isOwn?(name: string): boolean
  /** Values that need no label to be harmless, unless one calls them an address. */
  harmless?: ReadonlySet<string>
  /** Is told of what has the shape of an address and is called a version where it stands. */
  tell?(harmless: string): void
}

/** All values of a text that are private by their shape alone. */
export function findShaped(text: string, options: ShapeOptions = {}): Found[] {
  const found = shapeRules
    .filter(({ needs, hint }) => text.includes(needs) && hint?.test(text) !== false)
    .flatMap(rule =>
      [...text.matchAll(rule.pattern)].flatMap(({ 0: value, index: start }) =>
        isShaped(rule, text, value, start, options) ? { kind: rule.kind, value, start } : [],
      ),
    )
  return withoutOverlaps(found)
}

function isShaped(
  { kind, isHarmless, isNamed }: ShapeRule,
  text: string,
  value: string,
  start: number,
  { allows, isOwn, harmless, tell }: ShapeOptions,
): boolean {
  if (allows?.(value) || (kind === 'host' && isOwn?.(value))) return false
  const near = text.slice(Math.max(0, start - 160), start)
  const before = near.slice(near.lastIndexOf('\n') + 1)
  const after = text.slice(start + value.length, start + value.length + 24)
  if (harmless?.has(value) && !isNamed?.(before, after)) return false
  if (!isHarmless?.(value, before, after)) return true
  if (isNamed) tell?.(value)
  return false
}
