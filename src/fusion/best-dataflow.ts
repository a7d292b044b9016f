/** The best dataflow for each box of a layer, found by a mapping search of what a run costs on the chip. */
import type { Dataflow } from '../dataflow/directive'
import type { Objective } from '../figures/objectives'
import type { Accelerator } from '../hardware/accelerator'
import { isRight } from '../internal/either'
import { map } from '../map/map'
import type { Layer } from '../operator/layer'
import type { ChainLayer } from './read-request'
import { type CostOf, runCostOf } from './run-cost'

/**
 * The end of the search for the best dataflow of a box: a gap that is good enough, or a number of nodes.
 *
 * @since 0.2.0
 * @category fusion
 */
export type BoxSearch = {
  /** The gap to the optimum that is good enough, as a share of the optimum. */
  readonly gap?: number
  /** Boxes of mappings to work on at most, for each box of a layer. */
  readonly nodes?: number
}

/**
 * The best dataflow that was found for a box, how far it may be from the optimum, and whether the gap asked for is reached.
 *
 * @since 0.2.0
 * @category fusion
 */
export type BoxDataflow = {
  /** The best dataflow that was found. */
  readonly dataflow: Dataflow
  /** The gap: the largest distance from the optimum, as a share of the optimum; null where nothing was proven. */
  readonly gap: number | null
  /** True if the requested gap is reached. */
  readonly proven: boolean
}

/** The layer that computes a box: its extents are the lengths of the box. Where outputs are given, padding counts for nothing. */
const boxLayer = ({ layer, problem }: ChainLayer, lengths: readonly number[]): Layer => {
  const given = layer as Layer // it is checked
  const sizes = Object.fromEntries(problem.dimensions.map((name, d) => [name, lengths[d]!]))
  return { ...given, sizes }
}

/** The accelerator as runs see it: what crosses the border of the chip is not theirs to choose. */
const onChip = (hardware: Accelerator): Accelerator => {
  const { l2, offchip, energy, ...others } = hardware
  const { capacity, ...shared } = l2 ?? {}
  const { bandwidth, ...outside } = offchip ?? {}
  return {
    ...others,
    ...(l2 === undefined ? {} : { l2: shared }),
    ...(offchip === undefined ? {} : { offchip: outside }),
    ...(energy === undefined ? {} : { energy: { ...energy, offchip: { read: 0, write: 0 } } }),
  }
}

export type BestDataflows = {
  readonly costOf: CostOf
  /** What was found for a box of a layer. */
  readonly foundFor: (layer: ChainLayer, lengths: readonly number[]) => BoxDataflow | null
}

/** Searches the best dataflow of each distinct box once. */
export const bestDataflows = (
  hardware: Accelerator,
  objective: Objective,
  search: BoxSearch,
): BestDataflows => {
  const ofRuns = onChip(hardware)
  const known = new Map<string, BoxDataflow | null>()
  const foundFor: BestDataflows['foundFor'] = (layer, lengths) => {
    const box = boxLayer(layer, lengths)
    const key = JSON.stringify({ ...box, name: '' })
    const before = known.get(key)
    if (before !== undefined) return before
    const mapping = map({ layer: box, hardware: ofRuns, objective }, search)
    const best = isRight(mapping) ? mapping.right.best : null
    const found =
      isRight(mapping) && best !== null
        ? { dataflow: best.dataflow, gap: mapping.right.gap, proven: mapping.right.proven }
        : null
    known.set(key, found)
    return found
  }
  return {
    foundFor,
    costOf: (layer, lengths, report) => {
      const found = foundFor(layer, lengths)
      // Where no mapping fits, the run is costed under what the layer has, which is none, and refused.
      return runCostOf(found === null ? layer : { ...layer, dataflow: found.dataflow }, lengths, report)
    },
  }
}
