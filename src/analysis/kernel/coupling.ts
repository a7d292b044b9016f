/**
 * Footprints over flat arrays: the kernel's form of `footprint.ts`.
 *
 * The kernel knows dimensions by their place: first the live ones, which some level moves or spreads, then those that
 * share an axis with one and never change. Dimensions without a place are factors that are worked out once. Axes of all
 * tensors are numbered one after another; axis k is s·(place a) + d·(place b), or place a alone where b is −1.
 */
import { gcd } from '../../internal/arithmetic'
import type { Problem } from '../../operator/problem'
import { transitionsFor } from '../complexity'
import { slidingOverlap } from '../footprint'
import type { Move } from '../transition'
import { endsOf, mostDimensions, mostTensors } from './tape'

/** Numbers, and places, per axis of all tensors. */
const numberPerAxis = (): Float64Array => new Float64Array(mostTensors * mostDimensions)
const placePerAxis = (): Int32Array => new Int32Array(mostTensors * mostDimensions)

/** The lengths before and after a step and the shift of the start, per place: what all functions here look at. */
export const before = /* @__PURE__ */ new Float64Array(mostDimensions)
export const after = /* @__PURE__ */ new Float64Array(mostDimensions)
export const shift = /* @__PURE__ */ new Float64Array(mostDimensions)

export const axisA = /* @__PURE__ */ placePerAxis()
export const axisB = /* @__PURE__ */ placePerAxis()
export const axisS = /* @__PURE__ */ numberPerAxis()
export const axisD = /* @__PURE__ */ numberPerAxis()
/** 1 for inputs, 0 for outputs. */
export const isInput = /* @__PURE__ */ new Uint8Array(mostTensors)
/** Bits of the places that a tensor is coupled to, and of those that are an axis alone. */
export const coupled = /* @__PURE__ */ new Int32Array(mostTensors)
export const alone = /* @__PURE__ */ new Int32Array(mostTensors)
/** Axes of tensor t with a live dimension: those listed from liveEnd[t] to liveEnd[t + 1]. */
export const liveAxes = /* @__PURE__ */ placePerAxis()
export const liveEnd = /* @__PURE__ */ endsOf(mostTensors)
/** Elements of a tensor along its other axes, and in all. */
export const stillSize = /* @__PURE__ */ new Float64Array(mostTensors)
export const usedSize = /* @__PURE__ */ new Float64Array(mostTensors)

/** The dimension at each place, and the place of each live dimension. */
const dimensionAt = /* @__PURE__ */ new Int32Array(mostDimensions)
export const placeOf = /* @__PURE__ */ new Int32Array(mostDimensions)

/** What was read last. */
export const coupling = {
  /** Live dimensions: they have the first places. */
  width: 0,
  /** MACs of a step along all dimensions that are not live. */
  stillMacs: 1,
  /** So many rows may the schedule have. */
  mostRows: 0,
}

/** Axes by dimension, and where those of tensor t begin. */
const dimensionA = /* @__PURE__ */ placePerAxis()
const dimensionB = /* @__PURE__ */ placePerAxis()
const axisEnd = /* @__PURE__ */ endsOf(mostTensors)

/**
 * A mapper asks about the same layer, and loops over the same dimensions, again and again. Nothing counts as read while it
 * is being read: a full call stack may end that half-way.
 */
let readTensors: Problem['tensors'] | undefined
let readBits = 0
const readExtents = /* @__PURE__ */ new Float64Array(mostDimensions)

const readAxes = (tensors: Problem['tensors']): void => {
  let k = 0
  for (let t = 0; t < tensors.length; t++) {
    const { axes, role } = tensors[t]!
    isInput[t] = role === 'input' ? 1 : 0
    for (let x = 0; x < axes.length; x++, k++) {
      const [first, second] = axes[x]!
      dimensionA[k] = first!.dimension
      dimensionB[k] = second === undefined ? -1 : second.dimension
      const divisor = second === undefined ? 1 : gcd(first!.coefficient, second.coefficient)
      axisS[k] = first!.coefficient / divisor
      axisD[k] = second === undefined ? 0 : second.coefficient / divisor
    }
    axisEnd[t + 1] = k
  }
  coupling.mostRows = transitionsFor(tensors)
}

