/** Which layers of a network to fuse, and how to tile each group. */
import type { Either } from 'fp-ts/Either'
import { roomOf } from '../cost/residency'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import { type Objective, objectives } from '../figures/objectives'
import type { Accelerator } from '../hardware/accelerator'
import { readList } from '../internal/read'
import { integer, listOf, ofKind, optional, optionalWord, optionsOf } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import type { Layer } from '../operator/layer'
import { weighingOf } from './border'
import { type Chain, fuse, type Halo } from './chain'
import { type Cost, type Cutting, cutsOf, type Group, type Piece, worthKeeping, worthOf } from './cuts'
import { type ChainDataflow, estimateChain, lookAt } from './estimate-fused'
import type { FusedEstimate } from './fused-estimate'
import { nestsOf, type TileLimits } from './group-tiles'
import { occupancyOf } from './occupancy'
import { nestOf, type Tile } from './outer-nest'
import { type ChainLayer, mostChained, readRequest } from './read-request'
import { type CostOf, type RunCost, runCostOf } from './run-cost'
import { stepsOf } from './steps'

/**
 * What is searched for a network: the least `objective` over all ways to cut it into groups of at most `mostLayers` layers,
 * each with the best of its outer tiles. These are of balanced sizes ⌈extent / n⌉ with n up to `mostTiles`, of at most
 * `mostDimensions` of the `dimensions` of the group's last layer, in any order.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FuseNetworkOptions = {
  /** `'runtime'` when absent. */
  readonly objective?: Objective
  /** Along every tiled dimension; `'retain'` when absent. */
  readonly halo?: Halo
  /** Names of dimensions that may be tiled; all that a chain allows when absent. */
  readonly dimensions?: readonly string[]
  /** 0, 1 or 2; 2 when absent. */
  readonly mostDimensions?: number
  /** Along a dimension; 32 when absent. */
  readonly mostTiles?: number
  /** Of a group; 8 when absent. */
  readonly mostLayers?: number
}

/**
 * A group of consecutive layers, from the first to the last, with its tiles and its estimate.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedGroup = {
  readonly first: number
  readonly last: number
  readonly chain: Chain
  readonly estimate: FusedEstimate
}

/**
 * A way to cut a network into groups, and the sums over them.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedPlan = {
  readonly groups: readonly FusedGroup[]
  readonly runtime: number
  readonly energy: number
  readonly edp: number
  readonly macs: number
  readonly recomputed: number
  /** Bits that cross the border of the chip. */
  readonly bits: number
}

/**
 * What `fuseNetwork` answers: the best plan, the best one that cuts elsewhere (null if there is none), and for each pair of
 * neighbouring layers the least objective with a cut after layer `after`, and without one (null where that is not possible).
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedNetwork = {
  readonly best: FusedPlan
  readonly second: FusedPlan | null
  readonly cuts: readonly {
    readonly after: number
    readonly cut: number | null
    readonly joined: number | null
  }[]
  /** Groups and nests of tiles that were tried, and nests that fit the buffers. */
  readonly searched: { readonly groups: number; readonly tilings: number; readonly fit: number }
}

/** More nests of a network are too many to try. */
export const mostTilings = 2 ** 22

type Options = {
  readonly objective: Objective
  readonly halo: Halo
  readonly dimensions: readonly string[] | null
  readonly mostDimensions: number
  readonly mostTiles: number
  readonly mostLayers: number
}

const isText = (value: unknown): value is string => typeof value === 'string'

const readOptions = /* @__PURE__ */ optionsOf<Options>({
  objective: /* @__PURE__ */ optionalWord<Objective>([objectives[0], ...objectives.slice(1)]),
  halo: /* @__PURE__ */ optionalWord<Halo>(['retain', 'recompute']),
  dimensions: /* @__PURE__ */ optional<readonly string[], null>(
    /* @__PURE__ */ listOf(
      'Malformed',
      16,
      /* @__PURE__ */ ofKind(isText, '', {
        tag: 'Malformed',
        expected: 'the name of a dimension',
        hint: 'Name dimensions as tiles do, such as "Y\'".',
      }),
    ),
    null,
  ),
  mostDimensions: /* @__PURE__ */ integer(0, 'Malformed', 'Write 0, 1 or 2, or leave it out for 2.', 2),
  mostTiles: /* @__PURE__ */ integer(1, 'Malformed', 'Leave it out for 32.', 32),
  mostLayers: /* @__PURE__ */ integer(1, 'Malformed', 'Leave it out for 8.', 8),
})

/** A nest of a group that fits, and what it costs. */
type Candidate = { readonly tiles: readonly Tile[]; readonly runtime: number; readonly energy: number }

type Searched = Group & {
  readonly layers: readonly ChainLayer[]
  readonly candidates: readonly Candidate[]
  readonly tried: number
  readonly fit: number
}

/** Runs of layers on boxes, costed once; what is illegal stays so. */
type Known = Map<string, RunCost | null>

