/**
 * A function that a constant holds is declared as a function: `declare function f(a: A): B` in place of
 * `declare const f: (a: A) => B`. To callers both are the same, but editors show the texts of a function and of its parameters
 * only for the former while the arguments are written.
 */
import ts from 'typescript'

/** The only variable of a statement, if its type is that of a function. */
const functionIn = (
  statement: ts.Statement,
): { readonly name: ts.Identifier; readonly type: ts.FunctionTypeNode } | undefined => {
  if (!ts.isVariableStatement(statement)) return undefined
  const { declarations, flags } = statement.declarationList
  const [first, ...others] = declarations
  return first !== undefined &&
    others.length === 0 &&
    (flags & ts.NodeFlags.Const) !== 0 &&
    ts.isIdentifier(first.name) &&
    first.type !== undefined &&
    ts.isFunctionTypeNode(first.type)
    ? { name: first.name, type: first.type }
    : undefined
}

/** Declarations with functions in place of the constants that hold them. */
export const withFunctions = (text: string): string => {
  const source = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.Latest, true)
  let result = text
  for (const statement of [...source.statements].reverse()) {
    const found = functionIn(statement)
    if (found === undefined || !ts.isVariableStatement(statement)) continue
    const { name, type } = found
    const before = text.slice(statement.getStart(), statement.declarationList.getStart())
    const parameters = text.slice(type.getStart(), type.type.pos).replace(/\s*=>$/, '')
    const written = `${before}function ${name.text}${parameters}: ${type.type.getText()};`
    result = result.slice(0, statement.getStart()) + written + result.slice(statement.getEnd())
  }
  return result
}
