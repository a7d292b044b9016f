/** A chain with its steps and the costs of its runs: what the rest of an estimate is made of. */
import { unitsPerBit } from '../operator/widths'
import type { Weighing } from './border'
import type { Kinds } from './chain-costs'
import type { ChainLayer } from './read-request'
import type { Steps } from './steps'

/** What a chain costs, before it is put into words. */
export type Costed = {
  readonly layers: readonly ChainLayer[]
  readonly steps: Steps
  readonly kinds: Kinds
  readonly weighing: Weighing
}

/** Bits of what weighs so much. */
export const bitsOf = ({ layers, weighing }: Costed, weight: number): number =>
  weighing.areWords ? weight * (8 * layers[0]!.hardware.elementBytes) : weight / unitsPerBit
