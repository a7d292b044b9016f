/**
 * Ready-made inputs: networks with true shapes, the paper's dataflows and others, accelerators, and tables of energy and
 * area.
 *
 * @packageDocumentation
 */
export {
  exynos2400Like,
  eyeriss,
  eyerissBuses,
  maeriLike,
  nvdlaLike,
  shiDianNaoLike,
  sparseTensorCoreLike,
  tpuV1Like,
} from './catalog/accelerators'
export {
  maestroArea2019,
  maestroArea2021,
  maestroReproductionArea2019,
  maestroReproductionArea2021,
  nvdlaArea28nm,
} from './catalog/area'
export { attentionContext, attentionScores } from './catalog/attention'
export { attentionDataflows, keyPartitioned, queryPartitioned } from './catalog/attention-dataflows'
export {
  cPartitioned,
  kcPartitioned,
  paperDataflows,
  paperNotation,
  xPartitioned,
  yrPartitioned,
  yxPartitioned,
} from './catalog/dataflows'
export {
  cactiEnergy45nm,
  type Dram,
  dramPicojoulesPerBit,
  eyerissEnergy,
  fp16Energy7nm,
  horowitzEnergy45nm,
  int8Energy7nm,
  int8Energy45nm,
  offchipEnergy,
  tpuV4iEnergy,
} from './catalog/energy'
export {
  type EyerissLayer,
  eyerissAlexnet,
  eyerissAlexnetBuses,
  eyerissAlexnetHardware,
  eyerissPassNetworks,
  maestroEyerissAlexnet,
} from './catalog/eyeriss-alexnet'
export { languageModelDataflow } from './catalog/language-models/dataflow'
export {
  type LanguageModel,
  languageModel,
  transformerBlock,
} from './catalog/language-models/language-model'
export type {
  ModelLayer,
  ModelPart,
  ModelPrecision,
  TensorContent,
} from './catalog/language-models/model-layer'
export { type LanguageModelKey, languageModels } from './catalog/language-models/models'
export {
  groupedContext,
  groupedScores,
  groupedSoftmax,
  softmax,
  stateOutput,
  stateUpdate,
} from './catalog/language-models/operators'
export type { ModelParameters } from './catalog/language-models/parameters'
export type { LanguageModelOptions } from './catalog/language-models/read-options'
export type {
  BlockShape,
  DenseFeedForward,
  ExpertFeedForward,
  GroupedAttention,
  LanguageModelShape,
  LatentAttention,
  StateSpaceMixer,
} from './catalog/language-models/shape'
export {
  batchedWeightStationary,
  fullyConnectedOutputStationary,
  fullyConnectedWeightStationary,
  gemmOutputStationary,
  gemmWeightStationary,
  matrixDataflows,
  tensorCoreProduct,
} from './catalog/matrix-dataflows'
export { alexnet } from './catalog/networks/alexnet'
export { withBatch } from './catalog/networks/batch'
export { type GnmtShape, gnmt } from './catalog/networks/gnmt'
export { googlenet } from './catalog/networks/googlenet'
export { mnasnetB1, mobilenetV2 } from './catalog/networks/mobile'
export { dlrm, ncf } from './catalog/networks/recommendation'
export { resnet50, resnext50 } from './catalog/networks/residual'
export { squeezenet } from './catalog/networks/squeezenet'
export {
  type DecoderShape,
  type TransformerShape,
  transformerDecoderStep,
  transformerEncoderLayer,
} from './catalog/networks/transformer'
export { unet } from './catalog/networks/unet'
export { vgg16 } from './catalog/networks/vgg16'
export { formatBits, nvdlaPrecision, tpuV1Precision } from './catalog/number-formats'
export {
  horowitzOperations45nm,
  macEnergy,
  type OperationEnergy,
  tpuV4iOperations7nm,
} from './catalog/operation-energy'
export { type ScaleSimDataflow, type ScaleSimShape, scaleSimArray } from './catalog/scale-sim'
export {
  channelwise,
  ckPartitioned,
  mkPartitioned,
  rowStationary,
  toolDataflows,
  virtualNeurons,
  ykPartitioned,
} from './catalog/tool-dataflows'
export { transformerDataflow } from './catalog/transformer-dataflow'
export { batchedMatrixProduct } from './operator/batched'
