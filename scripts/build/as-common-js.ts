/**
 * A built module as CommonJS. Nothing that built modules export changes afterwards, and none needs one that needs it, so that
 * names are taken from each other once. esbuild has to expect both: its getters, its helpers, and a property at every use
 * take a twentieth of the code, and are read more slowly.
 */
import ts from 'typescript'

/** Whether a name that a statement declares keeps its value. */
type Declared = readonly [name: string, kept: boolean]

const importedBy = (statement: ts.ImportDeclaration): readonly ts.ImportSpecifier[] => {
  const { importClause } = statement
  if (importClause === undefined) return []
  const { name, namedBindings } = importClause
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings))
    throw new Error(`only names can be imported: ${statement.getText()}`)
  return [...namedBindings.elements]
}

const declaredBy = (statement: ts.Statement): readonly Declared[] => {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [[statement.name.text, true]] : []
  if (ts.isImportDeclaration(statement)) return importedBy(statement).map(({ name }) => [name.text, true])
  if (!ts.isVariableStatement(statement)) return []
  const kept = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0
  return statement.declarationList.declarations.flatMap(({ name }): readonly Declared[] =>
    ts.isIdentifier(name) ? [[name.text, kept]] : [],
  )
}

/** What a module imports, in one statement; its imports come first wherever they stand. */
const asRequires = (imports: readonly ts.ImportDeclaration[]): readonly string[] => {
  const required = imports.map((statement) => {
    const names = importedBy(statement).map(({ propertyName, name }) =>
      propertyName === undefined ? name.text : `${propertyName.text}:${name.text}`,
    )
    return `{${names.join(',')}}=require(${statement.moduleSpecifier.getText()})`
  })
  return required.length === 0 ? [] : [`const ${required.join(',\n')};`]
}

const asAssignments = (statement: ts.ExportDeclaration, keeps: (name: string) => boolean): string => {
  const { exportClause, moduleSpecifier } = statement
  if (moduleSpecifier !== undefined || exportClause === undefined || !ts.isNamedExports(exportClause))
    throw new Error(`only names can be exported: ${statement.getText()}`)
  return exportClause.elements
    .map(({ propertyName, name }) => {
      const local = (propertyName ?? name).text
      if (!keeps(local))
        throw new Error(
          `${local} is exported, and no constant of its own declares it: ${statement.getText()}`,
        )
      return `exports.${name.text}=${local};`
    })
    .join('')
}

/** The text of a module as CommonJS. An export that may change is an error. */
export const asCommonJs = (code: string): string => {
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  const kept = new Map(source.statements.flatMap(declaredBy))
  const imports = source.statements.filter(ts.isImportDeclaration)
  const textOf = (statement: ts.Statement): string =>
    ts.isExportDeclaration(statement)
      ? asAssignments(statement, (name) => kept.get(name) === true)
      : statement.getText()
  return [
    '"use strict";',
    'Object.defineProperty(exports,"__esModule",{value:true});',
    ...asRequires(imports),
    ...source.statements.filter((statement) => !ts.isImportDeclaration(statement)).map(textOf),
  ].join('\n')
}
