/**
 * What an editor has nothing to say of: exported properties and parameters without a text. A parameter's text is the `@param`
 * tag of its function; a property's is the comment before it.
 */
import { relative } from 'node:path'
import ts from 'typescript'

/** An export, or a property or a parameter of one, that lacks something, with its place. */
export type Untold = { readonly file: string; readonly line: number; readonly name: string }

const textOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join('')

/** The tag of a union says by its type what it is. */
const isTag = ({ name, type }: ts.PropertySignature): boolean =>
  name.getText() === '_tag' && type !== undefined && (ts.isLiteralTypeNode(type) || ts.isUnionTypeNode(type))

const isProperty = (node: ts.Node): node is ts.PropertySignature => ts.isPropertySignature(node)

const functionOf = ({ initializer, type }: ts.VariableDeclaration): ts.SignatureDeclaration | undefined => {
  const found = [type, initializer].find((each) => each !== undefined)
  return found !== undefined && (ts.isFunctionTypeNode(found) || ts.isArrowFunction(found))
    ? found
    : undefined
}

/** The parameters of a signature without a text, by their position among the tags where they have no name. */
const untoldParameters = (signature: ts.SignatureDeclaration, host: ts.Node): readonly ts.Node[] => {
  const tags = ts.getJSDocTags(host).filter(ts.isJSDocParameterTag)
  return signature.parameters.filter((parameter, index) => {
    const tag = ts.isIdentifier(parameter.name)
      ? tags.find(({ name }) => name.getText() === parameter.name.getText())
      : tags[index]
    return (ts.getTextOfJSDocComment(tag?.comment) ?? '').replace(/^[-\s]+/, '') === ''
  })
}

const untoldProperties = (node: ts.Node): readonly ts.Node[] => {
  const inner: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    // What a function does inside is no part of its type.
    if (!ts.isBlock(child) && !(ts.isArrowFunction(node) && child === node.body))
      inner.push(...untoldProperties(child))
  })
  return isProperty(node) && !isTag(node) && textOf(node) === '' ? [node, ...inner] : inner
}

/** The body of an overloaded function: callers see its other signatures. */
const isHidden = ({ body, name, parent }: ts.FunctionDeclaration): boolean =>
  body !== undefined &&
  ts.isSourceFile(parent) &&
  parent.statements.some(
    (each) => ts.isFunctionDeclaration(each) && each.body === undefined && each.name?.text === name?.text,
  )

const untoldIn = (declaration: ts.Declaration): readonly ts.Node[] => {
  if (ts.isVariableDeclaration(declaration)) {
    const made = functionOf(declaration)
    if (made === undefined) return declaration.type === undefined ? [] : untoldProperties(declaration.type)
    return [...untoldParameters(made, declaration), ...untoldProperties(made)]
  }
  if (ts.isFunctionDeclaration(declaration))
    return isHidden(declaration)
      ? []
      : [...untoldParameters(declaration, declaration), ...untoldProperties(declaration)]
  return untoldProperties(declaration)
}

const exportsOf = (program: ts.Program, entry: string): readonly ts.Symbol[] => {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(entry)
  const entrySymbol = source === undefined ? undefined : checker.getSymbolAtLocation(source)
  if (entrySymbol === undefined) return []
  return checker
    .getExportsOfModule(entrySymbol)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
}

/** What entries export, each declaration once, by its name. */
const exportedBy = (
  program: ts.Program,
  entries: readonly string[],
): readonly (readonly [declaration: ts.Declaration, name: string])[] => [
  ...new Map(
    entries
      .flatMap((entry) => exportsOf(program, entry))
      .flatMap(({ declarations = [], name }) => declarations.map((each) => [each, name] as const)),
  ),
]

const placed = (root: string, node: ts.Node, name: string): Untold => {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  return { file: relative(root, file.fileName), line: line + 1, name }
}

const inOrder = (places: readonly Untold[]): readonly Untold[] =>
  [...places].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))

/** The properties and parameters without a text of everything that entries export. */
export const untoldOf = (program: ts.Program, entries: readonly string[], root: string): readonly Untold[] =>
  inOrder(
    exportedBy(program, entries).flatMap(([declaration, name]) =>
      untoldIn(declaration).map((node) => {
        const own = (node as ts.PropertySignature | ts.ParameterDeclaration).name.getText() // both have one
        return placed(root, node, `${name}.${own}`)
      }),
    ),
  )

/** The site takes a constant for a function if it is made by an arrow, or tagged `@function`. */
const isUnmarked = (declaration: ts.Declaration): boolean =>
  ts.isVariableDeclaration(declaration) &&
  declaration.type !== undefined &&
  ts.isFunctionTypeNode(declaration.type) &&
  !(declaration.initializer !== undefined && ts.isArrowFunction(declaration.initializer)) &&
  !ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'function')

/** Functions among what entries export that the site would show as constants. */
export const unmarkedOf = (
  program: ts.Program,
  entries: readonly string[],
  root: string,
): readonly Untold[] =>
  inOrder(
    exportedBy(program, entries)
      .filter(([declaration]) => isUnmarked(declaration))
      .map(([declaration, name]) => placed(root, declaration, name)),
  )
