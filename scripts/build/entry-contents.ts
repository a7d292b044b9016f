/**
 * Which declarations each entry holds. Every declaration stands in one entry that exports it; the others import it from
 * there, so that the type is the same one, and a reader finds it in one step.
 */
import type ts from 'typescript'
import {
  type Foreign,
  isAddition,
  isOwn,
  meantBy,
  namesIn,
  type Own,
  type Read,
  statementsOf,
} from './read-declarations'

/** An entry: its name, and whether others may import declarations from it. */
export type Entry = { readonly name: string; readonly shared: boolean }

/** What an entry exports under a name. */
export type Exported = { readonly name: string; readonly meant: Own | Foreign }

export type Contents = {
  readonly entry: string
  readonly exported: readonly Exported[]
  /** The declarations that stand here, in the order of the build. */
  readonly held: readonly ts.Symbol[]
  /** Statements that add to modules of others. */
  readonly additions: readonly ts.Statement[]
  /** The entry of each declaration that entries share. */
  readonly owners: ReadonlyMap<ts.Symbol, string>
}

const exportsOf = ({ checker, file }: Read, { name }: Entry): readonly Exported[] => {
  const module = checker.getSymbolAtLocation(file(`${name}.d.ts`))
  return (module === undefined ? [] : checker.getExportsOfModule(module)).flatMap((symbol) => {
    const meant = meantBy(checker, symbol)
    if (meant === undefined) throw new Error(`${name}.d.ts exports ${symbol.name}, which is declared nowhere`)
    return [{ name: symbol.name, meant }]
  })
}

const additionsOf = ({ file }: Read, { name }: Entry): readonly ts.Statement[] =>
  file(`${name}.d.ts`).statements.filter(isAddition)

/** The first entry that exports each declaration. One that adds to modules of others would do so wherever it is imported. */
const ownersOf = (read: Read, entries: readonly Entry[]): ReadonlyMap<ts.Symbol, string> => {
  const owners = new Map<ts.Symbol, string>()
  for (const entry of entries) {
    if (!entry.shared || additionsOf(read, entry).length > 0) continue
    for (const { meant } of exportsOf(read, entry))
      if (isOwn(meant) && !owners.has(meant.symbol)) owners.set(meant.symbol, entry.name)
  }
  return owners
}

/** The symbols that statements name, themselves included. */
const namedBy = ({ checker }: Read, statements: readonly ts.Node[]): readonly ts.Symbol[] =>
  statements.flatMap((statement) =>
    namesIn(checker, statement).flatMap(({ meant }) => (isOwn(meant) ? [meant.symbol] : [])),
  )

/** Of one file together, in its order; what the entry alone has comes last. */
const inOrder = (symbols: Iterable<ts.Symbol>, entry: string): readonly ts.Symbol[] => {
  const placeOf = (symbol: ts.Symbol): readonly [string, number] => {
    const [first] = statementsOf(symbol)
    const file = first?.getSourceFile().fileName ?? ''
    return [file === `/${entry}.d.ts` ? '~' : file, first?.pos ?? 0]
  }
  return [...symbols]
    .map((symbol) => [symbol, ...placeOf(symbol)] as const)
    .sort(([, file, at], [, other, there]) => (file === other ? at - there : file < other ? -1 : 1))
    .map(([symbol]) => symbol)
}

const contentsOf = (read: Read, entry: Entry, owners: ReadonlyMap<ts.Symbol, string>): Contents => {
  const exported = exportsOf(read, entry)
  const additions = additionsOf(read, entry)
  const isHere = (symbol: ts.Symbol): boolean => (owners.get(symbol) ?? entry.name) === entry.name
  const own = exported.flatMap(({ meant }) => (isOwn(meant) ? [meant.symbol] : []))
  // What no entry exports stands wherever it is needed.
  const held = new Set([...own, ...namedBy(read, additions)].filter(isHere))
  for (const symbol of held)
    for (const named of namedBy(read, statementsOf(symbol))) if (isHere(named)) held.add(named)
  return { entry: entry.name, exported, held: inOrder(held, entry.name), additions, owners }
}

/** What each entry holds; of entries that export the same, the first holds it. */
export const contentsOfAll = (read: Read, entries: readonly Entry[]): readonly Contents[] => {
  const owners = ownersOf(read, entries)
  return entries.map((entry) => contentsOf(read, entry, owners))
}
