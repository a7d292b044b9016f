/**
 * esbuild turns the `const` of a module into `var` when it bundles. V8 then reads each constant from memory and checks its
 * type at every use, instead of compiling it in, so that checks and results take longer. This gives the `const` back.
 */
import type { Options } from 'tsup'
import ts from 'typescript'

type Plugin = NonNullable<Options['plugins']>[number]

/** `var x = …` at the top level. */
const declared = (source: ts.SourceFile): readonly ts.VariableStatement[] =>
  source.statements.filter(
    (statement): statement is ts.VariableStatement =>
      ts.isVariableStatement(statement) &&
      (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0 &&
      statement.declarationList.declarations.every(
        ({ name, initializer }) => ts.isIdentifier(name) && initializer !== undefined,
      ),
  )

const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment

const isStep = (node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression =>
  (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
  (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)

/** Every name that is assigned to anywhere; one that only shadows another is counted too, which is safe. */
const assigned = (source: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>()
  const addAll = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text)
    // What is assigned to a property leaves its object as it is.
    else if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node))
      ts.forEachChild(node, addAll)
  }
  const visit = (node: ts.Node): void => {
    if (isAssignment(node)) addAll(node.left)
    else if (isStep(node)) addAll(node.operand)
    else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) addAll(node.initializer)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

type Change = { readonly from: number; readonly to: number; readonly text: string }

const namesOf = ({ declarationList }: ts.VariableStatement): readonly string[] =>
  declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))

/** `const x=` is as long as `var x = `, so the source map still holds; a `@__PURE__` before the value stays. */
const asConst = (source: ts.SourceFile, { declarationList }: ts.VariableStatement): Change => {
  const { name } = declarationList.declarations[0]!
  return {
    from: declarationList.getStart(source),
    to: name.getEnd() + ' = '.length,
    text: `const ${name.getText(source)}=`,
  }
}

/** `export { … }` without a module that it is from. */
const isOwnExport = (node: ts.Statement): node is ts.ExportDeclaration & { exportClause: ts.NamedExports } =>
  ts.isExportDeclaration(node) &&
  node.moduleSpecifier === undefined &&
  node.exportClause !== undefined &&
  ts.isNamedExports(node.exportClause)

/**
 * What a module exports lives in a cell of the module, which V8 reads anew at each use also inside the module. Exported
 * under another name, the constant itself stays where V8 compiles it in. On the line of the export, for the source map.
 */
const asAliases = (source: ts.SourceFile, constants: ReadonlySet<string>): readonly Change[] =>
  source.statements.filter(isOwnExport).flatMap((statement) => {
    const local = ({ propertyName, name }: ts.ExportSpecifier): string => (propertyName ?? name).text
    const exported = statement.exportClause.elements.filter((each) => constants.has(local(each)))
    if (exported.length === 0) return []
    const start = statement.getStart(source)
    const aliases = [...new Set(exported.map(local))].map((name) => `${name}$cell=${name}`)
    return [
      { from: start, to: start, text: `const ${aliases.join(',')};` },
      ...exported.map((each) => ({
        from: each.getStart(source),
        to: each.getEnd(),
        text: `${local(each)}$cell as ${each.name.text}`,
      })),
    ]
  })

/** The code with each top-level `var` that is never assigned to again as a `const`; no line moves. */
export const withConstants = (code: string): string => {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS)
  const changing = assigned(source)
  const constant = declared(source).filter((each) => !namesOf(each).some((name) => changing.has(name)))
  const changes = [
    ...constant.map((each) => asConst(source, each)),
    ...asAliases(source, new Set(constant.flatMap(namesOf))),
  ]
  let result = ''
  let done = 0
  for (const { from, to, text } of changes) {
    result += code.slice(done, from) + text
    done = to
  }
  return result + code.slice(done)
}

export const topLevelConst: Plugin = {
  name: 'top-level-const',
  renderChunk: (code, { path }) => (/\.c?js$/.test(path) ? { code: withConstants(code) } : undefined),
}
