/** A heap of nodes by key; of equal keys the one that came last is first, so that ties are followed to their end. */

export type Heap<A> = {
  readonly push: (key: number, value: A) => void
  readonly pop: () => A | undefined
  /** The least key; Infinity where there is none. */
  readonly least: () => number
  readonly size: () => number
  readonly values: () => readonly A[]
}

export const newHeap = <A>(): Heap<A> => {
  // An entry is a key, the number of its push and a value: three lists, because records of them would be one more object each.
  const keys: number[] = []
  const numbers: number[] = []
  const values: A[] = []
  let pushed = 0
  const isBefore = (key: number, number: number, i: number): boolean =>
    key < keys[i]! || (key === keys[i] && number > numbers[i]!)
  const move = (from: number, to: number): void => {
    keys[to] = keys[from]!
    numbers[to] = numbers[from]!
    values[to] = values[from]!
  }
  const put = (i: number, key: number, number: number, value: A): void => {
    keys[i] = key
    numbers[i] = number
    values[i] = value
  }
  const sink = (key: number, number: number, value: A): void => {
    const { length } = keys
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= length) break
      if (child + 1 < length && isBefore(keys[child + 1]!, numbers[child + 1]!, child)) child++
      if (isBefore(key, number, child)) break
      move(child, i)
      i = child
    }
    put(i, key, number, value)
  }
  return {
    push: (key, value) => {
      const number = pushed++
      let i = keys.length
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (!isBefore(key, number, parent)) break
        move(parent, i)
        i = parent
      }
      put(i, key, number, value)
    },
    pop: () => {
      const top = values[0]
      const key = keys.pop()
      const number = numbers.pop()
      const value = values.pop()
      if (key === undefined || number === undefined || value === undefined) return undefined
      if (keys.length > 0) sink(key, number, value)
      return top
    },
    least: () => keys[0] ?? Number.POSITIVE_INFINITY,
    size: () => keys.length,
    values: () => values.slice(),
  }
}
