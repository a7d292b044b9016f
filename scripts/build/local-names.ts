/** What each thing is called in the file of an entry: as it is exported, where no other has that name. */
import type ts from 'typescript'
import type { Contents } from './entry-contents'
import {
  type Foreign,
  isOwn,
  type Meant,
  type Name,
  namesIn,
  type Own,
  type Read,
  statementsOf,
} from './read-declarations'

export type LocalNames = {
  /** What a declaration or an import is called here. */
  readonly of: (meant: Own | Foreign) => string
  /** What is used here and stands elsewhere. */
  readonly imported: readonly (Own | Foreign)[]
}

/** One thing has one key. */
const keyOf = (meant: Own | Foreign): ts.Symbol | string =>
  isOwn(meant) ? meant.symbol : `${meant.module} ${meant.name}`

const namesOf = ({ checker }: Read, { held, additions }: Contents): readonly Name[] =>
  [...held.flatMap(statementsOf), ...additions].flatMap((statement) => namesIn(checker, statement))

/** What has no name of its own where it comes from. */
const unnamed = ['*', 'default']

/** As it was before another one of its file had the same name. */
const plainName = (meant: Own | Foreign, at: string): string => {
  if (isOwn(meant)) return meant.symbol.name.replace(/\$\d+$/, '')
  return unnamed.includes(meant.name) ? at : meant.name
}

const isEverybodys = (meant: Meant): meant is Exclude<Meant, Own | Foreign> => meant._tag === 'Everybodys'

/** The names in the file of an entry. */
export const localNames = (read: Read, contents: Contents): LocalNames => {
  const held = new Set(contents.held)
  const names = namesOf(read, contents)
  const taken = new Set(names.flatMap(({ meant }) => (isEverybodys(meant) ? [meant.name] : [])))
  const chosen = new Map<ts.Symbol | string, string>()
  const choose = (meant: Own | Foreign, wanted: string): void => {
    if (chosen.has(keyOf(meant))) return
    let name = wanted
    for (let count = 1; taken.has(name); count++) name = `${wanted}$${count}`
    taken.add(name)
    chosen.set(keyOf(meant), name)
  }
  for (const { name, meant } of contents.exported)
    if (isOwn(meant) && held.has(meant.symbol)) choose(meant, name)
  const imported = new Map<ts.Symbol | string, Own | Foreign>()
  for (const { name, meant } of names) {
    if (isEverybodys(meant)) continue
    choose(meant, plainName(meant, name))
    if (!isOwn(meant) || !held.has(meant.symbol)) imported.set(keyOf(meant), meant)
  }
  return { of: (meant) => chosen.get(keyOf(meant)) ?? '', imported: [...imported.values()] }
}
