type Named = { readonly name: string }
type ByName<B> = Readonly<Record<string, B>>

const are = (entries: readonly Named[], first: string, second: string, third: string): boolean =>
  entries.length === 3 &&
  entries[0]!.name === first &&
  entries[1]!.name === second &&
  entries[2]!.name === third

const add = <B>(record: Record<string, B>, name: string, value: B): void => {
  if (name !== '__proto__') record[name] = value
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
}

const byAnyName = <B>(entries: readonly Named[], value: (index: number) => B): ByName<B> => {
  const record: Record<string, B> = {}
  for (let i = 0; i < entries.length; i++) add(record, entries[i]!.name, value(i))
  return record
}

type Naming = 'convolution' | 'gemm' | 'other'

const namingOf = (entries: readonly Named[]): Naming => {
  if (are(entries, 'input', 'filter', 'output')) return 'convolution'
  return are(entries, 'A', 'B', 'C') ? 'gemm' : 'other'
}

/** What was named last: an estimate names the same tensors a dozen times. Until its naming is known, nothing was. */
let last: readonly Named[] | undefined
let naming: Naming = 'other'

const namingFor = (entries: readonly Named[]): Naming => {
  if (entries !== last) {
    last = undefined
    naming = namingOf(entries)
    last = entries
  }
  return naming
}

/** A record of three values under the names of three entries; where the names are known, a literal. */
export const threeByName = <B>(entries: readonly Named[], first: B, second: B, third: B): ByName<B> => {
  const known = namingFor(entries)
  if (known === 'convolution') return { input: first, filter: second, output: third }
  if (known === 'gemm') return { A: first, B: second, C: third }
  return byAnyName(entries, (i) => (i === 0 ? first : i === 1 ? second : third))
}

/**
 * A record of one value per name; `__proto__` is a name like any other. Where the names are known, it is a literal, which
 * takes a third of the time.
 */
export const byName = <B>(entries: readonly Named[], value: (index: number) => B): ByName<B> =>
  entries.length === 3 ? threeByName(entries, value(0), value(1), value(2)) : byAnyName(entries, value)

/** A record of one number per name, read from `at` on: as {@link byName}, without a call for each. */
export const numbersByName = (entries: readonly Named[], from: Float64Array, at: number): ByName<number> =>
  entries.length === 3
    ? threeByName(entries, from[at]!, from[at + 1]!, from[at + 2]!)
    : byAnyName(entries, (i) => from[at + i]!)
