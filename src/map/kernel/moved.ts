/** The kernel of `leastMoved` of `../coupled.ts`. */
import { firstIn, type KernelTensor, roundingOfSums, type State, windowSize } from './state'

const { max, min } = Math

/** New elements of a tile for each MAC but for the windows. */
const plainPerMac = (irrelevant: number, most: Float64Array): number => {
  let part = 1
  for (let rest = irrelevant; rest !== 0; rest &= rest - 1) part /= most[firstIn(rest)]!
  return part
}

/** The same with the windows, on one of which a loop slides by a tile. */
const perMac = (
  plainPart: number,
  { windows }: KernelTensor,
  sliding: number,
  most: Float64Array,
): number => {
  let part = plainPart
  for (let w = 0; w < windows.length; w += windowSize) {
    const a = most[windows[w]!]!
    const b = most[windows[w + 1]!]!
    const stride = windows[w + 2]!
    const dilation = windows[w + 3]!
    if (windows[w] === sliding) part *= min(b, stride) / b
    else if (windows[w + 1] === sliding) part *= min(a, dilation) / a
    else part *= (a * b - max(0, a - dilation) * max(0, b - stride)) / (a * b)
  }
  return part
}

const partnerOf = ({ windows }: KernelTensor, loop: number): number => {
  for (let w = 0; w < windows.length; w += windowSize) {
    if (windows[w] === loop) return windows[w + 1]!
    if (windows[w + 1] === loop) return windows[w]!
  }
  return -1
}

/** New elements for each MAC of the tensors of some bits. */
const broughtBy = (s: State, tensors: number): number => {
  let sum = 0
  for (let rest = tensors; rest !== 0; rest &= rest - 1) sum += s.brought[firstIn(rest)]!
  return sum
}

/** What the inputs bring together, whatever the order: see `../coupled.ts`. */
export const leastMoved = (s: State, whole: number, most: Float64Array): number => {
  const { all, tensors, inputsAlone, inputsSliding } = s
  for (let t = 0; t < tensors.length; t++) {
    const tensor = tensors[t]!
    if (!tensor.isInput) continue
    const plain = plainPerMac(all & ~tensor.relevant, most)
    s.broughtPlain[t] = plain
    s.brought[t] = perMac(plain, tensor, -1, most)
  }
  let least = Number.POSITIVE_INFINITY
  for (let rest = s.mayMove | s.mayMoveInside; rest !== 0; rest &= rest - 1) {
    const l = firstIn(rest)
    let moved = broughtBy(s, inputsAlone[l]!)
    for (let others = inputsSliding[l]!; others !== 0; others &= others - 1) {
      const t = firstIn(others)
      const partner = partnerOf(tensors[t]!, l)
      moved += min(
        perMac(s.broughtPlain[t]!, tensors[t]!, l, most),
        broughtBy(s, inputsAlone[partner]! & ~inputsAlone[l]!),
      )
    }
    if (moved < least) least = moved
  }
  return least === Number.POSITIVE_INFINITY ? 0 : whole * least * (1 - roundingOfSums)
}
