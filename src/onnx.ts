/**
 * ONNX models as layers: `fromOnnx(bytes, { dimensions })`.
 *
 * @packageDocumentation
 */
export type { FreeReason } from './onnx/cost/outcome'
export { type FreeNode, fromOnnx, type OnnxLayers, type OnnxNode, type UncostedNode } from './onnx/from-onnx'
export type { MatrixForm, OnnxOptions } from './onnx/options'
