/**
 * Declarations that entries share are in files of their own, which export them under letters (`type Layer as L`). This gives
 * them their names back, which is what an editor shows of a type that it imports.
 */
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

type Declarations = Readonly<Record<string, string>>

/** Per file, the name of what it exports under another one. */
type Renamed = ReadonlyMap<string, ReadonlyMap<string, string>>

const isShared = (name: string): boolean => /-[\w-]{8}\.d\.ts$/.test(name)

const parsed = (name: string, text: string): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)

const namedIn = (statement: ts.Statement): ts.NamedExports | ts.NamedImports | undefined => {
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  )
    return statement.exportClause
  const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
  return bindings !== undefined && ts.isNamedImports(bindings) ? bindings : undefined
}

const sourceOf = (statement: ts.Statement): string | undefined =>
  (ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement)) &&
  statement.moduleSpecifier !== undefined &&
  ts.isStringLiteral(statement.moduleSpecifier)
    ? statement.moduleSpecifier.text
    : undefined

/** What a file of shared declarations exports under another name: by that name, its own. */
const renamedBy = (name: string, text: string): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  if (!isShared(name)) return names
  for (const statement of parsed(name, text).statements) {
    if (!ts.isExportDeclaration(statement) || sourceOf(statement) !== undefined) continue
    for (const { propertyName, name: exported } of namedIn(statement)?.elements ?? [])
      if (propertyName !== undefined) names.set(exported.text, propertyName.text)
  }
  return names
}

type Specifier = ts.ExportSpecifier | ts.ImportSpecifier

/** A name of a list, as it stands once its file exports it under its own name. */
const specifierText = ({ isTypeOnly, name }: Specifier, own: string): string => {
  const type = isTypeOnly ? 'type ' : ''
  return own === name.text ? `${type}${own}` : `${type}${own} as ${name.text}`
}

const rewritten = (name: string, text: string, renamed: Renamed): string => {
  const source = parsed(name, text)
  let result = text
  for (const statement of [...source.statements].reverse()) {
    const names = namedIn(statement)
    if (names === undefined) continue
    const from = sourceOf(statement)
    const file = from === undefined ? name : normalize(join(dirname(name), from.replace(/\.js$/, '.d.ts')))
    const known = renamed.get(file)
    if (known === undefined || known.size === 0) continue
    const specifiers = [...(names.elements as ts.NodeArray<Specifier>)].map((each) => {
      const outer = (each.propertyName ?? each.name).text
      // In its own file, what is exported under another name is now exported under its own.
      if (from === undefined) return `${each.isTypeOnly ? 'type ' : ''}${outer}`
      return specifierText(each, known.get(outer) ?? outer)
    })
    result = `${result.slice(0, names.getStart(source))}{ ${specifiers.join(', ')} }${result.slice(names.getEnd())}`
  }
  return result
}

/** The declarations of a build, by the names of their files, without letters in place of names. */
export const withPublicNames = (declarations: Declarations): Declarations => {
  const renamed = new Map(
    Object.entries(declarations).map(([name, text]) => [name, renamedBy(name, text)] as const),
  )
  return Object.fromEntries(
    Object.entries(declarations).map(([name, text]) => [name, rewritten(name, text, renamed)]),
  )
}
