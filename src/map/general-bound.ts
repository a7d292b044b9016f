/** The bounds that hold whatever an accelerator says of its tensors: compute, compulsory traffic and capacity. */
import type { Box } from './box'
import { type Corner, cornerOf, lacksUnits } from './corner'
import { tilesOf } from './loops'
import type { Target } from './target'

/** No feasible mapping of a box costs less. */
export type Bound = { readonly runtime: number; readonly energy: number }

/** Why no mapping of a box is feasible: there is none, or a buffer is too small. */
export type Excluded = 'empty' | 'l1' | 'clusters' | 'l2'

/**
 * Values from which on a box is of no interest: of its runtime, its energy and its energy-delay product, where bounds of the whole that
 * it is part of are known. Boxes of which this is seen early need no more bounds.
 */
export type Cap = {
  readonly above: Bound
  readonly runtime: number
  readonly energy: number
  readonly edp: number
}

/** What is known of the costs of everything. */
export const nothingKnown: Bound = { runtime: 0, energy: 0 }

export const noCap: Cap = {
  above: nothingKnown,
  runtime: Number.POSITIVE_INFINITY,
  energy: Number.POSITIVE_INFINITY,
  edp: Number.POSITIVE_INFINITY,
}

/** Sums of doubles in another order may differ by this part. */
export const rounding = 1e-12

/** The private buffer that is too small for the smallest tiles of a box, if one is. */
export const tooSmall = (
  { loops, machines, buffers }: Target,
  { box, loops: corners }: Corner,
): Excluded | null => {
  const { l1Room, clusterRoom } = machines[box.levels - 1]!
  const outer = buffers * tilesOf(loops.tensors, (loop) => corners[loop]!.tile.least)
  if (box.levels === 1) return outer > l1Room ? 'l1' : null
  if (buffers * tilesOf(loops.tensors, (loop) => corners[loop]!.inner.least) > l1Room) return 'l1'
  return outer > clusterRoom ? 'clusters' : null
}

const isEmptyRange = ({ box, loops }: Corner): boolean =>
  loops.some(({ tile, inner }) => tile.least > tile.most || inner.least > inner.most) || box.least > box.most

/** Compute, compulsory traffic and capacity alone: what holds whatever an accelerator says of its tensors. */
const generalBound = ({ machines, loops, pes, simd, problem }: Target, { box }: Corner): Bound => {
  const { hardware } = machines[box.levels - 1]!
  const executed = hardware.perTensor?.sparsity?.executed ?? 1
  const effective = hardware.perTensor?.sparsity?.effective ?? 1
  const cycles = Math.max(1, Math.ceil(((loops.macs * executed) / (pes * simd)) * (1 - 2 ** -40)))
  const isPlain = problem.density === null && problem.precision === null && hardware.named === null
  const used = loops.tensors.reduce((sum, tensor) => sum + tensor.used, 0)
  const outside = isPlain && hardware.offchipBandwidth < Infinity ? used / hardware.offchipBandwidth : 0
  return {
    runtime: Math.max(cycles, Math.ceil(outside)),
    energy: loops.macs * effective * hardware.energy.mac,
  }
}

/** Whether no mapping is in a box. */
export const isEmpty = (corner: Corner): boolean => isEmptyRange(corner) || lacksUnits(corner)

/** The general bounds over a box, or what excludes all of it. */
export const generalBoundOf = (target: Target, box: Box): Bound | Excluded => {
  const corner = cornerOf(target, box)
  if (isEmpty(corner)) return 'empty'
  const excluded = target.countsElements ? tooSmall(target, corner) : null
  if (excluded !== null) return excluded
  const { runtime, energy } = generalBound(target, corner)
  const { perCycle } = target.machines[box.levels - 1]!
  return { runtime, energy: (energy + perCycle * runtime) * (1 - rounding) }
}
