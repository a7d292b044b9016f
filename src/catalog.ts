/**
 * Ready-made inputs: networks with true shapes and the paper's dataflows.
 *
 * @packageDocumentation
 */
export {
  cPartitioned,
  kcPartitioned,
  paperDataflows,
  paperNotation,
  xPartitioned,
  yrPartitioned,
  yxPartitioned,
} from './catalog/dataflows'
export { resnet50, vgg16 } from './catalog/networks'
