/** Maps that most dataflows have. */
import { type Dataflow, type Directive, dataflow, temporalMap } from '../dataflow/directive'
import { sz } from '../dataflow/expression'

/** One at a time. */
export const one = (dimension: string): Directive => temporalMap(1, 1, dimension)

/** All at once. */
export const whole = (dimension: string): Directive => temporalMap(sz(dimension), sz(dimension), dimension)

export const wholeFilter = (): readonly Directive[] => [whole('R'), whole('S')]

/**
 * A dataflow for a whole network: one group at a time. It maps N itself, before Y' and X': there the weights stay while
 * images pass by, and rows and columns still slide within one image.
 */
export const ofNetwork = (name: string, directives: readonly Directive[]): Dataflow =>
  dataflow(name, [one('G'), ...directives])
