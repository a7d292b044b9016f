/** What groups of layers of a network cost, each with all nests of tiles that are tried. */
import { roomOf } from '../cost/residency'
import { type EstimateError, fault } from '../error/error'
import type { Halo } from './chain'
import { type Cost, type Group, worthKeeping } from './cuts'
import { costSteps, fusedOf, type Stepped, stepThrough } from './estimate-chain'
import type { FusedEstimate } from './fused-estimate'
import { nestsOf, type TileLimits } from './group-tiles'
import { nestOf, type Tile } from './outer-nest'
import { chainLayers, type Parts } from './read-network'
import type { ChainLayer } from './read-request'
import type { CostOf, RunCost } from './run-cost'

/** A nest of a group that fits, and what it costs. */
type Candidate = { readonly tiles: readonly Tile[]; readonly runtime: number; readonly energy: number }

export type Searched = Group & {
  readonly layers: readonly ChainLayer[]
  readonly candidates: readonly Candidate[]
  readonly tried: number
  readonly fit: number
}

/** Runs of layers on boxes, costed once; what is illegal stays so. */
type Known = Map<string, RunCost | null>

/** Remembers what runs cost: `ofNetwork` has the position of each layer of a chain in the network. */
const remembering =
  (known: Known, ofNetwork: ReadonlyMap<ChainLayer, string>, costOf: CostOf): CostOf =>
  (layer, lengths, report) => {
    const key = `${ofNetwork.get(layer)} ${lengths.join()}`
    const found = known.get(key)
    if (found !== undefined && found !== null) return found
    const cost = found === null ? undefined : costOf(layer, lengths, [])
    known.set(key, cost ?? null)
    // What is wrong does not matter: another nest is tried.
    if (cost === undefined) report.push(illegal())
    return cost
  }

const illegal = (): EstimateError =>
  fault('Malformed', 'dataflow', {
    expected: 'a dataflow that is legal on a box',
    given: 'another',
    hint: 'Try another.',
  })

/** The steps of a group with a nest of tiles; undefined where the nest is not allowed. */
export const stepGroup = (
  layers: readonly ChainLayer[],
  tiles: readonly Tile[],
  halo: Halo,
): Stepped | undefined => {
  const report: EstimateError[] = []
  const halos = new Map(tiles.map(({ dimension }) => [dimension, { halo }]))
  const loops = nestOf(layers, tiles, halos, report)
  return report.length === 0 ? stepThrough({ layers, loops }, report) : undefined
}

/** Whether what is alive alone fills more than the shared buffer, whatever becomes of the other inputs. */
const isTooFull = ({ layers, weighing, fullest }: Stepped): boolean => {
  const { hardware } = layers[0]!
  return Math.max(...fullest.most) > roomOf(hardware.l2, hardware, weighing.areWords)
}

/** The estimate of a group with a nest of tiles; undefined where the nest is not allowed, or does not fit. */
export const estimateGroup = (
  layers: readonly ChainLayer[],
  tiles: readonly Tile[],
  halo: Halo,
  costOf: CostOf,
): FusedEstimate | undefined => {
  const stepped = stepGroup(layers, tiles, halo)
  // Most nests that do not fit end here, before any run is costed.
  if (stepped === undefined || isTooFull(stepped)) return undefined
  const report: EstimateError[] = []
  const chain = costSteps(stepped, costOf, report)
  const estimate = chain && fusedOf(chain, [], report)
  return estimate?.buffers.fits === true ? estimate : undefined
}

/** What nests of a group cost, those that fit. */
const candidatesOf = (
  layers: readonly ChainLayer[],
  nests: readonly (readonly Tile[])[],
  halo: Halo,
  costOf: CostOf,
): readonly Candidate[] =>
  nests.flatMap((tiles): readonly Candidate[] => {
    const estimate = estimateGroup(layers, tiles, halo, costOf)
    return estimate === undefined ? [] : [{ tiles, runtime: estimate.runtime, energy: estimate.energy.total }]
  })

const searchGroup = (parts: Parts, layers: readonly ChainLayer[], first: number, known: Known): Searched => {
  const { halo, objective, search, ...limits } = parts.options
  const nests = nestsOf(layers[layers.length - 1]!, limits satisfies TileLimits)
  // The first layer of a group reads its input at its own width, others at that of the layer before.
  const ofNetwork = new Map(layers.map((layer, i) => [layer, [first + i, i === 0].join(' ')]))
  const candidates = candidatesOf(layers, nests, halo, remembering(known, ofNetwork, parts.runs.costOf))
  const costs = candidates.map(({ runtime, energy }, way): Cost => ({ runtime, energy, way }))
  return {
    first,
    last: first + layers.length - 1,
    layers,
    costs: worthKeeping(costs, objective),
    candidates,
    tried: nests.length,
    fit: candidates.length,
  }
}

/** Every group of layers that makes a chain. */
export const searchGroups = (parts: Parts): readonly Searched[] => {
  const known: Known = new Map()
  const groups: Searched[] = []
  for (let first = 0; first < parts.layers.length; first++)
    for (let last = first; last < Math.min(parts.layers.length, first + parts.options.mostLayers); last++) {
      const layers = chainLayers(parts, first, last, [])
      // Where layers do not match, no longer group from here on does.
      if (layers === undefined) break
      groups.push(searchGroup(parts, layers, first, known))
    }
  return groups
}
