/** One file of declarations for each entry, as a reader finds them: each under its public name, with its documentation. */
import ts from 'typescript'
import { type Contents, contentsOfAll, type Entry } from './entry-contents'
import { type LocalNames, localNames } from './local-names'
import {
  type Declarations,
  type Foreign,
  isOwn,
  namesIn,
  type Own,
  type Read,
  read,
  statementsOf,
} from './read-declarations'

/** The documentation right above a statement; what an empty line follows is the heading of a file. */
const documentationOf = (statement: ts.Node): string => {
  const text = statement.getSourceFile().text
  const comment = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1)
  if (comment === undefined || /\n\s*\n/.test(text.slice(comment.end, statement.getStart()))) return ''
  return `${text.slice(comment.pos, comment.end)}\n`
}

/** The text of a statement with the names of its file, and without `export`. */
const named = ({ checker }: Read, statement: ts.Node, names: LocalNames): string => {
  const first = statement.getStart()
  let text = statement.getText()
  for (const { start, end, meant } of [...namesIn(checker, statement)].reverse())
    if (meant._tag !== 'Everybodys')
      text = text.slice(0, start - first) + names.of(meant) + text.slice(end - first)
  return text.replace(/^export /, '')
}

/** TypeScript writes four spaces, and the text of a comment one more. */
const indented = (text: string): string =>
  text.replaceAll(/^(?: {4})+/gm, (spaces) => ' '.repeat(spaces.length / 2))

const list = (names: readonly string[]): string =>
  names.length === 0 ? '{}' : `{ ${[...names].sort().join(', ')} }`

const renamed = (name: string, as: string): string => (name === as ? name : `${name} as ${as}`)

/** A name of another file: where that file is, and what it is called there. */
type Place = { readonly module: string; readonly name: string }

const grouped = (
  places: readonly (Place & { readonly as: string })[],
): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>()
  for (const { module, name, as } of places)
    groups.set(module, [...(groups.get(module) ?? []), renamed(name, as)])
  return groups
}

/** Where everything stands that other entries import. */
type Places = (meant: Own | Foreign) => Place

const placesOf = (all: readonly Contents[]): Places => {
  const publicNames = new Map(
    all.flatMap(({ entry, exported, owners }) =>
      exported.flatMap(({ name, meant }) =>
        isOwn(meant) && owners.get(meant.symbol) === entry
          ? [[meant.symbol, { module: `./${entry}.cjs`, name }] as const]
          : [],
      ),
    ),
  )
  return (meant) => (isOwn(meant) ? (publicNames.get(meant.symbol) ?? { module: '', name: '' }) : meant)
}

const importsOf = (names: LocalNames, places: Places): readonly string[] => {
  const all = names.imported.map((meant) => ({ ...places(meant), as: names.of(meant) }))
  return [
    ...all
      .filter(({ name }) => name === '*')
      .map(({ module, as }) => `import type * as ${as} from '${module}';`),
    ...[...grouped(all.filter(({ name }) => name !== '*'))].map(
      ([module, group]) => `import type ${list(group)} from '${module}';`,
    ),
  ]
}

type Statements = { readonly texts: readonly string[]; readonly names: readonly string[] }

/** The declarations of an entry, exported where they stand if they have their public names there. */
const statementsOfEntry = (source: Read, contents: Contents, names: LocalNames): Statements => {
  const held = new Set(contents.held)
  const publicNames = contents.exported.flatMap(({ name, meant }) =>
    isOwn(meant) && held.has(meant.symbol) ? [{ name, meant, local: names.of(meant) }] : [],
  )
  const direct = new Set(
    publicNames.filter(({ name, local }) => name === local).map(({ meant }) => meant.symbol),
  )
  const textOf = (statement: ts.Node, modifier: string): string =>
    `${documentationOf(statement)}${modifier}${named(source, statement, names)}`
  return {
    texts: [
      ...contents.held.flatMap((symbol) =>
        statementsOf(symbol).map((each) => textOf(each, direct.has(symbol) ? 'export ' : '')),
      ),
      ...contents.additions.map((each) => textOf(each, '')),
    ].map(indented),
    names: publicNames
      .filter(({ name, local }) => name !== local)
      .map(({ name, local }) => renamed(local, name)),
  }
}

const passedOnBy = ({ exported, held }: Contents, places: Places): readonly string[] => {
  const here = new Set(held)
  const others = exported
    .filter(({ meant }) => !isOwn(meant) || !here.has(meant.symbol))
    .map(({ name, meant }) => ({ ...places(meant), as: name }))
  return [...grouped(others)].map(([module, group]) => `export ${list(group)} from '${module}';`)
}

const textOfEntry = (source: Read, contents: Contents, places: Places): string => {
  const names = localNames(source, contents)
  const { texts, names: listed } = statementsOfEntry(source, contents, names)
  const head = [...importsOf(names, places), ...passedOnBy(contents, places)].join('\n')
  // A list, even an empty one, keeps what has no `export` from being exported as well.
  return `${[head, ...texts, `export ${list(listed)};`].filter((each) => each !== '').join('\n\n')}\n`
}

/** The declarations of each entry, by its name, from those of a build. */
export const entryDeclarations = (
  declarations: Declarations,
  entries: readonly Entry[],
): Readonly<Record<string, string>> => {
  const source = read(declarations)
  const all = contentsOfAll(source, entries)
  const places = placesOf(all)
  return Object.fromEntries(all.map((contents) => [contents.entry, textOfEntry(source, contents, places)]))
}
