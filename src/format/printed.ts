declare const opaque: unique symbol

/**
 * Text as readers will see it. It can stand in a larger text (`${printed} of it`) and be opened by a
 * printer; it has no methods of strings, so nothing can cut it, compare it or search in it.
 */
export interface Printed {
  readonly [opaque]: true
}

/** Text that is finished, or of which a part was. */
export function print(text: string | Printed): Printed {
  return text as unknown as Printed
}

/** The characters, for what lays them out: files of text, templates and drawings. */
export function open(printed: Printed): string {
  return printed as unknown as string
}
