/**
 * Mapping search: the best dataflow for a layer on an accelerator, with a proof of how good it is.
 *
 * @packageDocumentation
 */
export { type BoxBounds, boundsOf, type MapBox } from './map/bounds-of'
export { type MapChunkOptions, type MapProgress, map, mapInChunks } from './map/map'
export type { MapCounts, MappedDataflow, Mapping, MapRefusal } from './map/mapping-type'
export { emptyMapping, mergeMappings } from './map/merge'
export { mapNetwork } from './map/network'
export type { NetworkMapping } from './map/network-answer'
export type { MapNetworkOptions } from './map/network-search'
export type {
  MapLimits,
  MapObjective,
  MapOptions,
  MapRequest,
  MapRestrictions,
  MapRule,
  MapShard,
  PaperDataflowName,
  PartialDataflow,
  PartialDirective,
  TileChoice,
} from './map/request'
