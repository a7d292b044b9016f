/** Which of the bounds that no mapping escapes are tight: of the runtime, and of each part of the energy by itself. */
import type { Estimate } from '../../cost/estimate-type'
import { estimate as estimateOf } from '../../cost/evaluate'
import { isRight } from '../../internal/either'
import { map } from '../../map/map'
import type { MapRequest } from '../../map/request'
import { energyText } from '../energy-words'
import { energyParts } from '../explain/space-findings'
import { partName, sentence } from '../explain/words'
import { boundPercent, percent, plural, times, timesAtLeast } from '../numbers'
import type { MappingFindingOf } from './mapping-finding'

const boundWords = {
  compute: 'in which the PEs do nothing but compute',
  network: 'in which the network of level 0 carries every element once',
  offchip: "in which every element crosses the chip's border once",
} as const

/** Beyond this, shares are hard to read. */
const mostShare = 3

/** How a value stands to another, in words: `3.2 % more`, `12.4 times as much`. */
export const compared = (value: number, other: number): string => {
  if (value === other) return 'the same'
  const ratio = value / other
  if (ratio > 1 + mostShare) return `${times(ratio)} times as much`
  return ratio > 1 ? `${percent(ratio - 1)} more` : `${percent(1 - ratio)} less`
}

/** How far a bound is above another value, rounded down so that it holds; empty where no share of it is shown. */
export const atLeast = (bound: number, other: number): string => {
  const ratio = bound / other
  if (ratio > 1 + mostShare) return `at least ${timesAtLeast(ratio)} times as much`
  const more = boundPercent(ratio - 1, 'down')
  return more > 0 ? `at least ${more.toFixed(1)} % more` : ''
}

/** The floor of the runtime, and which part of the machine sets it. */
export const floorFinding = (
  { layer, hardware }: MapRequest,
  { runtime }: Estimate,
  dataflow: Parameters<typeof estimateOf>[1],
): MappingFindingOf<'Floor'> => {
  const { noc, offchip, ...rest } = hardware
  const floorOn = (on: MapRequest['hardware']): number => {
    const found = estimateOf(layer, dataflow, on)
    return isRight(found) ? found.right.floor : 0
  }
  const compute = floorOn(rest)
  const network = noc === undefined ? compute : floorOn({ ...rest, noc })
  const outside = offchip === undefined ? compute : floorOn({ ...rest, offchip })
  const most = Math.max(compute, network, outside)
  const by = most === compute ? 'compute' : most === outside ? 'offchip' : 'network'
  return {
    _tag: 'Floor',
    by,
    sentence: sentence(
      `no mapping takes fewer than ${plural(most, 'cycle')}, ${boundWords[by]}; the best takes ${compared(runtime, most)}`,
    ),
    numbers: { runtime, compute, network, offchip: outside },
  }
}

const nothing = { read: 0, write: 0 }
const free = { mac: 0, hop: 0, l1: nothing, clusters: nothing, l2: nothing, offchip: nothing }

/** The entries of an energy table that a part is made of. */
const entryOf = { l1: 'l1', 'clusters[0]': 'clusters', l2: 'l2', network: 'hop', offchip: 'offchip' } as const

/** Smaller parts decide little. */
const leastShare = 0.01

/** What any mapping spends at least on one part: the bound of a search in which nothing else costs energy. */
const leastOf = (request: MapRequest, part: keyof typeof entryOf, nodes: number): number | undefined => {
  const entry = entryOf[part]
  const given = request.hardware.energy?.[entry]
  const { unit = 'MAC' } = request.hardware.energy ?? {}
  // Defaults are those of the estimate: a table without the entry has them.
  const table = { ...free, unit, [entry]: given }
  const { [entry]: own, ...others } = table
  const energy = own === undefined ? others : { ...others, [entry]: own }
  const found = map({ ...request, objective: 'energy', hardware: { ...request.hardware, energy } }, { nodes })
  return isRight(found) && typeof found.right.lower === 'number' ? found.right.lower : undefined
}

const isSearched = (part: string): part is keyof typeof entryOf => Object.hasOwn(entryOf, part)

/** Each part of the energy of some size beside its own least. */
export const partFindings = (
  request: MapRequest,
  estimate: Estimate,
  nodes: number,
): readonly MappingFindingOf<'EnergyPart'>[] => {
  const { total, unit } = estimate.energy
  return Object.entries(energyParts(estimate))
    .filter(([part, energy]) => isSearched(part) && energy > leastShare * total)
    .flatMap(([part, energy]) => {
      const least = isSearched(part) ? leastOf(request, part, nodes) : undefined
      if (least === undefined) return []
      // Sums of doubles differ by rounding.
      const bound = Math.abs(energy - least) <= 1e-9 * energy ? energy : least
      return [
        {
          _tag: 'EnergyPart' as const,
          part,
          sentence: sentence(
            `${percent(energy / total)} of the energy is spent in ${partName(part)};`,
            bound === 0
              ? 'the search found no lower bound above 0 for this part'
              : `no mapping spends less than ${energyText(bound, unit)} there, and the best spends ${compared(energy, bound)}`,
          ),
          numbers: { energy, least: bound, total },
        },
      ]
    })
}
