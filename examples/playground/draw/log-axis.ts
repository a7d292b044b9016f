/** Logarithmic axes. */
export type Domain = readonly [from: number, to: number]

export type Scale = (value: number) => number

export const scaleOf =
  ([from, to]: Domain, start: number, end: number): Scale =>
  (value) =>
    start + ((end - start) * Math.log(value / from)) / Math.log(to / from)

/** All values with some room, over a factor of `least` at least. */
export const domainOf = (values: readonly number[], room: number, least: number): Domain => {
  const from = Math.min(...values) / room
  const to = Math.max(...values) * room
  const wider = Math.sqrt(Math.max(1, least / (to / from)))
  return [from / wider, to * wider]
}

/** 1, 2 and 5 times powers of ten, or powers alone where these would be too many. */
export const ticksIn = ([from, to]: Domain, most: number): readonly number[] => {
  const powers: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) powers.push(power)
  const inside = (steps: readonly number[]): readonly number[] =>
    powers
      .flatMap((power) => steps.map((step) => step * 10 ** power))
      .filter((value) => value >= from && value <= to)
  const fine = [[1, 2, 5], [1, 3], [1]].map(inside).find(({ length }) => length <= most)
  if (fine !== undefined) return fine
  const all = inside([1])
  return all.filter((_, i) => i % Math.ceil(all.length / most) === 0)
}

/** A tenth of a pixel is enough. */
export const round = (value: number): number => Math.round(10 * value) / 10
