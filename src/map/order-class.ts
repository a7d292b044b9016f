/**
 * Classes of loop orders of a level. What a level moves depends on its order mostly through the loops inside the innermost
 * one that moves a tensor: over those the tensor stays. A class is the set of innermost loops over which one tensor stays;
 * the classes of a level partition its orders.
 */
import { countBits, hasBit, type Loops } from './loops'

export type OrderClass = {
  /** The tensor that stays over the innermost loops; `NOTHING` where the innermost loop moves every tensor. */
  readonly stays: number
  /** The innermost loops: all of those inside the innermost loop that moves the tensor that stays. */
  readonly inner: number
  /** Of these, the loops that may be the innermost one: they move every tensor before the one that stays. */
  readonly innermost: number
  /** The loops that may be the innermost one of the loops outside. */
  readonly next: number
}

export const NOTHING = -1

/** The class of the order without any loop. */
export const noLoops: OrderClass = { stays: NOTHING, inner: 0, innermost: 0, next: 0 }

/** Every class of the orders of a level; the first one has no loops. */
export const orderClasses = ({ tensors, all, count }: Loops): readonly OrderClass[] => {
  const classes: OrderClass[] = [noLoops]
  let movesAll = all
  tensors.forEach(({ relevant }, stays) => {
    const irrelevant = all & ~relevant
    for (let inner = irrelevant; inner > 0; inner = (inner - 1) & irrelevant) {
      const innermost = inner & movesAll
      if (innermost !== 0) classes.push({ stays, inner, innermost, next: relevant })
    }
    movesAll &= relevant
  })
  for (let loop = 0; loop < count; loop++)
    if (hasBit(movesAll, loop))
      classes.push({ stays: NOTHING, inner: 1 << loop, innermost: 1 << loop, next: all })
  return classes
}

/** The class of an order of distinguished loops, outermost first. */
export const classOf = (order: readonly number[], { tensors, all }: Loops): OrderClass => {
  const last = order[order.length - 1]
  if (last === undefined) return noLoops
  const stays = tensors.findIndex(({ relevant }) => !hasBit(relevant, last))
  if (stays < 0) return { stays: NOTHING, inner: 1 << last, innermost: 1 << last, next: all }
  const { relevant } = tensors[stays]!
  let inner = 0
  for (let i = order.length - 1; i >= 0 && !hasBit(relevant, order[i]!); i--) inner |= 1 << order[i]!
  const before = tensors.slice(0, stays).reduce((bits, tensor) => bits & tensor.relevant, all)
  return { stays, inner, innermost: inner & before, next: relevant }
}

/** Whether an order is of a class, or any is. */
export const isOfClass = (order: readonly number[], wanted: OrderClass | null, loops: Loops): boolean => {
  if (wanted === null) return true
  const { stays, inner } = classOf(order, loops)
  return stays === wanted.stays && inner === wanted.inner
}

/** Up to the most dimensions of an operator. */
const factorials: readonly bigint[] = ((): readonly bigint[] => {
  const list = [1n]
  for (let i = 1; i < 18; i++) list.push(list[i - 1]! * BigInt(i))
  return list
})()

/**
 * The number of orders of a class for a number of loops outside the inner ones, some of which may be the innermost of them;
 * of any class (null) for the loops.
 */
export const countOrders = (of: OrderClass | null, outside: number, next: number): bigint => {
  if (of === null) return factorials[outside]!
  if (of.inner === 0) return outside === 0 ? 1n : 0n
  const within = BigInt(countBits(of.innermost)) * factorials[countBits(of.inner) - 1]!
  return within * (outside === 0 ? 1n : BigInt(next) * factorials[outside - 1]!)
}

/** Every order of some loops. */
export const permutations = (loops: readonly number[]): readonly (readonly number[])[] =>
  loops.length <= 1
    ? [loops]
    : loops.flatMap((first, i) =>
        permutations(loops.toSpliced(i, 1)).map((rest): readonly number[] => [first, ...rest]),
      )

/** The orders of some distinguished loops that are of a class. */
export const ordersOf = (
  distinguished: readonly number[],
  of: OrderClass,
): readonly (readonly number[])[] => {
  if (of.inner === 0) return distinguished.length === 0 ? [[]] : []
  const inside = distinguished.filter((loop) => hasBit(of.inner, loop))
  if (inside.length < countBits(of.inner)) return []
  const outside = distinguished.filter((loop) => !hasBit(of.inner, loop))
  const inner = permutations(inside).filter((order) => hasBit(of.innermost, order[order.length - 1]!))
  const outer = permutations(outside).filter(
    (order) => order.length === 0 || hasBit(of.next, order[order.length - 1]!),
  )
  return outer.flatMap((out) => inner.map((within): readonly number[] => [...out, ...within]))
}
