/**
 * MAESTRO's text notation to data and back: networks with their mappings, dataflows, hardware, size expressions, and loop nests.
 *
 * @packageDocumentation
 */

export type { Place } from './error/place'
export {
  type DataflowOptions,
  type NotatedDataflow,
  parseDataflow,
  parseDataflows,
} from './notation/dataflow-text'
export { parseExpression } from './notation/expression-text'
export { fromLoopNest, type NestedDataflow } from './notation/from-loop-nest'
export { type NotatedAccelerator, parseAccelerators, parseHardware } from './notation/hardware'
export type { TextOptions } from './notation/input'
export type { TypedLayer } from './notation/layer-types'
export { locateErrors } from './notation/locate'
export type { LoopNest, NestLevel, SpatialLoop, TemporalLoops } from './notation/loop-nest'
export type { LoopNestError, LoopNestErrors, LoopNestTag } from './notation/loop-nest-error'
export {
  type NotatedLayer,
  type NotatedNetwork,
  parseNetwork,
  parseNetworks,
} from './notation/network'
export type {
  LocatedError,
  NotationError,
  NotationErrors,
  NotationTag,
  NotationWarning,
} from './notation/notation-error'
export type { Places, TextPlaces } from './notation/places'
export { printDataflow } from './notation/print-dataflow'
export { printExpression } from './notation/print-expression'
export { printHardware } from './notation/print-hardware'
export { printLoopNest } from './notation/print-loop-nest'
export { type PrintableLayer, type PrintableNetwork, printNetwork } from './notation/print-network'
export { type NestOptions, toLoopNest } from './notation/to-loop-nest'
export type { BatchedLayer } from './operator/batched'
