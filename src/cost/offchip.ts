/** Off-chip traffic (cost model, section 6): which tensors stay in the shared buffer, and which are streamed. */
import { mostTensors, tape } from '../analysis/kernel/tape'
import { isInput } from './traffic'

/** Per tensor: what is read from outside and written to it, the space it takes, and whether it stays. */
export const offchipReads = /* @__PURE__ */ new Float64Array(mostTensors)
export const offchipWrites = /* @__PURE__ */ new Float64Array(mostTensors)
export const offchipSpace = /* @__PURE__ */ new Float64Array(mostTensors)
export const isResident = /* @__PURE__ */ new Uint8Array(mostTensors)

export type Offchip = {
  readonly traffic: number
  readonly required: number
  /** The space of all tensors streamed. */
  readonly minimum: number
  readonly fits: boolean
}

/** A resident tensor crosses once. */
const stay = (t: number): void => {
  const used = tape.used[t]!
  offchipReads[t] = isInput[t] === 1 ? used : 0
  offchipWrites[t] = isInput[t] === 1 ? 0 : used
  offchipSpace[t] = used
  isResident[t] = 1
}

/** A streamed output comes back for every revisit. */
const pass = (t: number, buffers: number): void => {
  const streamed = tape.streamed[t]!
  offchipReads[t] = isInput[t] === 1 ? streamed : streamed - tape.used[t]!
  offchipWrites[t] = isInput[t] === 1 ? 0 : streamed
  offchipSpace[t] = buffers * tape.levelTile[t]!
  isResident[t] = 0
}

/** Elements that cross if a tensor stays, and if it is streamed. */
const crossingResident = /* @__PURE__ */ new Float64Array(mostTensors)
const crossingStreamed = /* @__PURE__ */ new Float64Array(mostTensors)

const isBit = (choice: number, t: number, tensors: number): boolean =>
  ((choice >> (tensors - 1 - t)) & 1) === 1

/** What a choice costs (a bit per tensor, the first the highest, 1: streamed). */
const weigh = (choice: number, tensors: number, buffers: number, into: Float64Array): void => {
  let traffic = 0
  let space = 0
  for (let t = 0; t < tensors; t++) {
    const streamed = isBit(choice, t, tensors)
    traffic += streamed ? crossingStreamed[t]! : crossingResident[t]!
    space += streamed ? buffers * tape.levelTile[t]! : tape.used[t]!
  }
  into[0] = traffic
  into[1] = space
}

const weight = /* @__PURE__ */ new Float64Array(2)
const least = /* @__PURE__ */ new Float64Array(2)

/** The best choice if space were no matter: traffic and space add up, so it is the best for each tensor. */
const bestOfEach = (tensors: number, buffers: number): number => {
  let choice = 0
  for (let t = 0; t < tensors; t++) {
    const gained = crossingResident[t]! - crossingStreamed[t]!
    const streams = gained > 0 || (gained === 0 && buffers * tape.levelTile[t]! < tape.used[t]!)
    choice = 2 * choice + (streams ? 1 : 0)
  }
  return choice
}

/** The best of the choices that fit, looked at one by one; −1 if none does. */
const bestThatFits = (tensors: number, buffers: number, capacity: number): number => {
  let best = -1
  // In this order the first of equals has the earlier tensors resident.
  for (let choice = 0; choice < 2 ** tensors; choice++) {
    weigh(choice, tensors, buffers, weight)
    if (weight[1]! > capacity) continue
    if (best >= 0 && (weight[0]! > least[0]! || (weight[0] === least[0] && weight[1]! >= least[1]!))) continue
    best = choice
    least[0] = weight[0]!
    least[1] = weight[1]!
  }
  return best
}

/**
 * Of the choices that fit the capacity (elements), the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseOffchip = (n: number, buffers: number, capacity: number): Offchip => {
  let minimum = 0
  for (let t = 0; t < n; t++) {
    const streamed = tape.streamed[t]!
    const used = tape.used[t]!
    crossingResident[t] = used
    crossingStreamed[t] = isInput[t] === 1 ? streamed : 2 * streamed - used
    minimum += buffers * tape.levelTile[t]!
  }
  let chosen = bestOfEach(n, buffers)
  weigh(chosen, n, buffers, least)
  let fits = least[1]! <= capacity
  if (!fits) {
    const best = bestThatFits(n, buffers, capacity)
    fits = best >= 0
    chosen = fits ? best : 2 ** n - 1
    weigh(chosen, n, buffers, least)
  }
  for (let t = 0; t < n; t++) {
    if (isBit(chosen, t, n)) pass(t, buffers)
    else stay(t)
  }
  return { traffic: least[0]!, required: least[1]!, minimum, fits }
}
