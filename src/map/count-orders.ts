/** The number of orders of the distinguished loops of a level, of a class and under rules. */
import { hasBit } from './loops'
import { countOrders, type OrderClass } from './order-class'
import type { OrderRule } from './space'

/** How the distinguished loops of a level are told apart: by how many there are, or each by itself where orders are restricted. */
export type Signature = {
  /** What a distinguished loop adds to the signature; undefined where it must be distinguished and adds nothing. */
  readonly add: (loop: number) => number
  readonly isInner: (loop: number) => boolean
  readonly orders: (signature: number) => bigint
}

const mostLoops = 17

/** Orders of a set of loops within a class and under rules, placed from the outermost on. */
const countRuled = (
  bits: number,
  of: OrderClass | null,
  rules: readonly OrderRule[],
  count: number,
): bigint => {
  const known = new Map<number, bigint>([[0, 1n]])
  const inside = of === null ? 0 : of.inner
  const all = bits | inside
  /** Ways to place the loops that are left, the next one outermost. */
  const place = (left: number): bigint => {
    const kept = known.get(left)
    if (kept !== undefined) return kept
    let ways = 0n
    for (let loop = 0; loop < count; loop++) {
      if (!hasBit(left, loop)) continue
      const isBarred = rules.some((rule) => {
        if (rule.inside === loop) return hasBit(left, rule.outside)
        return hasBit(rule.never, loop) && hasBit(all & ~left, rule.outside) && hasBit(left, rule.inside)
      })
      if (isBarred) continue
      const rest = left & ~(1 << loop)
      const isOut = !hasBit(inside, loop)
      // Inner loops come when all outside are placed; the last one placed of either kind has to be allowed there.
      if (!isOut && (left & ~inside) !== 0) continue
      if (of !== null && isOut && (rest & ~inside) === 0 && !hasBit(of.next, loop)) continue
      if (of !== null && rest === 0 && !isOut && !hasBit(of.innermost, loop)) continue
      ways += place(rest)
    }
    known.set(left, ways)
    return ways
  }
  if (of !== null && of.inner === 0) return bits === 0 ? 1n : 0n
  return place(all)
}

export const signatureOf = (
  of: OrderClass | null,
  rules: readonly OrderRule[],
  { count }: { readonly count: number },
): Signature => {
  const isInner = (loop: number): boolean => of !== null && hasBit(of.inner, loop)
  if (rules.length > 0) {
    const known = new Map<number, bigint>()
    return {
      isInner,
      add: (loop) => 1 << loop,
      orders: (bits) => {
        const ways = known.get(bits) ?? countRuled(bits, of, rules, count)
        known.set(bits, ways)
        return ways
      },
    }
  }
  return {
    isInner,
    add: (loop) => (of === null || hasBit(of.next, loop) ? mostLoops + 1 : 1),
    orders: (signature) => {
      const next = Math.floor(signature / mostLoops)
      return countOrders(of, signature % mostLoops, next)
    },
  }
}
