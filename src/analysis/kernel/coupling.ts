/**
 * Footprints over flat arrays: the kernel's form of `footprint.ts`. Axes of all tensors are numbered one after another;
 * axis k is s·(dimension a) + d·(dimension b), or dimension a alone where b is −1.
 */
import { gcd } from '../../internal/arithmetic'
import type { Problem } from '../../operator/problem'
import { transitionsFor } from '../complexity'
import { slidingOverlap } from '../footprint'
import type { Move } from '../transition'
import { mostDimensions, mostTensors } from './tape'

const mostAxes = mostTensors * mostDimensions

/** The lengths before and after a step and the shift of the start, per dimension: what all functions here look at. */
export const before = /* @__PURE__ */ new Float64Array(mostDimensions)
export const after = /* @__PURE__ */ new Float64Array(mostDimensions)
export const shift = /* @__PURE__ */ new Float64Array(mostDimensions)

export const axisA = /* @__PURE__ */ new Int32Array(mostAxes)
export const axisB = /* @__PURE__ */ new Int32Array(mostAxes)
export const axisS = /* @__PURE__ */ new Float64Array(mostAxes)
export const axisD = /* @__PURE__ */ new Float64Array(mostAxes)
/** Axes of tensor t: from axisEnd[t] to axisEnd[t + 1]. */
const axisEnd = /* @__PURE__ */ new Int32Array(mostTensors + 1)
/** 1 for inputs, 0 for outputs. */
export const isInput = /* @__PURE__ */ new Uint8Array(mostTensors)
/** Bits of the dimensions that a tensor is coupled to, and of those that are an axis alone. */
export const coupled = /* @__PURE__ */ new Int32Array(mostTensors)
export const alone = /* @__PURE__ */ new Int32Array(mostTensors)

/** Axes of tensor t with a dimension that some level moves or spreads: those listed from liveEnd[t] to liveEnd[t + 1]. */
export const liveAxes = /* @__PURE__ */ new Int32Array(mostAxes)
export const liveEnd = /* @__PURE__ */ new Int32Array(mostTensors + 1)
/** Elements of a tensor along its other axes. */
export const stillSize = /* @__PURE__ */ new Float64Array(mostTensors)

/** What was read last: a mapper asks about the same layer again and again. */
let readTensors: Problem['tensors'] | undefined
let readProblem: Problem | undefined
let readLive = 0
let mostRows = 0

const readCoupling = (tensors: Problem['tensors']): void => {
  let k = 0
  for (let t = 0; t < tensors.length; t++) {
    const { axes, role } = tensors[t]!
    isInput[t] = role === 'input' ? 1 : 0
    coupled[t] = 0
    alone[t] = 0
    for (let x = 0; x < axes.length; x++, k++) {
      const [first, second] = axes[x]!
      const bit = 1 << first!.dimension
      axisA[k] = first!.dimension
      axisB[k] = second === undefined ? -1 : second.dimension
      coupled[t]! |= second === undefined ? bit : bit | (1 << second.dimension)
      if (second === undefined) {
        alone[t]! |= bit
        continue
      }
      const divisor = gcd(first!.coefficient, second.coefficient)
      axisS[k] = first!.coefficient / divisor
      axisD[k] = second.coefficient / divisor
    }
    axisEnd[t + 1] = k
  }
  readTensors = tensors
  mostRows = transitionsFor(tensors)
}

/**
 * Reads the coupling, with the bits of the dimensions that are moved or spread; `after` holds all extents. Returns how
 * many rows the schedule may have.
 */
export const loadCoupling = (problem: Problem, live: number): number => {
  const { tensors } = problem
  if (readTensors !== tensors) readCoupling(tensors)
  if (readProblem === problem && readLive === live) return mostRows
  readProblem = problem
  readLive = live
  let n = 0
  for (let t = 0; t < tensors.length; t++) {
    let still = 1
    for (let k = axisEnd[t]!; k < axisEnd[t + 1]!; k++) {
      const bits = axisB[k]! < 0 ? 1 << axisA[k]! : (1 << axisA[k]!) | (1 << axisB[k]!)
      if ((bits & live) === 0) still *= sizeOn(k, after)
      else liveAxes[n++] = k
    }
    liveEnd[t + 1] = n
    stillSize[t] = still
  }
  return mostRows
}

/** Distinct elements of axis k in a box. */
export const sizeOn = (k: number, lengths: Float64Array): number => {
  const a = lengths[axisA[k]!]!
  if (axisB[k]! < 0) return a
  const b = lengths[axisB[k]!]!
  const s = axisS[k]!
  const d = axisD[k]!
  return a <= d || b <= s ? a * b : s * a + d * (b - s)
}

/** Distinct elements of tensor t in a box. */
export const sizeOf = (t: number, lengths: Float64Array): number => {
  const end = liveEnd[t + 1]!
  let size = stillSize[t]!
  for (let i = liveEnd[t]!; i < end; i++) size *= sizeOn(liveAxes[i]!, lengths)
  return size
}

/** Up to so many classes of residues, looking at each is faster than finding those that are alike. */
const mostResidues = 16

export const moveOf = (dimension: number): Move => ({
  from: before[dimension]!,
  to: after[dimension]!,
  shift: shift[dimension]!,
})

/** Elements of axis k that are there before and after. */
export const overlapOn = (k: number): number => {
  const a = axisA[k]!
  const b = axisB[k]!
  const shiftA = shift[a]!
  if (b < 0) return shiftA === 0 ? after[a]! : 0
  const shiftB = shift[b]!
  if (shiftA === 0 && shiftB === 0) return sizeOn(k, after)
  if (axisS[k] === 1 && axisD[k] === 1) {
    // One class: what is there after begins at 0, what was there before at `first`.
    const first = -shiftA - shiftB
    const last = first + before[a]! + before[b]! - 2
    const end = after[a]! + after[b]! - 2
    const common = (last < end ? last : end) - (first > 0 ? first : 0) + 1
    return common > 0 ? common : 0
  }
  return overlapInClasses(k, a, b)
}

const overlapInClasses = (k: number, a: number, b: number): number => {
  const s = axisS[k]!
  const d = axisD[k]!
  if (s * d > mostResidues) return slidingOverlap(moveOf(a), moveOf(b), s, d)
  let shared = 0
  // One residue of each dimension at a time (see residue.ts), instead of finding the pieces that are alike.
  for (let alpha = 0; alpha < d && alpha < after[a]!; alpha++) {
    const firstA = Math.ceil((-shift[a]! - alpha) / d)
    const lastA = Math.floor((before[a]! - shift[a]! - 1 - alpha) / d)
    if (lastA < firstA) continue
    const endA = Math.floor((after[a]! - 1 - alpha) / d)
    for (let rho = 0; rho < s && rho < after[b]!; rho++) {
      const firstB = Math.ceil((-shift[b]! - rho) / s)
      const lastB = Math.floor((before[b]! - shift[b]! - 1 - rho) / s)
      if (lastB < firstB) continue
      const low = firstA + firstB
      const high = lastA + lastB
      const end = endA + Math.floor((after[b]! - 1 - rho) / s)
      const common = (high < end ? high : end) - (low > 0 ? low : 0) + 1
      if (common > 0) shared += common
    }
  }
  return shared
}
