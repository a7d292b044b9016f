/** Names of the catalog as people type them. */
import { type Faults, unknownName } from '../faults'

/** `MobileNetV2`, `mobilenet-v2` and `mobilenetV2` are one name. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** What `…-like` accelerators are after is a name too. */
const short = (name: string): string => plain(name).replace(/like$/, '')

export type Named<A> = Readonly<Record<string, A>>

/** The entry that a name means; undefined if there is none. */
export const lookUp = <A>(entries: Named<A>, name: string): A | undefined =>
  (Object.entries(entries).find(([key]) => plain(key) === plain(name)) ??
    Object.entries(entries).find(([key]) => short(key) === short(name)))?.[1]

/** The entry that a name means; it is a fault if there is none. */
export const catalogEntry = <A>(
  entries: Named<A>,
  name: string,
  { what, hint }: { readonly what: string; readonly hint: string },
  faults: Faults,
): A | undefined => {
  const found = lookUp(entries, name)
  const names = Object.keys(entries)
  const also = names.map((each) => each.replace(/-like$/, ''))
  if (found === undefined) unknownName(faults, name, { what, names, also, hint })
  return found
}
