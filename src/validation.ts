/**
 * Validation: published figures of chips, simulators and other models, and what this model estimates for the same layers,
 * mappings and hardware.
 *
 * @packageDocumentation
 */
export type { SourceId, ValidationSource, ValidationVariant } from './validation/source'
export type { ValidationStatistics } from './validation/statistics'
export {
  type OtherModel,
  type Validation,
  type ValidationRow,
  validate,
  validationSources,
} from './validation/validate'
