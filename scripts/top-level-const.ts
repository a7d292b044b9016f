/**
 * esbuild turns the `const` of a module into `var` when it bundles. V8 then reads each constant from memory and checks its
 * type at every use, instead of compiling it in: the analysis takes 1.7 times as long. This gives the `const` back.
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

/** The code with each top-level `var` that is never assigned to again as a `const`; nothing else moves. */
export const withConstants = (code: string): string => {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS)
  const changing = assigned(source)
  let result = ''
  let done = 0
  for (const { declarationList } of declared(source)) {
    if (declarationList.declarations.some(({ name }) => ts.isIdentifier(name) && changing.has(name.text)))
      continue
    const start = declarationList.getStart(source)
    const { name } = declarationList.declarations[0]!
    // `const x=` is as long as `var x = `, so the source map still holds; a `@__PURE__` before the value stays.
    result += `${code.slice(done, start)}const ${name.getText(source)}=`
    const end = name.getEnd() + ' = '.length
    done = end
  }
  return result + code.slice(done)
}

export const topLevelConst: Plugin = {
  name: 'top-level-const',
  renderChunk: (code, { path }) => (/\.c?js$/.test(path) ? { code: withConstants(code) } : undefined),
}
