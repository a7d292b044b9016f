/**
 * Fused layers: chains whose intermediate results never leave the chip.
 *
 * @packageDocumentation
 */
export { type Chain, type FuseOptions, fuse, type Halo, type OuterTiles } from './fusion/chain'
export { type ChainDataflow, compareFused, estimateFused } from './fusion/estimate-fused'
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
