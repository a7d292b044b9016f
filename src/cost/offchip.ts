/** Off-chip traffic (cost model, section 6): which tensors stay in the shared buffer, and which are streamed. */
import { mostTensors, tape } from '../analysis/kernel/tape'
import { isInput } from './traffic'

/** Per tensor: what is read from outside and written to it, the space it takes, and whether it stays. */
export const offchipReads = /* @__PURE__ */ new Float64Array(mostTensors)
export const offchipWrites = /* @__PURE__ */ new Float64Array(mostTensors)
export const offchipSpace = /* @__PURE__ */ new Float64Array(mostTensors)
export const isResident = /* @__PURE__ */ new Uint8Array(mostTensors)

/** What the choice costs: elements that cross, and elements of the shared buffer. */
export const offchip = /* @__PURE__ */ new Float64Array(3)
export const TRAFFIC = 0
export const SPACE = 1
/** The space of all tensors streamed. */
export const SPACE_STREAMED = 2

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
  into[TRAFFIC] = traffic
  into[SPACE] = space
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

/** The best of the choices that fit, looked at one by one; all streamed if none does. */
const bestThatFits = (tensors: number, buffers: number, capacity: number): number => {
  const allStreamed = (1 << tensors) - 1
  let best = -1
  // In this order the first of equals has the earlier tensors resident.
  for (let choice = 0; choice <= allStreamed; choice++) {
    weigh(choice, tensors, buffers, weight)
    if (weight[SPACE]! > capacity) continue
    const isWorse =
      weight[TRAFFIC]! > least[TRAFFIC]! ||
      (weight[TRAFFIC] === least[TRAFFIC] && weight[SPACE]! >= least[SPACE]!)
    if (best >= 0 && isWorse) continue
    best = choice
    least[TRAFFIC] = weight[TRAFFIC]!
    least[SPACE] = weight[SPACE]!
  }
  return best < 0 ? allStreamed : best
}

/**
 * Of the choices that fit the capacity (elements), the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseOffchip = (tensors: number, buffers: number, capacity: number): void => {
  for (let t = 0; t < tensors; t++) {
    const streamed = tape.streamed[t]!
    const used = tape.used[t]!
    crossingResident[t] = used
    crossingStreamed[t] = isInput[t] === 1 ? streamed : 2 * streamed - used
  }
  weigh((1 << tensors) - 1, tensors, buffers, offchip)
  offchip[SPACE_STREAMED] = offchip[SPACE]!
  let chosen = bestOfEach(tensors, buffers)
  weigh(chosen, tensors, buffers, offchip)
  if (offchip[SPACE]! > capacity) {
    chosen = bestThatFits(tensors, buffers, capacity)
    weigh(chosen, tensors, buffers, offchip)
  }
  for (let t = 0; t < tensors; t++) {
    if (isBit(chosen, t, tensors)) pass(t, buffers)
    else stay(t)
  }
}
