/** What fills the shared buffer step by step (docs/spec.md, section 16). */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { Accelerator } from '../hardware/accelerator'
import { byName } from '../internal/by-name'
import { readRecord } from '../internal/read'
import { integer } from '../internal/readers'
import { snapshot } from '../internal/snapshot'
import { type Corner, placesAt } from './alive'
import type { Chain } from './chain'
import type { Costed } from './costed-chain'
import { costChain, fusedOf } from './estimate-chain'
import type { ChainDataflow } from './estimate-fused'
import type { FusedPeak } from './fused-estimate'
import type { LoopLines } from './lines'
import { readRequest } from './read-request'
import { runCostOf } from './run-cost'
import { lookAt, type Shared, tensorsAt } from './shared-buffer'
import type { Steps } from './steps'

/**
 * The contents of the shared buffer while a layer runs in a step: bits in total, and tensor by tensor, in the order of the peak
 * of an estimate. Steps are numbered from 0 in the order in which they run; `tiles` has the number of the tile of each tiled
 * dimension.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedMoment = FusedPeak & {
  /** The number of the step, from 0. */
  readonly step: number
  /** The number of the tile of each tiled dimension, from 0. */
  readonly tiles: Readonly<Record<string, number>>
  /** Bits that the shared buffer holds at that moment. */
  readonly bits: number
}

/**
 * The shared buffer over the steps of a chain: a moment for each layer that runs in each step. Where `complete` is false, only
 * some of the `steps` are listed; the fullest moment is among them.
 *
 * @since 0.2.0
 * @category fusion
 */
export type FusedOccupancy = {
  /** The steps of the outer nest. */
  readonly steps: number
  /** True if every step is listed. */
  readonly complete: boolean
  /** Bits that the shared buffer holds; null if it is unlimited. */
  readonly capacity: number | null
  /** Names of the layers. */
  readonly layers: readonly string[]
  /** The contents of the shared buffer, layer by layer in each step. */
  readonly moments: readonly FusedMoment[]
}

const stepsByDefault = 256

/** More steps than anyone looks at. */
const mostSteps = 4096

const hint = `Give a number of steps from 1 to ${mostSteps}.`

const readSteps = /* @__PURE__ */ integer(1, 'Malformed', hint, stepsByDefault)

const stepsIn = (options: unknown, report: Report): number => {
  const record = readRecord(options, 'options', ['steps'], 'Malformed', report) ?? {}
  const most = readSteps(record['steps'], 'options', '.steps', report)
  if (most > mostSteps)
    report.push(
      fault('Malformed', 'options.steps', {
        expected: `at most ${mostSteps} steps`,
        given: show(most),
        hint,
      }),
    )
  return most
}

const allTiles = ({ groups }: LoopLines): readonly Corner[] =>
  groups.flatMap(({ first, count }, group) =>
    Array.from({ length: count }, (_, i) => ({ group, tile: first + i })),
  )

/** At most a number of the items, evenly spread: the first, the last and the one to keep among them, if there is room. */
const spread = <A>(items: readonly A[], keep: number, most: number): readonly A[] => {
  if (items.length <= most) return items
  const chosen = new Set([keep])
  if (chosen.size < most) chosen.add(0)
  for (let i = most - 1; i > 0 && chosen.size < most; i--)
    chosen.add(Math.round((i * (items.length - 1)) / (most - 1)))
  return items.filter((_, i) => chosen.has(i))
}

/**
 * Of loops with many tiles, those next to which something changes, as between them everything moves on evenly. Where these
 * are too many, some of them.
 */
const someTiles = (
  { corners }: Steps,
  keep: readonly number[],
  most: number,
): readonly (readonly Corner[])[] => {
  const steps = (limit: number): number =>
    corners.reduce((product, { corners: of }) => product * Math.min(limit, of.length), 1)
  let limit = corners.reduce((longest, { corners: of }) => Math.max(longest, of.length), 1)
  while (limit > 1 && steps(limit) > most) limit--
  return corners.map(({ corners: of }, l) => spread(of, keep[l]!, limit))
}