/** Remembers what runs cost: `ofNetwork` has the position of each layer of a chain in the network. */
const remembering =
  (known: Known, ofNetwork: ReadonlyMap<ChainLayer, string>): CostOf =>
  (layer, lengths, report) => {
    const key = `${ofNetwork.get(layer)} ${lengths.join()}`
    const found = known.get(key)
    if (found !== undefined && found !== null) return found
    const cost = found === null ? undefined : runCostOf(layer, lengths, [])
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

/** The estimate of a group with a nest of tiles; undefined where the nest is not allowed, or does not fit. */
const estimateGroup = (
  layers: readonly ChainLayer[],
  tiles: readonly Tile[],
  halo: Halo,
  costOf: CostOf,
): FusedEstimate | undefined => {
  const report: EstimateError[] = []
  const halos = new Map(tiles.map(({ dimension }) => [dimension, { halo }]))
  const loops = nestOf(layers, tiles, halos, report)
  const steps = report.length === 0 ? stepsOf(layers, loops, report) : undefined
  if (steps === undefined) return undefined
  const { hardware } = layers[0]!
  const weighing = weighingOf(layers)
  const room = roomOf(hardware.l2, hardware, weighing.areWords)
  // What is alive has to fit, whatever becomes of the other inputs: most nests that do not fit end here, before any run is costed.
  if (room < Number.POSITIVE_INFINITY) {
    const { most } = occupancyOf(layers, steps, lookAt({ layers, steps, weighing }))
    if (Math.max(...most) > room) return undefined
  }
  const estimate = estimateChain({ layers, loops, warnings: [] }, costOf, report)
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

type Parts = {
  readonly layers: readonly Layer[]
  readonly flows: readonly unknown[]
  readonly hardware: Accelerator
  readonly options: Options
}

/** The checked layers of a group; undefined where they do not make a chain. */
const chainLayers = (
  { layers, flows, hardware }: Parts,
  first: number,
  last: number,
  report: Report,
): readonly ChainLayer[] | undefined =>
  readRequest(
    { layers: layers.slice(first, last + 1), tile: {} },
    flows.slice(first, last + 1),
    hardware,
    report,
  )?.layers

const searchGroup = (parts: Parts, layers: readonly ChainLayer[], first: number, known: Known): Searched => {
  const { halo, objective, ...limits } = parts.options
  const nests = nestsOf(layers[layers.length - 1]!, limits satisfies TileLimits)
  // The first layer of a group reads its input at its own width, others at that of the layer before.
  const ofNetwork = new Map(layers.map((layer, i) => [layer, `${first + i} ${i === 0}`]))
  const candidates = candidatesOf(layers, nests, halo, remembering(known, ofNetwork))
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
const searchGroups = (parts: Parts): readonly Searched[] => {
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

const planOf = ({ pieces }: Cutting, groups: readonly Searched[], parts: Parts): FusedPlan => {
  const { halo } = parts.options
  const chosen = pieces.map(({ first, last, way }: Piece): FusedGroup => {
    const { layers, candidates } = groups.find((group) => group.first === first && group.last === last)!
    const { tiles } = candidates[way]!
    const chain = fuse(parts.layers.slice(first, last + 1), {
      tile: tiles.map(({ name, size }) => [name, size] as const),
      ...(halo === 'retain' ? {} : { halo: Object.fromEntries(tiles.map(({ name }) => [name, halo])) }),
    })
    // It was found to fit.
    return { first, last, chain, estimate: estimateGroup(layers, tiles, halo, runCostOf)! }
  })
  const sum = (of: (estimate: FusedEstimate) => number): number =>
    chosen.reduce((total, { estimate }) => total + of(estimate), 0)
  const [runtime, energy] = [sum((of) => of.runtime), sum((of) => of.energy.total)]
  return {
    groups: chosen,
    runtime,
    energy,
    edp: runtime * energy,
    macs: sum(({ macs }) => macs),
    recomputed: sum(({ recomputed }) => recomputed),
    bits: sum(({ offchip }) => offchip.bits),
  }
}

/** A layer that is part of no group that fits. */
const leftOut = (layers: number, groups: readonly Searched[]): number => {
  for (let layer = 0; layer < layers; layer++)
    if (!groups.some(({ first, last, costs }) => first <= layer && layer <= last && costs.length > 0))
      return layer
  return 0
}

const nothingFits = (at: number): EstimateError =>
  fault('NothingFits', `layers[${at}]`, {
    expected: 'a group that a layer is part of, and tiles of it, which fit the buffers',
    given: 'none that fits',
    hint: 'Enlarge the buffers, allow more tiles, or give another dataflow; estimateFused says what each buffer must hold.',
    message: `Layer ${at} fits the buffers neither by itself nor fused, whatever its tiles.`,
  })

const inNetwork =
  (layer: number) =>
  (error: EstimateError): EstimateError => {
    const move = (text: string): string =>
      text.replace(/^chain\.layers\[0\]/, `layers[${layer}]`).replace(/^dataflow\[0\]/, `dataflow[${layer}]`)
    const renumber = (text: string): string => text.replace('layer 0 on a box', `layer ${layer} on a box`)
    return {
      ...error,
      path: move(error.path),
      given: renumber(error.given),
      message: renumber(move(error.message)),
    }
  }

/** Reports what is wrong with layers, dataflows and hardware by themselves, each fault once. */
const checkParts = (parts: Parts, report: Report): void => {
  const seen = new Set<string>()
  parts.layers.forEach((_, i) => {
    const faults: EstimateError[] = []
    chainLayers(parts, i, i, faults)
    for (const error of faults.map(inNetwork(i))) {
      if (!seen.has(`${error.path} ${error.message}`)) report.push(error)
      seen.add(`${error.path} ${error.message}`)
    }
  })
}

/** Why a layer is left out: its dataflow is illegal, or it fits in no way. */
const reportMisfit = (parts: Parts, at: number, report: Report): void => {
  const faults: EstimateError[] = []
  const layers = chainLayers(parts, at, at, faults)
  if (layers !== undefined) estimateChain({ layers, loops: [], warnings: [] }, runCostOf, faults)
  report.push(...(faults.length > 0 ? faults.map(inNetwork(at)) : [nothingFits(at)]))
}

const isFunction = (value: unknown): value is (layer: unknown) => unknown => typeof value === 'function'

const flowsFor = (dataflow: unknown, layers: readonly unknown[], report: Report): readonly unknown[] => {
  if (isFunction(dataflow)) return layers.map((layer) => snapshot(dataflow(layer)))
  if (!Array.isArray(dataflow)) {
    const one = snapshot(dataflow)
    return layers.map(() => one)
  }
  if (dataflow.length === layers.length) return layers.map((_, i) => snapshot(dataflow[i]))
  report.push(
    fault('Malformed', 'dataflow', {
      expected: `a dataflow, a function from layers to dataflows, or a list with one for each of the ${layers.length} layers`,
      given: `a list of ${dataflow.length}`,
      hint: 'Give one dataflow for all layers, or one for each.',
    }),
  )
  return []
}

const readParts = (
  given: unknown,
  dataflow: unknown,
  hardware: unknown,
  options: unknown,
  report: Report,
): Parts | undefined => {
  const read = readOptions(options, '', 'options', report)
  const originals = readList(given, 'layers', mostChained, 'Malformed', report)
  if (originals?.length === 0)
    report.push(
      fault('Malformed', 'layers', {
        expected: 'a list of at least one layer',
        given: 'an empty list',
        hint: 'Give the layers of the network, in their order.',
      }),
    )
  if (originals === undefined || report.length > 0) return undefined
  const flows = flowsFor(dataflow, originals, report)
  if (report.length > 0) return undefined
  const layers = originals.map(snapshot) as readonly Layer[] // each is checked when it is linked
  const parts: Parts = { layers, flows, hardware: snapshot(hardware) as Accelerator, options: read } // it is checked too
  checkParts(parts, report)
  return report.length > 0 ? undefined : parts
}

/**
 * Which layers of a network to fuse: of all ways to cut the list of layers into groups of consecutive ones, each with the best
 * of its outer tiles that fit the buffers, the one with the least objective. It is exact for what it searches. For `'edp'` the
 * groups together have the least Σ energies · Σ runtimes.
 *
 * The result is a Left if a layer, the dataflow, the accelerator or an option is invalid, or if a layer fits in no way.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { fuseNetwork } from 'maestro-dataflow/fusion'
 *
 * const layers = [34, 32, 30].map((Y) => conv2d({ K: 8, C: 8, R: 3, S: 3, Y, X: Y }))
 * const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
 * const hardware = accelerator({ pes: 32, l2: { capacity: 8192 }, offchip: { bandwidth: 1 } })
 * const { best, second } = orThrow(fuseNetwork(layers, rows, hardware, { dimensions: ["Y'"] }))
 * best.groups.map(({ first, last }) => [first, last]) // => [[0, 1], [2, 2]]
 * best.runtime < (second?.runtime ?? 0) // => true
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const fuseNetwork = (
  layers: readonly Layer[],
  dataflow: ChainDataflow,
  hardware: Accelerator,
  options: FuseNetworkOptions = {},
): Either<EstimateErrors, FusedNetwork> =>
  attempt((report) => {
    const parts = readParts(layers, dataflow, hardware, options, report)
    if (parts === undefined) return undefined
    const { objective } = parts.options
    const groups = searchGroups(parts)
    const { best, second, cuts } = cutsOf(parts.layers.length, groups, objective)
    if (best === null) {
      reportMisfit(parts, leftOut(parts.layers.length, groups), report)
      return undefined
    }
    const worth = (cutting: Cutting | null): number | null =>
      cutting === null ? null : worthOf(cutting, objective)
    return {
      best: planOf(best, groups, parts),
      second: second === null ? null : planOf(second, groups, parts),
      cuts: cuts.map(({ after, cut, joined }) => ({ after, cut: worth(cut), joined: worth(joined) })),
      searched: {
        groups: groups.length,
        tilings: groups.reduce((sum, { tried }) => sum + tried, 0),
        fit: groups.reduce((sum, { fit }) => sum + fit, 0),
      },
    }
  })
