/** Networks under several dataflows, layer by layer. */
import type { Estimate } from '../cost/estimate-type'
import { energyUnitName } from '../figures/figures'
import type { EnergyUnit } from '../hardware/energy'
import { isRight } from '../internal/either'
import type { NetworkEstimate, NetworkLayer } from '../network/network-estimate'
import { commonBasis } from './energy-words'
import { misfitsIn } from './network'

/**
 * A network's estimate and what to call it: the dataflow that all layers have, or how each got its own.
 *
 * @since 0.1.0
 * @category tables
 */
export type NamedNetwork = {
  /** The name of the network in tables and pictures, such as the name of its dataflow. */
  readonly name: string
  /** The answer of `estimateNetwork`. */
  readonly network: NetworkEstimate
}

/** What the energies of all layers of all networks are counted in, and leave out. */
export const basisOf = (networks: readonly NamedNetwork[]): ReturnType<typeof commonBasis> =>
  commonBasis(
    networks.flatMap(({ network }) =>
      network.layers.flatMap(({ result }) => (isRight(result) ? result.right.energy : [])),
    ),
  )

/** What the energies are counted in, in words; those of different units do not compare. */
export const energiesIn = (unit: EnergyUnit | null): string =>
  unit === null ? 'different units' : energyUnitName(unit)

/** How many layers of each network do not fit the buffers: their counts and cycles are those of larger ones. */
export const misfitsOf = (networks: readonly NamedNetwork[]): readonly number[] =>
  networks.map(({ network }) => misfitsIn(network))

/** Names of layers: those that occur several times, or have none, with their number, counted from 1. */
export const distinctNames = (names: readonly string[]): readonly string[] =>
  names.map((name, i) => {
    if (name === '') return `layer ${i + 1}`
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`
  })

/** Names of the layers of the longest network, after the number of a layer that it has several times. */
export const layerNames = (networks: readonly NamedNetwork[]): readonly string[] => {
  const longest = networks.reduce<readonly NetworkLayer[]>(
    (most, { network }) => (network.layers.length > most.length ? network.layers : most),
    [],
  )
  return distinctNames(longest.map(({ layer }) => layer)).map((name, i) => {
    const count = longest[i]?.count ?? 1
    return count === 1 ? name : `${count} × ${name}`
  })
}

/** The estimate of a layer; undefined if it failed or is not there. */
export const estimateOf = ({ network }: NamedNetwork, layer: number): Estimate | undefined => {
  const result = network.layers[layer]?.result
  return result !== undefined && isRight(result) ? result.right : undefined
}
