/**
 * Ready-made inputs: networks with true shapes, the paper's dataflows and others.
 *
 * @packageDocumentation
 */
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
export {
  channelwise,
  ckPartitioned,
  mkPartitioned,
  rowStationary,
  toolDataflows,
  virtualNeurons,
  ykPartitioned,
} from './catalog/tool-dataflows'
