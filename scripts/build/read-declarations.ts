/**
 * The declarations of all modules as data. A module may give what it imports another name; TypeScript's checker knows which
 * declaration is meant by each name.
 */
import ts from 'typescript'

/** Texts by the names of their files, which all end in `.d.ts`. */
export type Declarations = Readonly<Record<string, string>>

/** Something of a package: its name there, `*` for all of it, and `default` for what has no name. */
export type Foreign = { readonly _tag: 'Foreign'; readonly module: string; readonly name: string }

/** A declaration of ours, by its symbol, so that two of one name are told apart. */
export type Own = { readonly _tag: 'Own'; readonly symbol: ts.Symbol }

/** A name of TypeScript's library, which no declaration may take away. */
export type Everybodys = { readonly _tag: 'Everybodys'; readonly name: string }

export type Meant = Own | Foreign | Everybodys

/** The checker that knows the files, and the files. */
export type Read = {
  readonly checker: ts.TypeChecker
  readonly file: (name: string) => ts.SourceFile
}

/** Packages and TypeScript's library stay unread: a name that leads to them is not ours, and that is all that matters. */
export const read = (declarations: Declarations): Read => {
  const options = { noLib: true, types: [], moduleResolution: ts.ModuleResolutionKind.Bundler }
  const files = new Map(
    Object.entries(declarations).map(([name, text]) => [
      `/${name}`,
      ts.createSourceFile(`/${name}`, text, ts.ScriptTarget.Latest, true),
    ]),
  )
  const host: ts.CompilerHost = {
    getSourceFile: (path) => files.get(path),
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path)?.text,
    getDefaultLibFileName: () => 'none',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  }
  const program = ts.createProgram([...files.keys()], { ...options, module: ts.ModuleKind.ESNext }, host)
  return {
    checker: program.getTypeChecker(),
    file: (name) => {
      const source = files.get(`/${name}`)
      if (source === undefined) throw new Error(`there are no declarations ${name}`)
      return source
    },
  }
}

/** The text of the module that a statement imports or exports from. */
export const moduleOf = ({
  moduleSpecifier,
}: ts.ImportDeclaration | ts.ExportDeclaration): string | undefined =>
  moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined

export const isOurs = (module: string): boolean => module.startsWith('.')

/** What an alias stands for: the module, and the name there. */
const importedBy = (declaration: ts.Node): Foreign | undefined => {
  const statement = ts.findAncestor(
    declaration,
    (node): node is ts.ImportDeclaration | ts.ExportDeclaration =>
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node),
  )
  const module = statement && moduleOf(statement)
  if (module === undefined || isOurs(module)) return undefined
  if (ts.isNamespaceImport(declaration)) return { _tag: 'Foreign', module, name: '*' }
  if (ts.isImportClause(declaration)) return { _tag: 'Foreign', module, name: 'default' }
  return ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration)
    ? { _tag: 'Foreign', module, name: (declaration.propertyName ?? declaration.name).text }
    : undefined
}

const statementOf = (declaration: ts.Declaration): ts.Node =>
  ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration

/** `declare global` and `declare module '…'`, which add to what others declare. */
export const isAddition = (node: ts.Node): node is ts.ModuleDeclaration =>
  ts.isModuleDeclaration(node) &&
  (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0)

/** What a symbol means outside its declaration; undefined for a property or a parameter. */
export const meantBy = (checker: ts.TypeChecker, symbol: ts.Symbol): Own | Foreign | undefined => {
  const [declaration] = symbol.declarations ?? []
  if (declaration === undefined) return undefined
  if ((symbol.flags & ts.SymbolFlags.Alias) !== 0) {
    const foreign = importedBy(declaration)
    if (foreign !== undefined) return foreign
    const next = checker.getImmediateAliasedSymbol(symbol)
    return next === undefined ? undefined : meantBy(checker, next)
  }
  const statement = statementOf(declaration)
  return ts.isSourceFile(statement.parent) && !isAddition(statement) ? { _tag: 'Own', symbol } : undefined
}

export const isOwn = (meant: Meant): meant is Own => meant._tag === 'Own'

/** The statements that declare a symbol: an interface may have several. */
export const statementsOf = (symbol: ts.Symbol): readonly ts.Node[] => [
  ...new Set((symbol.declarations ?? []).map(statementOf)),
]

const isReference = ({ parent }: ts.Node): boolean =>
  ts.isTypeReferenceNode(parent) ||
  ts.isExpressionWithTypeArguments(parent) ||
  ts.isTypeQueryNode(parent) ||
  ts.isQualifiedName(parent)

const meantAt = (checker: ts.TypeChecker, at: ts.Identifier): Meant | undefined => {
  const symbol = checker.getSymbolAtLocation(at)
  if (symbol?.declarations !== undefined) return meantBy(checker, symbol)
  return isReference(at) ? { _tag: 'Everybodys', name: at.text } : undefined
}

/** A place in a declaration where something outside it is named, or the declaration itself. */
export type Name = {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly meant: Meant
}

/** Every name in a statement, in order. `import('…').Layer` is a name from its first letter on. */
export const namesIn = (checker: ts.TypeChecker, statement: ts.Node): readonly Name[] => {
  const names: Name[] = []
  const add = (at: ts.Identifier, start: number): void => {
    const meant = meantAt(checker, at)
    if (meant !== undefined) names.push({ name: at.text, start, end: at.getEnd(), meant })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportTypeNode(node) && node.qualifier !== undefined && ts.isIdentifier(node.qualifier)) {
      add(node.qualifier, node.getStart())
      node.typeArguments?.forEach(visit)
      return
    }
    if (ts.isIdentifier(node)) add(node, node.getStart())
    ts.forEachChild(node, visit)
  }
  visit(statement)
  return names
}
