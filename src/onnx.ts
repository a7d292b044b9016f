/**
 * ONNX models as layers: `fromOnnx(bytes, { dimensions })`.
 *
 * @packageDocumentation
 */
export type { FreeReason } from './onnx/cost/outcome'
export { type FreeNode, fromOnnx, type OnnxLayer, type OnnxLayers, type UncostedNode } from './onnx/from-onnx'
export type { MatrixForm, OnnxOptions } from './onnx/options'
