/**
 * The counts, times and bandwidths that the public MAESTRO tool (2022) prints for the same input, to the integer, its
 * faults included: to check published numbers and to compare them with exact ones.
 *
 * @packageDocumentation
 */
export {
  compare,
  type ReferenceComparison,
  type ReferenceLimits,
  type ReferenceViolation,
} from './reference/compare'
export type { ReferenceFailure, ReferenceTag } from './reference/failure'
export type {
  ReferenceCount,
  ReferenceDelay,
  ReferenceDouble,
  ReferenceFigures,
  ReferenceTensor,
} from './reference/figures'
export type { ReferenceHardware, ReferenceInput, ReferenceLayer, ReferenceType } from './reference/layer'
export { readMappingFile, reference, referenceFile } from './reference/reference'
