/** A heap of nodes by key; of equal keys the one that came last is first, so that ties are followed to their end. */

export type Heap<A> = {
  readonly push: (key: number, value: A) => void
  readonly pop: () => A | undefined
  /** The least key; Infinity where there is none. */
  readonly least: () => number
  readonly size: () => number
  readonly values: () => readonly A[]
}

type Entry<A> = { readonly key: number; readonly number: number; readonly value: A }

const isBefore = <A>(a: Entry<A>, b: Entry<A>): boolean =>
  a.key < b.key || (a.key === b.key && a.number > b.number)

export const newHeap = <A>(): Heap<A> => {
  const entries: Entry<A>[] = []
  let pushed = 0
  const raise = (entry: Entry<A>): void => {
    let i = entries.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!isBefore(entry, entries[parent]!)) break
      entries[i] = entries[parent]!
      i = parent
    }
    entries[i] = entry
  }
  const sink = (entry: Entry<A>): void => {
    const { length } = entries
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= length) break
      if (child + 1 < length && isBefore(entries[child + 1]!, entries[child]!)) child++
      if (!isBefore(entries[child]!, entry)) break
      entries[i] = entries[child]!
      i = child
    }
    entries[i] = entry
  }
  return {
    push: (key, value) => {
      const entry = { key, number: pushed++, value }
      entries.push(entry)
      raise(entry)
    },
    pop: () => {
      const top = entries[0]
      const last = entries.pop()
      if (top === undefined || last === undefined) return undefined
      if (entries.length > 0) sink(last)
      return top.value
    },
    least: () => entries[0]?.key ?? Number.POSITIVE_INFINITY,
    size: () => entries.length,
    values: () => entries.map(({ value }) => value),
  }
}
