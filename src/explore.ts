/**
 * Design-space exploration: every combination of PEs, bandwidth, buffer sizes and tile sizes, with the exact answer of
 * brute force.
 *
 * @packageDocumentation
 */
export type { Objective } from './deprecated/explore'
export { powersOfTwo, range } from './explore/axis'
export { checkExploration } from './explore/check'
export { emptyExploration, mergeAllExplorations, mergeExplorations } from './explore/exploration'
export {
  type ChunkOptions,
  type ExploreOptions,
  explore,
  exploreInChunks,
  type Progress,
} from './explore/explore'
export type { Rule } from './explore/rules'
export type { Design, DesignObjective, Exploration, Invalid, Shard, Space } from './explore/space'
export type { EnergyBasis } from './hardware/energy'
