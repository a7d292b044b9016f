/**
 * Files of other tools to layers, dataflows and accelerators, and mappings back to theirs.
 *
 * @packageDocumentation
 */

export {
  type AccelforgeTexts,
  type FromAccelforge,
  fromAccelforge,
} from './formats/accelforge/from-accelforge'
export { type FormatOptions, type FromLayers, fromLayersCsv } from './formats/layers-csv/from-layers-csv'
export { type FromScaleSim, fromScaleSim, type ScaleSimTexts } from './formats/scale-sim/from-scale-sim'
export type { FormatError, FormatErrors, FormatNote, FormatTag } from './formats/source/format-error'
export { type FromMapping, fromTimeloop, type TimeloopTexts } from './formats/timeloop/from-timeloop'
export { type TimeloopFiles, type TimeloopOptions, toTimeloop } from './formats/timeloop/to-timeloop'
export { type FromZigzag, fromZigzag, type ZigzagTexts } from './formats/zigzag/from-zigzag'
