/** What fills the shared buffer while each layer runs (docs/spec.md, section 16), besides weights and the like. */
import { aliveAt, newAlive } from './alive'
import { summandsOf } from './links'
import type { ChainLayer } from './read-request'
import type { Steps } from './steps'
import { touchedOf } from './touched'

/** What an element weighs in the shared buffer: 1, or units of 1/32 bit. */
export type ElementWeights = {
  /** Of T₀ … Tₙ₋₁. */
  readonly handed: readonly number[]
  /** Of Tₙ. */
  readonly last: number
}

/** A moment: a step, by the corners of its loops, and a layer that runs in it. */
export type Moment = { readonly corners: readonly number[]; readonly layer: number }

export type Fullest = {
  /** Per layer, the most that is there while it runs, and the first step in which that is so; 0 and null if it never runs. */
  readonly most: readonly number[]
  readonly first: readonly (readonly number[] | null)[]
  /** The most that is kept from one step to the next. */
  readonly retained: number
}

/** Elements of Tₙ that a step computes, at these corners. */
const lastBox = (
  { loops, lines, corners, standing }: Steps,
  last: ChainLayer,
  at: readonly number[],
): number => {
  const k = lines.length === 0 ? 0 : lines[0]!.lines.length - 1
  const intervalOf = (dimension: number) => {
    const l = loops.findIndex((loop) => loop.dimension === dimension)
    if (l < 0) return standing.computed[standing.computed.length - 1]![dimension]!
    const { low, high } = lines[l]!.lines[k]!
    const { group } = corners[l]!.corners[at[l]!]!
    return { low: low[group]!, high: high[group]! }
  }
  const { axes } = last.problem.tensors[last.output]!
  // Only axes of one dimension are tiled, so where a tile lies does not matter.
  return axes.reduce(
    (elements, axis, a) => elements * touchedOf(summandsOf(axis, intervalOf), last.places[last.output]![a]!),
    1,
  )
}

/** Whether a step computes more of the sums of the step before: no loop over the output has moved. */
const goesOn = ({ loops, corners }: Steps, at: readonly number[]): boolean => {
  let moved = loops.length - 1
  while (moved >= 0 && corners[moved]!.corners[at[moved]!]!.tile === 0) moved--
  return moved >= 0 && loops.slice(moved).every(({ isOutput }) => !isOutput)
}

/** What is there in a step while each layer runs, tensor by tensor: T₀ … Tₙ₋₁, then Tₙ. */
export type Census = {
  readonly isRunning: (layer: number) => boolean
  /** Weight of a tensor while a layer runs. */
  readonly present: (layer: number, tensor: number) => number
  /** Weight that was kept from the step before. */
  readonly kept: number
}

/** Looks at steps one by one; what it answers is of the last one. */
export const census = (
  layers: readonly ChainLayer[],
  steps: Steps,
  weights: ElementWeights,
  copies: 1 | 2,
): ((at: readonly number[]) => Census) => {
  const count = layers.length
  const alive = newAlive(count)
  let sums = 0
  let isSumKept = false
  const isRunning = (layer: number): boolean => layer === count - 1 || alive.computed[layer + 1]! > 0
  const ofHanded = (layer: number, tensor: number): number => {
    // It is made by layer `tensor − 1` and taken by layer `tensor`.
    if (layer < tensor - 1) return alive.before[tensor]!
    if (layer > tensor) return alive.after[tensor]!
    const fresh = tensor === 0 ? copies : 1
    return alive.before[tensor]! + fresh * alive.computed[tensor]!
  }
  const present = (layer: number, tensor: number): number =>
    tensor < count
      ? weights.handed[tensor]! * ofHanded(layer, tensor)
      : layer === count - 1 || isSumKept
        ? weights.last * copies * sums
        : 0
  return (at) => {
    aliveAt(steps.corners, at, steps.standing.factor, alive)
    sums = lastBox(steps, layers[count - 1]!, at)
    isSumKept = goesOn(steps, at)
    let kept = 0
    for (let tensor = 0; tensor < count; tensor++) kept += weights.handed[tensor]! * alive.before[tensor]!
    return { isRunning, present, kept }
  }
}

/** Calls a function with the corners of all loops, the outermost loop slowest. */
const forEachCorner = ({ corners }: Steps, visit: (at: readonly number[]) => void): void => {
  const at = corners.map(() => 0)
  for (;;) {
    visit(at)
    let l = corners.length - 1
    while (l >= 0 && at[l]! + 1 === corners[l]!.corners.length) {
      at[l] = 0
      l--
    }
    if (l < 0) return
    at[l]!++
  }
}

/** The most that is there while each layer runs. */
export const fullestOf = (
  layers: readonly ChainLayer[],
  steps: Steps,
  look: (at: readonly number[]) => Census,
): Fullest => {
  const most = layers.map(() => 0)
  const first: (readonly number[] | null)[] = layers.map(() => null)
  let retained = 0
  forEachCorner(steps, (at) => {
    const { isRunning, present, kept } = look(at)
    retained = Math.max(retained, kept)
    for (let layer = 0; layer < layers.length; layer++) {
      if (!isRunning(layer)) continue
      let sum = 0
      for (let tensor = 0; tensor <= layers.length; tensor++) sum += present(layer, tensor)
      if (first[layer] !== null && sum <= most[layer]!) continue
      most[layer] = sum
      first[layer] = at.slice()
    }
  })
  return { most, first, retained }
}

/** The first moment of the largest need, where `own` has what the other inputs of each layer take while it runs. */
export const peakOf = ({ most, first }: Fullest, own: readonly number[]): Moment => {
  const needs = most.map((need, layer) => (first[layer] === null ? -1 : need + own[layer]!))
  const largest = Math.max(...needs)
  let peak: Moment | null = null
  needs.forEach((need, layer) => {
    const corners = first[layer] ?? null
    if (need !== largest || corners === null) return
    if (peak === null || isEarlier(corners, peak.corners)) peak = { corners, layer }
  })
  return peak ?? { corners: [], layer: most.length - 1 }
}

/** Of equal steps, the one of the earlier layer stays. */
const isEarlier = (one: readonly number[], other: readonly number[]): boolean => {
  for (let l = 0; l < one.length; l++) if (one[l] !== other[l]) return one[l]! < other[l]!
  return false
}
