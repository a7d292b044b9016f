/** Off-chip traffic (cost model, section 6): which tensors stay in the shared buffer, and which are streamed. */
import { mostTensors, tape } from '../analysis/kernel/tape'
import type { Role } from './traffic'

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
const stay = ({ role }: Role, t: number): void => {
  const used = tape.used[t]!
  offchipReads[t] = role === 'input' ? used : 0
  offchipWrites[t] = role === 'output' ? used : 0
  offchipSpace[t] = used
  isResident[t] = 1
}

/** A streamed output comes back for every revisit. */
const pass = ({ role }: Role, t: number, buffers: number): void => {
  const streamed = tape.streamed[t]!
  offchipReads[t] = role === 'input' ? streamed : streamed - tape.used[t]!
  offchipWrites[t] = role === 'output' ? streamed : 0
  offchipSpace[t] = buffers * tape.levelTile[t]!
  isResident[t] = 0
}

/** Elements that cross if a tensor stays, and if it is streamed. */
const crossingResident = /* @__PURE__ */ new Float64Array(mostTensors)
const crossingStreamed = /* @__PURE__ */ new Float64Array(mostTensors)

const isBit = (choice: number, t: number, tensors: number): boolean =>
  ((choice >> (tensors - 1 - t)) & 1) === 1

/** Whether the choice (a bit per tensor, the first the highest, 1: streamed) fits, and what it costs. */
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

/**
 * Of the choices that fit the capacity (elements), the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseOffchip = (tensors: readonly Role[], buffers: number, capacity: number): Offchip => {
  const n = tensors.length
  const allStreamed = 2 ** n - 1
  for (let t = 0; t < n; t++) {
    const streamed = tape.streamed[t]!
    crossingResident[t] = tape.used[t]!
    crossingStreamed[t] = tensors[t]!.role === 'input' ? streamed : 2 * streamed - tape.used[t]!
  }
  weigh(allStreamed, n, buffers, least)
  const minimum = least[1]!
  let best = -1
  // In this order the first of equals has the earlier tensors resident.
  for (let choice = 0; choice <= allStreamed; choice++) {
    weigh(choice, n, buffers, weight)
    if (weight[1]! > capacity) continue
    if (best >= 0 && (weight[0]! > least[0]! || (weight[0] === least[0] && weight[1]! >= least[1]!))) continue
    best = choice
    least[0] = weight[0]!
    least[1] = weight[1]!
  }
  const chosen = best < 0 ? allStreamed : best
  for (let t = 0; t < n; t++) {
    if (isBit(chosen, t, n)) pass(tensors[t]!, t, buffers)
    else stay(tensors[t]!, t)
  }
  return { traffic: least[0]!, required: least[1]!, minimum, fits: best >= 0 }
}
