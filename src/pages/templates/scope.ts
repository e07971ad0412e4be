import type { TreeBuilder } from './tree-builder.ts'

/** What a part of a template does: it adds to a tree what it finds in a scope. */
export type Part = (tree: TreeBuilder, scope: Scope) => void

type Names = { [name: string]: unknown }

/** Where the names of a template are looked up, and the partials that it may use. */
export class Scope {
  readonly context: unknown
  /** `@first`, and what all templates share. */
  readonly data: Names
  readonly partials: Map<string, Part>
  readonly #parent: Scope | undefined

  constructor(context: unknown, data: Names, partials: Map<string, Part>, parent?: Scope) {
    this.context = context
    this.data = data
    this.partials = partials
    this.#parent = parent
  }

  /** Within a part of the context, from which `../` leads back here. */
  enter(context: unknown, data: Names = {}): Scope {
    return new Scope(context, { ...this.data, ...data }, this.partials, this)
  }

  /** For another template: it has partials of its own, which nobody else sees. */
  forPartial(): Scope {
    return new Scope(this.context, this.data, new Map(this.partials), this.#parent)
  }

  /** The scope that `../` means, for each step. */
  up(steps: number): Scope | undefined {
    return steps === 0 ? this : this.#parent?.up(steps - 1)
  }
}
