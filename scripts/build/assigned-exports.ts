/**
 * esbuild gives every CommonJS file getters for its exports, and 450 bytes of helpers to make them. What never changes can be
 * assigned instead, which takes a tenth of that and is read faster.
 */
import ts from 'typescript'

type Kind = 'kept' | 'changing'

const declaredBy = (statement: ts.Statement): readonly (readonly [string, Kind])[] => {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [[statement.name.text, 'kept']] : []
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings
    return bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => [name.text, 'kept'] as const)
      : []
  }
  if (!ts.isVariableStatement(statement)) return []
  const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [[name.text, isConstant ? 'kept' : 'changing'] as const] : [],
  )
}

const namesOf = (statement: ts.Statement): readonly ts.ExportSpecifier[] | undefined =>
  ts.isExportDeclaration(statement) &&
  statement.moduleSpecifier === undefined &&
  statement.exportClause !== undefined &&
  ts.isNamedExports(statement.exportClause)
    ? [...statement.exportClause.elements]
    : undefined

/** A module whose list of exports is assignments to the `exports` of CommonJS. An export that may change is an error. */
export const withAssignedExports = (code: string): string => {
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  const kinds = new Map(source.statements.flatMap(declaredBy))
  let result = code
  for (const statement of [...source.statements].reverse()) {
    const names = namesOf(statement)
    if (names === undefined) continue
    const assignments = names.map(({ propertyName, name }) => {
      const local = (propertyName ?? name).text
      if (kinds.get(local) !== 'kept') throw new Error(`${local} is exported, and may change afterwards`)
      return `exports.${name.text} = ${local};`
    })
    const text = ['Object.defineProperty(exports, "__esModule", { value: true });', ...assignments].join('\n')
    result = result.slice(0, statement.getStart()) + text + result.slice(statement.getEnd())
  }
  return result
}
