/** A size as users write it: a number, or an expression that comes to that number for this layer. */

import type { Expression } from '../../../src/index'
import * as maestro from '../../../src/index'
import type { Extents } from './layers'
import { chance, pick, type Random } from './random'

/** Writes sizes, and remembers the parameters that they use. */
export type Pen = {
  readonly random: Random
  /** Sz of every name. */
  readonly sizes: Extents
  readonly parameters: Map<string, number>
  /** What was written that a test may want to know of. */
  readonly used: Set<string>
}

const parameter = ({ parameters }: Pen, value: number): Expression => {
  const name = `p${parameters.size}`
  parameters.set(name, value)
  return maestro.param(name)
}

const forms: readonly ((pen: Pen, value: number) => Expression)[] = [
  parameter,
  ({ random, sizes }, value) => {
    const name = pick(random, Object.keys(sizes))
    return maestro.plus(maestro.sz(name), value - (sizes[name] ?? 0))
  },
  ({ random, sizes }, value) => {
    const name = pick(random, Object.keys(sizes))
    return maestro.minus(maestro.plus(value, maestro.sz(name)), sizes[name] ?? 0)
  },
  ({ random }, value) => maestro.divideFloor(3 * value + random(0, 2), 3),
  ({ random }, value) => maestro.divideCeil(3 * value - random(0, 2), 3),
  ({ random }, value) => maestro.min(value + random(0, 2), value),
  ({ random }, value) => maestro.max(value - random(0, 2), value),
  (_, value) => (value % 2 === 0 ? maestro.times(2, value / 2) : maestro.times(value, 1)),
]

export const expressionOf = (pen: Pen, value: number): Expression => {
  const { random, sizes, used } = pen
  if (chance(random, 70)) return value
  used.add('expression')
  const names = Object.keys(sizes).filter((name) => sizes[name] === value)
  return names.length > 0 && chance(random, 60)
    ? maestro.sz(pick(random, names))
    : pick(random, forms)(pen, value)
}