/** All combinations of numbers below these, the last one fastest. */
const combinations = (lengths: readonly number[]): readonly (readonly number[])[] =>
  lengths.reduce<readonly (readonly number[])[]>(
    (found, length) => found.flatMap((each) => Array.from({ length }, (_, i) => [...each, i])),
    [[]],
  )

const momentsOf = (
  costed: Costed,
  { others, chosen }: Shared,
  tiles: readonly (readonly Corner[])[],
): readonly FusedMoment[] => {
  const { layers, steps } = costed
  const { loops, lines } = steps
  const corners = lines.map((of, l) => placesAt(of, tiles[l]!))
  const listed: Costed = { ...costed, steps: { ...steps, corners } }
  const look = lookAt(listed)
  const dimensions = layers[layers.length - 1]!.problem.dimensions
  const named = loops.map(({ dimension }) => ({ name: dimensions[dimension]! }))
  return combinations(tiles.map((of) => of.length)).flatMap((at) => {
    const numbers = at.map((i, l) => tiles[l]![i]!.tile)
    const step = numbers.reduce((sum, tile, l) => sum * loops[l]!.tiles + tile, 0)
    const { isRunning } = look(at)
    const running = layers.flatMap((_, layer) => (isRunning(layer) ? [layer] : []))
    return running.map((layer): FusedMoment => {
      const tensors = tensorsAt(listed, look, { corners: at, layer }, others, chosen)
      const bits = tensors.reduce((sum, tensor) => sum + tensor.bits, 0)
      return { step, tiles: byName(named, (l) => numbers[l]!), layer, tensors, bits }
    })
  })
}

/**
 * Returns the contents of the shared buffer in each step while each layer runs. Its peak is the capacity that `estimateFused`
 * requires. A chain of more steps than `steps` (256 when absent, at most 4,096) is shown by those next to which something
 * changes. The errors are those of `estimateFused`.
 *
 * @param chain - The layers and their tiles, as {@link fuse} makes them.
 * @param dataflow - One dataflow for all layers, one for each, or a function of the layer.
 * @param hardware - The accelerator that the chain runs on.
 * @param options - The number of steps to list.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { estimateFused, fuse, occupancyOf } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32 })
 * const rows = dataflow('rows', [temporalMap("Y'"), spatialMap("X'")])
 * const chain = fuse([first, second], { tile: { "Y'": 6 } })
 * const chip = accelerator({ pes: 32 })
 * const { moments } = orThrow(occupancyOf(chain, rows, chip))
 * moments.map(({ step, layer }) => [step, layer]).slice(0, 4) // => [[0, 0], [0, 1], [1, 0], [1, 1]]
 * const fullest = Math.max(...moments.map(({ bits }) => bits))
 * fullest === orThrow(estimateFused(chain, rows, chip)).buffers.l2.required.bits // => true
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const occupancyOf = (
  chain: Chain,
  dataflow: ChainDataflow,
  hardware: Accelerator,
  options: {
    /** The most steps that are all listed: 256 by default, at most 4,096. */
    readonly steps?: number
  } = {},
): Either<EstimateErrors, FusedOccupancy> =>
  attempt((report) => {
    const most = stepsIn(options, report)
    const request = readRequest(chain, dataflow, snapshot(hardware), report)
    const costing = request && costChain(request, runCostOf, report)
    const fused = costing && fusedOf(costing, [], report)
    if (costing === undefined || fused === undefined || report.length > 0) return undefined
    const { costed, shared } = costing
    const complete = fused.steps <= most
    const tiles = complete
      ? costed.steps.lines.map(allTiles)
      : someTiles(costed.steps, shared.peak.corners, most)
    return {
      steps: fused.steps,
      complete,
      capacity: fused.buffers.l2.capacity,
      layers: fused.layers.map(({ name }) => name),
      moments: momentsOf(costed, shared, tiles),
    }
  })
