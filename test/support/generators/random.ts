/**
 * Where generators take their choices from: a whole number from `least` to `most`, both included. In the bulk runs it is a
 * seeded sequence, so that a failure is reproduced from its seed; in the laws it is fast-check, which shrinks.
 */
export type Random = (least: number, most: number) => number

/** The mulberry32 generator: small, quick, and well mixed even for seeds that follow one another. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  return (least, most) => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return least + Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000) * (most - least + 1))
  }
}

/** True in so many cases of a hundred. */
export const chance = (random: Random, percent: number): boolean => random(1, 100) <= percent

export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[random(0, items.length - 1)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

export const shuffled = <T>(random: Random, items: readonly T[]): readonly T[] => {
  const rest = [...items]
  return items.flatMap(() => rest.splice(random(0, rest.length - 1), 1))
}

/** Each item with the given probability, in the order given. */
export const some = <T>(random: Random, items: readonly T[], percent: number): readonly T[] =>
  items.filter(() => chance(random, percent))

/** The list with the item at a random place. */
export const inserted = <T>(random: Random, items: readonly T[], item: T): readonly T[] =>
  items.toSpliced(random(0, items.length), 0, item)
