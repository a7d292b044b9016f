/**
 * io-ts codecs for JSON: of every input of this library and of its results. They check shape, and leave every
 * rule to the functions that take the data. There is one file in `codec/` for each kind of input or result; another result
 * gets another file.
 *
 * @packageDocumentation
 */
export { analysisCodec } from './codec/analysis'
export { dataflowCodec, directiveCodec } from './codec/dataflow'
export { decode } from './codec/decode'
export { jsonDocument, listOf } from './codec/document'
export { errorCodec, errorsCodec, warningCodec } from './codec/errors'
export { eitherCodec, estimateCodec, networkEstimateCodec } from './codec/estimate'
export { explorationCodec, progressCodec } from './codec/exploration'
export { expressionCodec } from './codec/expression'
export { fusedExplorationCodec, fusedNetworkCodec } from './codec/fused-searches'
export {
  chainCodec,
  fusedComparisonCodec,
  fusedEstimateCodec,
  fusedOccupancyCodec,
} from './codec/fusion'
export { acceleratorCodec, areaTableCodec, energyTableCodec } from './codec/hardware'
export { parseJson } from './codec/json'
export { type JsonSchema, jsonSchemaOf } from './codec/json-schema'
export { layerCodec, layersCodec, operatorCodec } from './codec/layer'
export {
  mapOptionsCodec,
  mapProgressCodec,
  mappingCodec,
  mapRequestCodec,
  networkMappingCodec,
} from './codec/mapping'
export { toEstimateErrors } from './codec/report'
export { reuseCodec } from './codec/reuse'
export type { Codec } from './codec/shape'
export type { StandardIssue, StandardResult, StandardSchema } from './codec/standard'
export { document, report, resultOf } from './deprecated/codec'
