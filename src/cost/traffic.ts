/** The reported counts of every level and tensor (docs/spec.md, section 4), once the networks' features are known. */
import type { ResolvedNetwork } from '../hardware/network'
import { mostLevels, mostTensors } from '../profile/steps'
import { at, type Counts } from './counts'
import { declare } from './stage'

/** Per level and tensor. Fills and evictions are the counts' `sum`. */
export type Traffic = {
  /** Ingress of an input, or egress of an output. */
  readonly crossing: Float64Array
  /** Egress less first arrivals; 0 for inputs. */
  readonly accumulations: Float64Array
}

export const trafficDeclared = { crossing: declare({}, { counts: 'varies' }) }

export const newTraffic = (): Traffic => ({
  crossing: new Float64Array(mostLevels * mostTensors),
  accumulations: new Float64Array(mostLevels * mostTensors),
})

/**
 * Counts what crosses each level's network. An element of an output arrives first once each time that the parent acquires
 * it, and once in the shared buffer.
 */
export const countTraffic = (
  { levels, tensors, isInput, union, sum, used }: Counts,
  networks: readonly ResolvedNetwork[],
  into: Traffic,
): Traffic => {
  const { crossing, accumulations } = into
  for (let level = 0; level < levels; level++) {
    const { multicast, reduction } = networks[level]!
    for (let t = 0; t < tensors; t++) {
      const i = at(level, t)
      const shared = isInput[t] === 1 ? multicast : reduction
      crossing[i] = shared ? union[i]! : sum[i]!
      const firstArrivals = level === 0 ? used[t]! : sum[at(level - 1, t)]!
      accumulations[i] = isInput[t] === 1 ? 0 : crossing[i]! - firstArrivals
    }
  }
  return into
}
