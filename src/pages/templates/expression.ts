import type { Root } from 'hast'
import type { Scope } from './scope.ts'

/** What a template reads of what it is given. */
export type Expression = (scope: Scope) => unknown

/** What a template may do to a value: `{{set title}}`. */
export type Helpers = { [name: string]: (value: unknown) => unknown }

/** As Handlebars has it: an empty list is as good as none, and so is an empty tree. */
export function isTrue(value: unknown): boolean {
  if (isTree(value)) return value.children.length > 0
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

export function isTree(value: unknown): value is Root {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'root'
}

/**
 * `name`, `../name`, `@first`, or `helper name`.
 *
 * @param fail what is thrown where it is none of these
 */
export function toExpression(
  { path, params }: { path: hbs.AST.Expression; params: hbs.AST.Expression[] },
  helpers: Helpers,
  fail: (reason: string) => Error,
): Expression {
  if (path.type !== 'PathExpression') throw fail('Unexpected literal, expected the name of a value')
  const { data, depth, parts, original } = path as hbs.AST.PathExpression
  const [param] = params
  if (!param) {
    return scope => parts.reduce(lookUp, data ? scope.data : scope.up(depth)?.context)
  }
  const helper = helpers[original]
  if (!helper) {
    throw fail(`Unexpected helper \`${original}\`, expected ${Object.keys(helpers).join(', ')}`)
  }
  const value = toExpression({ path: param, params: [] }, helpers, fail)
  return scope => helper(value(scope))
}

function lookUp(from: unknown, name: string): unknown {
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, name)) return undefined
  return (from as { [name: string]: unknown })[name]
}
