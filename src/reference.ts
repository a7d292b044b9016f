/**
 * What the public MAESTRO tool (2022) would print for the same input, to the integer, its faults included: to check
 * published numbers and to set them beside exact ones.
 *
 * @packageDocumentation
 */
export type { ReferenceFailure, ReferenceTag } from './reference/failure'
export type {
  ReferenceCount,
  ReferenceDelay,
  ReferenceDouble,
  ReferenceFigures,
  ReferenceTensor,
} from './reference/figures'
export type { ReferenceHardware, ReferenceInput, ReferenceLayer, ReferenceType } from './reference/layer'
export { reference, referenceFile } from './reference/reference'
