import Handlebars from 'handlebars'
import { withoutControls } from '../../format/escape-markup.ts'
import { type Expression, type Helpers, isTree, isTrue, toExpression } from './expression.ts'
import { type Build, MarkupError, type Position, scanMarkup } from './scan-markup.ts'
import type { Part, Scope } from './scope.ts'
import type { TreeBuilder } from './tree-builder.ts'

/** A template that cannot be read, with its place. */
export class TemplateError extends Error {}

type Node = hbs.AST.Statement
type Compile = (node: never, state: State) => Part

/** What is known while a template is compiled. */
interface State {
  /** For messages: `ledger.hbs`. */
  file: string
  helpers: Helpers
  /** Where in the markup the next piece begins. */
  position: Position
}

/**
 * Compile a Handlebars template so that it makes a tree. What it is given is never read as markup:
 * a value becomes text or part of an attribute, wherever it stands. Of Handlebars it knows `if`,
 * `unless`, `each`, `with`, partials (also inline, and blocks) and the helpers that it is given.
 */
export function compileTemplate(source: string, file: string, helpers: Helpers): Part {
  const state: State = { file, helpers, position: 'content' }
  try {
    return compileProgram(Handlebars.parse(source), state)
  } catch (error) {
    if (error instanceof TemplateError) throw error
    throw new TemplateError(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}

/** It must end where it began: a block is a whole number of attributes, or of elements and text. */
function compileProgram(program: hbs.AST.Program, state: State): Part {
  const from = state.position
  const parts = program.body.map(node => compileNode(node, state))
  if (state.position !== from) {
    throw fail(program, state, `Unexpected end within a ${state.position}, expected it closed`)
  }
  return (tree, scope) => {
    for (const part of parts) part(tree, scope)
  }
}

const compilers: { [type: string]: Compile } = {
  ContentStatement: compileContent,
  CommentStatement: () => () => {},
  MustacheStatement: compileValue,
  BlockStatement: compileBlock,
  DecoratorBlock: compileInline,
  PartialStatement: compilePartial,
  PartialBlockStatement: compilePartial,
}

function compileNode(node: Node, state: State): Part {
  const compile = compilers[node.type]
  if (!compile) throw fail(node, state, `Unexpected ${node.type}, expected values and blocks`)
  return compile(node as never, state)
}

function compileContent(node: hbs.AST.ContentStatement, state: State): Part {
  const { steps, position } = guard(node, state, () => scanMarkup(node.value, state.position))
  state.position = position
  return tree => guard(node, state, () => run(steps, tree))
}

function run(steps: Build[], tree: TreeBuilder): void {
  for (const step of steps) step(tree)
}

/** Text, or a tree that is inserted as it is. */
function compileValue(node: hbs.AST.MustacheStatement, state: State): Part {
  if (state.position === 'tag') {
    throw fail(node, state, 'Unexpected value within a tag, expected it in double quotes')
  }
  const value = toExpression(node, state.helpers, reason => fail(node, state, reason))
  const isInValue = state.position === 'value'
  return (tree, scope) => {
    const found = value(scope)
    if (isTree(found)) {
      if (isInValue) throw fail(node, state, 'Unexpected tree within a value, expected text')
      tree.insert(found.children)
    } else tree.text(withoutControls(String(found ?? '')))
  }
}

type Block = (
  scope: Scope,
  value: Expression,
  inner: Part,
  otherwise: Part,
  tree: TreeBuilder,
) => void

const blocks: { [name: string]: Block } = {
  if: (scope, value, inner, otherwise, tree) =>
    (isTrue(value(scope)) ? inner : otherwise)(tree, scope),
  unless: (scope, value, inner, otherwise, tree) =>
    (isTrue(value(scope)) ? otherwise : inner)(tree, scope),
  with: (scope, value, inner, otherwise, tree) => {
    const found = value(scope)
    if (isTrue(found)) inner(tree, scope.enter(found))
    else otherwise(tree, scope)
  },
  each: (scope, value, inner, otherwise, tree) => {
    const found = value(scope)
    const items = Array.isArray(found) ? found : []
    if (items.length === 0) otherwise(tree, scope)
    for (const [index, item] of items.entries()) {
      const data = { index: String(index), first: index === 0, last: index === items.length - 1 }
      inner(tree, scope.enter(item, data))
    }
  },
}

function compileBlock(node: hbs.AST.BlockStatement, state: State): Part {
  const name = node.path.original
  const block = blocks[name]
  const [param] = node.params
  if (!block || !param) {
    throw fail(
      node,
      state,
      `Unexpected block \`${name}\`, expected ${Object.keys(blocks).join(', ')}`,
    )
  }
  const value = toExpression({ path: param, params: [] }, {}, reason => fail(node, state, reason))
  const inner = compileProgram(node.program, state)
  const otherwise = node.inverse ? compileProgram(node.inverse, state) : () => {}
  return (tree, scope) => block(scope, value, inner, otherwise, tree)
}

/** `{{#*inline "row"}}`: a partial of this template. */
function compileInline(node: hbs.AST.DecoratorBlock, state: State): Part {
  const [name] = node.params
  const inner = compileProgram(node.program, state)
  if (name?.type !== 'StringLiteral')
    throw fail(node, state, 'Unexpected inline partial, expected a name')
  const { value } = name as hbs.AST.StringLiteral
  return (_, scope) => scope.partials.set(value, inner)
}

/** `{{> row context}}`; `{{#> layout}}…{{/layout}}`, where `@partial-block` is what is between. */
function compilePartial(
  node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement,
  state: State,
): Part {
  const name =
    node.name.type === 'PathExpression' ? (node.name as hbs.AST.PathExpression).original : ''
  const [param] = node.params
  const context =
    param && toExpression({ path: param, params: [] }, {}, reason => fail(node, state, reason))
  const inner = 'program' in node ? compileProgram(node.program, state) : undefined
  return (tree, scope) => {
    const partial = scope.partials.get(name)
    if (!partial) throw fail(node, state, `Unexpected partial \`${name}\`, expected a template`)
    const own = (context ? scope.enter(context(scope)) : scope).forPartial()
    if (inner) own.partials.set('@partial-block', innerTree => inner(innerTree, scope))
    partial(tree, own)
  }
}

function guard<T>(node: Node, state: State, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw error instanceof MarkupError ? fail(node, state, error.message) : error
  }
}

function fail({ loc }: { loc: hbs.AST.SourceLocation }, { file }: State, reason: string) {
  return new TemplateError(`${file}:${loc.start.line}:${loc.start.column + 1}: ${reason}`)
}
