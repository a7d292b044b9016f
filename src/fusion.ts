/**
 * Fused layers: chains whose intermediate results never leave the chip.
 *
 * @packageDocumentation
 */
export type { BoxDataflow, BoxSearch } from './fusion/best-dataflow'
export { type Chain, type FuseOptions, fuse, type Halo, type OuterTiles } from './fusion/chain'
export { type ChainDataflow, compareFused, estimateFused } from './fusion/estimate-fused'
export {
  exploreFused,
  type FusedDesign,
  type FusedExploration,
  type FusedObjective,
  type FusedSpace,
} from './fusion/explore-fused'
export { fuseNetwork } from './fusion/fuse-network'
export type {
  FusedBuffer,
  FusedChoice,
  FusedComparison,
  FusedEstimate,
  FusedPeak,
  FusedRuns,
  FusedTraffic,
  LayerByLayer,
} from './fusion/fused-estimate'
export type { FusedGroup, FusedNetwork, FusedPlan, FuseNetworkOptions } from './fusion/fused-network'
export { type FusedMoment, type FusedOccupancy, occupancyOf } from './fusion/occupancy-over-steps'