/** Gives the next place to a dimension that needs one. */
const place = (dimension: number, places: number): number => {
  dimensionAt[places] = dimension
  placeOf[dimension] = places
  return places + 1
}

const bitsOf = (k: number): number =>
  dimensionB[k]! < 0 ? 1 << dimensionA[k]! : (1 << dimensionA[k]!) | (1 << dimensionB[k]!)

/** Gives places to the live dimensions and to their partners. */
const placeDimensions = (extents: Problem['extents'], axes: number, bits: number): void => {
  let partners = 0
  for (let k = 0; k < axes; k++) if ((bitsOf(k) & bits) !== 0) partners |= bitsOf(k) & ~bits
  let places = 0
  coupling.stillMacs = 1
  for (let d = 0; d < extents.length; d++) {
    if (((bits >> d) & 1) === 1) places = place(d, places)
    else coupling.stillMacs *= extents[d]!
  }
  coupling.width = places
  for (let d = 0; d < extents.length; d++) if (((partners >> d) & 1) === 1) places = place(d, places)
  for (let p = 0; p < places; p++) {
    before[p] = extents[dimensionAt[p]!]!
    after[p] = before[p]!
    shift[p] = 0
  }
}

const sizeByExtents = (k: number, extents: Problem['extents']): number => {
  const a = extents[dimensionA[k]!]!
  return dimensionB[k]! < 0 ? a : slidingSize(a, extents[dimensionB[k]!]!, axisS[k]!, axisD[k]!)
}

/** Splits the axes of a tensor into live ones, by place, and a factor for the rest; `n` axes are listed before. */
const placeAxes = (t: number, extents: Problem['extents'], bits: number, n: number): number => {
  let listed = n
  let still = 1
  let used = 1
  coupled[t] = 0
  alone[t] = 0
  for (let k = axisEnd[t]!; k < axisEnd[t + 1]!; k++) {
    const size = sizeByExtents(k, extents)
    used *= size
    if ((bitsOf(k) & bits) === 0) {
      still *= size
      continue
    }
    liveAxes[listed++] = k
    axisA[k] = placeOf[dimensionA[k]!]!
    axisB[k] = dimensionB[k]! < 0 ? -1 : placeOf[dimensionB[k]!]!
    const bit = 1 << axisA[k]!
    coupled[t]! |= axisB[k]! < 0 ? bit : bit | (1 << axisB[k]!)
    if (axisB[k]! < 0) alone[t]! |= bit
  }
  liveEnd[t + 1] = listed
  stillSize[t] = still
  usedSize[t] = used
  return listed
}

const areReadExtents = (extents: Problem['extents']): boolean => {
  for (let d = 0; d < extents.length; d++) if (extents[d] !== readExtents[d]) return false
  return true
}

/** Reads the coupling of a problem, given the bits of the live dimensions. */
export const loadCoupling = ({ tensors, extents }: Problem, bits: number): void => {
  const isKnown = readTensors === tensors
  if (isKnown && readBits === bits && areReadExtents(extents)) return
  readTensors = undefined
  if (!isKnown) readAxes(tensors)
  placeDimensions(extents, axisEnd[tensors.length]!, bits)
  let listed = 0
  for (let t = 0; t < tensors.length; t++) listed = placeAxes(t, extents, bits, listed)
  for (let d = 0; d < extents.length; d++) readExtents[d] = extents[d]!
  readTensors = tensors
  readBits = bits
}

/** Puts the extents of the live dimensions into `after`. */
export const loadExtents = (extents: Problem['extents']): void => {
  for (let p = 0; p < coupling.width; p++) after[p] = extents[dimensionAt[p]!]!
}

const slidingSize = (a: number, b: number, s: number, d: number): number =>
  a <= d || b <= s ? a * b : s * a + d * (b - s)

/** Distinct elements of axis k in a box. */
export const sizeOn = (k: number, lengths: Float64Array): number => {
  const a = lengths[axisA[k]!]!
  if (axisB[k]! < 0) return a
  return slidingSize(a, lengths[axisB[k]!]!, axisS[k]!, axisD[k]!)
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

export const moveOf = (place: number): Move => ({
  from: before[place]!,
  to: after[place]!,
  shift: shift[place]!,
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
