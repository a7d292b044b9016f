/**
 * Quantities as text: `'32 GB/s'`, `'108 KiB'`, `'1 GHz'` and `'0.5 pJ'` as numbers in base units, one by one or a whole
 * accelerator.
 *
 * @packageDocumentation
 */
export type { DatasheetNetwork } from './deprecated/units'
export { datasheet } from './units/datasheet'
export type {
  Datasheet,
  DatasheetAccess,
  DatasheetBuffer,
  DatasheetChannel,
  DatasheetCosts,
  DatasheetEnergy,
  DatasheetFormat,
  DatasheetInterconnect,
  DatasheetLatency,
  DatasheetPrecision,
  DatasheetReadWrite,
  DatasheetSparse,
  DatasheetStatic,
  DatasheetWidths,
  Quantity,
} from './units/datasheet-type'
export {
  bits,
  bytes,
  bytesPerSecond,
  hertz,
  joules,
  milliwatts,
  picojoules,
  type QuantityReader,
  seconds,
  squareMicrometres,
} from './units/quantities'
export { cycles, elementsPerCycle, type Timing } from './units/rates'
