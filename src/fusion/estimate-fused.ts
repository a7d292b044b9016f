/** Estimates of fused chains (docs/spec.md, section 16). */
import type { Either } from 'fp-ts/Either'
import { roomOf } from '../cost/residency'
import { cyclesAt, longerOf } from '../cost/time'
import type { Dataflow } from '../dataflow/directive'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import type { Warning } from '../error/warning'
import type { Accelerator } from '../hardware/accelerator'
import { uncountedParts } from '../hardware/energy'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { snapshot } from '../internal/snapshot'
import type { Layer } from '../operator/layer'
import { unitsPerBit } from '../operator/widths'
import { layerByLayer, leastBitsAlone } from './alone'
import {
  type Crossing,
  crossingsOf,
  elementsOfLast,
  hasPartialSums,
  insideOf,
  neededOfFirst,
  type Others,
  othersOf,
  outputWeights,
  type Weighing,
  weighingOf,
} from './border'
import type { Chain } from './chain'
import {
  boundOfChain,
  energyOfChain,
  type InnerBuffers,
  innerBuffersOf,
  type Kinds,
  sumOverRuns,
  wordsIn,
} from './chain-costs'
import { type Chosen, choose, mostCombinations } from './choose'
import { costKinds } from './costed-kinds'
import type { FusedComparison, FusedEstimate, FusedPeak, LayerByLayer } from './fused-estimate'
import { census, type Moment, type Occupancy, occupancyOf, peakOf } from './occupancy'
import { type ChainLayer, type Request, readRequest } from './read-request'
import { type CostOf, runCostOf } from './run-cost'
import { pointsOf, pointsOnce } from './runs'
import { type Steps, stepsOf } from './steps'

/**
 * The dataflow of each layer: one for all, a list with one for each, or a function from layers to dataflows.
 *
 * @since 0.2.0
 * @category fusion
 */
export type ChainDataflow = Dataflow | readonly Dataflow[] | ((layer: Layer) => Dataflow)

const tooManyChoices = (): EstimateError =>
  fault('TooComplex', 'chain', {
    expected: `at most ${mostCombinations} combinations of ways to bring in weights and the like`,
    given: 'more',
    hint: 'Fuse fewer layers at once.',
  })

const overflow = (): EstimateError =>
  fault('CountOverflow', 'chain', {
    expected: 'counts of at most 2^53 − 1, and energies that are finite',
    given: 'more',
    hint: 'Fuse fewer layers, or split them along their largest extent.',
    message:
      'Some count of the chain exceeds 2^53 − 1, or an energy is too large for a number: it would not be exact.',
  })

/** What a chain costs, before it is put into words. */
export type Costed = {
  readonly layers: readonly ChainLayer[]
  readonly steps: Steps
  readonly kinds: Kinds
  readonly weighing: Weighing
}

export const bitsOf = ({ layers, weighing }: Costed, weight: number): number =>
  weighing.areWords ? weight * (8 * layers[0]!.hardware.elementBytes) : weight / unitsPerBit

/** What the shared buffer must hold, and when it is fullest. */
export type Shared = {
  readonly occupancy: Occupancy
  readonly others: Others
  readonly chosen: Chosen
  readonly crossings: readonly Crossing[]
  readonly tensors: FusedPeak['tensors']
  readonly peak: Moment
}

/** Looks at what the steps of a chain have in the shared buffer. */
export const lookAt = ({ layers, steps, weighing }: Omit<Costed, 'kinds'>) => {
  const last = layers[layers.length - 1]!
  const { partial, final } = outputWeights(weighing, last)
  const handed = layers.map((layer, k) =>
    k === 0 ? insideOf(weighing, layer, layer.taken) : outputWeights(weighing, layers[k - 1]!).final,
  )
  const copies = last.hardware.overlap !== 'none' && steps.count > 1 ? 2 : 1
  return census(layers, steps, { handed, last: hasPartialSums(steps) ? partial : final }, copies)
}

/** Tensors by where they are made: the first input, the output of each layer. */
const nameOf = (layers: readonly ChainLayer[], tensor: number) => {
  const layer = Math.max(0, tensor - 1)
  const { problem, taken, output } = layers[layer]!
  return { layer, tensor: problem.tensors[tensor === 0 ? taken : output]!.name }
}

/** What fills the shared buffer at a moment, tensor by tensor. */
export const tensorsAt = (
  costed: Costed,
  look: ReturnType<typeof lookAt>,
  { corners, layer }: Moment,
  others: Others,
  { options }: Chosen,
): FusedPeak['tensors'] => {
  const { layers } = costed
  const { present } = look(corners)
  const handed = layers.map((_, tensor) => ({ ...nameOf(layers, tensor), weight: present(layer, tensor) }))
  const brought = others.inputs.map((input, i) => ({
    layer: input.layer,
    tensor: layers[input.layer]!.problem.tensors[input.tensor]!.name,
    weight: options[i]!.always + (input.layer === layer ? options[i]!.own : 0),
  }))
  const last = { ...nameOf(layers, layers.length), weight: present(layer, layers.length) }
  return [...handed, ...brought, last]
    .filter(({ weight }) => weight > 0)
    .map(({ layer: of, tensor, weight }) => ({ layer: of, tensor, bits: bitsOf(costed, weight) }))
}

const shareOut = (costed: Costed, report: Report): Shared | undefined => {
  const { layers, steps, kinds, weighing } = costed
  const look = lookAt(costed)
  const occupancy = occupancyOf(layers, steps, look)
  const others = othersOf(weighing, layers, steps, kinds)
  const { hardware } = layers[0]!
  const chosen = choose(others.choosing, occupancy.most, roomOf(hardware.l2, hardware, weighing.areWords))
  if (chosen === undefined) {
    report.push(tooManyChoices())
    return undefined
  }
  const own = layers.map((_, layer) =>
    chosen.options.reduce(
      (sum, option, i) => (others.inputs[i]!.layer === layer ? sum + option.own : sum),
      0,
    ),
  )
  const peak = peakOf(occupancy, own)
  const brought = others.inputs.map((input, i) => others.crossingFor(input, chosen.options[i]!.way))
  return {
    occupancy,
    others,
    chosen,
    crossings: crossingsOf(weighing, layers, steps, [...brought, ...others.bypassed]),
    peak,
    tensors: tensorsAt(costed, look, peak, others, chosen),
  }
}

/** A product of doubles may be rounded up: by less than this part of itself. */
const rounding = 2 ** -50

/** Cycles that the PEs take at least to compute each element once. */
const computeFloor = ({ layers, steps, kinds }: Costed): number => {
  const { pes, simd } = layers[0]!.hardware
  let whole = true
  const work = layers.reduce((sum, _, k) => {
    const executed = kinds[k]![0]?.cost.hardware.perTensor?.sparsity?.executed ?? 1
    whole = whole && executed === 1
    return sum + pointsOnce(k, steps.loops, steps.lines, steps.standing) * executed
  }, 0)
  const cycles = work / (pes * simd)
  return Math.ceil(whole ? cycles : cycles - cycles * rounding)
}

/** What crosses the border of the chip at least: everything that is needed, once. */
const compulsoryWeight = ({ layers, steps, weighing }: Costed, crossings: readonly Crossing[]): number => {
  const first = crossings[0]!
  const perElement = ({ reads, readWeight }: Crossing): number => (reads === 0 ? 0 : readWeight / reads)
  const others = crossings.slice(1, -1).reduce((sum, crossing) => {
    const { touched } = steps.others.find(
      ({ layer, tensor }) => layer === crossing.layer && tensor === crossing.tensor,
    )!
    return sum + touched.union * perElement(crossing)
  }, 0)
  const last = layers[layers.length - 1]!
  return (
    neededOfFirst(steps) * perElement(first) +
    others +
    elementsOfLast(last) * outputWeights(weighing, last).final
  )
}

const isCountedExactly = (
  costed: Costed,
  { occupancy, chosen, crossings }: Shared,
  counts: readonly number[],
): boolean => {
  const weights = crossings.flatMap(({ reads, writes, readWeight, writeWeight }) => [
    reads + writes,
    readWeight + writeWeight,
  ])
  const all = [...counts, ...weights, ...occupancy.most, occupancy.retained, chosen.need, costed.steps.count]
  return all.every((count) => count <= largestCount) && weights.reduce((a, b) => a + b, 0) / 2 <= largestCount
}

const unique = (warnings: readonly Warning[]): readonly Warning[] => {
  const seen = new Set<string>()
  return warnings.filter(({ _tag, path }) => {
    const key = `${_tag} ${path}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const doesNotFit = (path: string, required: number, capacity: number | null): Warning => ({
  _tag: 'DoesNotFit',
  path,
  message: `${path} holds ${capacity} bits of the ${required} that the chain requires.`,
})

const misfits = ({ l1, clusters, l2 }: FusedEstimate['buffers']): readonly Warning[] =>
  [
    { path: 'hardware.l1', buffer: l1 },
    ...clusters.map((buffer, i) => ({ path: `hardware.clusters[${i}]`, buffer })),
    { path: 'hardware.l2', buffer: l2 },
  ].flatMap(({ path, buffer: { required, capacity, fits } }) =>
    fits ? [] : [doesNotFit(path, required.bits, capacity)],
  )

const warningsOfRuns = ({ layers, kinds }: Costed): readonly Warning[] =>
  kinds.flatMap((ofLayer, i) =>
    ofLayer.flatMap(({ cost }) =>
      cost.estimate.warnings
        .filter(({ _tag }) => _tag !== 'DoesNotFit')
        .map((warning) => ({ ...warning, path: warning.path.replace(/^dataflow\b/, layers[i]!.place) })),
    ),
  )

const layersOf = ({ layers, steps, kinds }: Costed): FusedEstimate['layers'] =>
  layers.map(({ problem }, i) => {
    const dimensions = problem.dimensions.map((name) => ({ name }))
    const ofLayer = kinds[i]!
    const macs = ofLayer.reduce((sum, { lengths, times }) => sum + times * pointsOf(lengths), 0)
    return {
      name: problem.name,
      macs,
      recomputed: macs - pointsOnce(i, steps.loops, steps.lines, steps.standing),
      runtime: ofLayer.reduce((sum, { times, cost }) => sum + times * cost.onChip, 0),
      runs: steps.runs[i]!,
      kinds: ofLayer.map(({ lengths, times, cost }) => ({
        box: byName(dimensions, (d) => lengths[d]!),
        times,
        estimate: cost.estimate,
      })),
    }
  })

const buffersOf = (
  costed: Costed,
  shared: Shared,
  { l1, clusters }: InnerBuffers,
): FusedEstimate['buffers'] => {
  const { occupancy, chosen, tensors, peak } = shared
  const { l2 } = costed.layers[0]!.hardware
  const shown = ({ required, capacity, fits }: InnerBuffers['l1']) => ({ required, capacity, fits })
  return {
    l1: shown(l1),
    clusters: clusters.map(shown),
    l2: {
      required: { bits: bitsOf(costed, chosen.need) },
      retained: { bits: bitsOf(costed, occupancy.retained) },
      peak: { layer: peak.layer, tensors },
      capacity: l2 === null ? null : 8 * l2,
      fits: chosen.fits,
    },
    fits: chosen.fits && l1.fits && clusters.every(({ fits }) => fits),
  }
}

const assemble = (
  costed: Costed,
  shared: Shared,
  warnings: readonly Warning[],
): FusedEstimate | undefined => {
  const { layers, steps, kinds, weighing } = costed
  const { crossings, chosen } = shared
  const { clock, l2, offchipBandwidth } = layers[0]!.hardware
  const ofLayers = layersOf(costed)
  const macs = ofLayers.reduce((sum, layer) => sum + layer.macs, 0)
  const onChipRuntime = sumOverRuns(kinds, ({ onChip }) => onChip)
  const weight = crossings.reduce((sum, { readWeight, writeWeight }) => sum + readWeight + writeWeight, 0)
  const offChipTime = cyclesAt(wordsIn(weighing, weight), offchipBandwidth)
  const runtime = longerOf(onChipRuntime, offChipTime)
  const inner = innerBuffersOf(kinds)
  const sharedBytes = l2 ?? bitsOf(costed, chosen.need) / 8
  const energy = energyOfChain(kinds, inner, sharedBytes, weighing, crossings, runtime)
  const edp = energy.total * runtime
  if (!isCountedExactly(costed, shared, [macs, runtime]) || !Number.isFinite(edp)) return undefined
  const buffers = buffersOf(costed, shared, inner)
  const uncounted = uncountedParts.filter((part) =>
    kinds.some((of) => of.some(({ cost }) => cost.estimate.energy.uncounted.includes(part))),
  )
  return {
    macs,
    recomputed: ofLayers.reduce((sum, layer) => sum + layer.recomputed, 0),
    runtime,
    onChipRuntime,
    offChipTime,
    floor: Math.max(
      computeFloor(costed),
      cyclesAt(wordsIn(weighing, compulsoryWeight(costed, crossings)), offchipBandwidth),
    ),
    steps: steps.count,
    seconds: clock === null ? null : runtime / clock,
    bound: boundOfChain(kinds, onChipRuntime, offChipTime),
    energy: { ...energy, uncounted },
    edp,
    offchip: {
      tensors: crossings.map(({ layer, tensor, choice, reads, writes, readWeight, writeWeight }) => ({
        layer,
        tensor: layers[layer]!.problem.tensors[tensor]!.name,
        choice,
        reads,
        writes,
        bits: bitsOf(costed, readWeight + writeWeight),
      })),
      bits: bitsOf(costed, weight),
    },
    buffers,
    layers: ofLayers,
    warnings: unique([...warningsOfRuns(costed), ...misfits(buffers), ...warnings]),
  }
}

const doesNotPay = (fused: FusedEstimate, alone: LayerByLayer): readonly Warning[] =>
  fused.runtime >= alone.runtime &&
  fused.offchip.bits >= alone.bits &&
  fused.energy.total >= alone.energy * (1 - 1e-9)
    ? [
        {
          _tag: 'FusionDoesNotPay',
          path: 'chain',
          message: `The layers one by one take no more: ${alone.runtime} cycles (fused ${fused.runtime}), ${alone.bits} bits off-chip (fused ${fused.offchip.bits}), energy ${alone.energy} (fused ${fused.energy.total}).`,
        },
      ]
    : []

/** What a checked chain costs, whose runs cost what a function says. */
export const costChain = (
  { layers, loops }: Request,
  costOf: CostOf,
  report: Report,
): { readonly costed: Costed; readonly shared: Shared } | undefined => {
  const steps = stepsOf(layers, loops, report)
  const kinds = steps && costKinds(layers, steps, costOf, report)
  if (steps === undefined || kinds === undefined) return undefined
  const costed: Costed = { layers, steps, kinds, weighing: weighingOf(layers) }
  const shared = shareOut(costed, report)
  return shared && { costed, shared }
}

/** The estimate of a chain, or a report that its counts are not exact. */
export const fusedOf = (
  { costed, shared }: { readonly costed: Costed; readonly shared: Shared },
  warnings: readonly Warning[],
  report: Report,
): FusedEstimate | undefined => {
  const fused = assemble(costed, shared, warnings)
  if (fused === undefined) report.push(overflow())
  return fused
}

/** The estimate of a checked chain whose runs cost what a function says. */
export const estimateChain = (
  request: Request,
  costOf: CostOf,
  report: Report,
): FusedEstimate | undefined => {
  const chain = costChain(request, costOf, report)
  return chain && fusedOf(chain, request.warnings, report)
}

const compare = (
  chain: unknown,
  dataflow: unknown,
  given: unknown,
  report: Report,
  ofAlone: Report | null,
): { readonly fused: FusedEstimate; readonly alone: LayerByLayer | undefined } | undefined => {
  const hardware = snapshot(given)
  const request = readRequest(chain, dataflow, hardware, report)
  const fused = request && estimateChain(request, runCostOf, report)
  if (request === undefined || fused === undefined) return undefined
  // Whoever does not ask for the layers one by one only needs them where fusing might not pay.
  if (ofAlone === null && fused.offchip.bits < leastBitsAlone(request.layers))
    return { fused, alone: undefined }
  const alone = layerByLayer(request.layers, hardware as Accelerator, ofAlone ?? []) // it is checked
  if (alone === undefined) return { fused, alone }
  return { fused: { ...fused, warnings: [...fused.warnings, ...doesNotPay(fused, alone)] }, alone }
}

/**
 * Runtime, energy, buffers and traffic of a chain of layers that are fused: in each step of the outer nest, every layer
 * computes what the last one needs of it, and what lies between the layers stays on the chip. All faults of the three inputs
 * are reported together; a dataflow that is illegal on some box is refused with the layer and the box.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { estimateFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32 })
 * const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
 * const fused = orThrow(
 *   estimateFused(fuse([first, second], { tile: { "Y'": 6 } }), rows, accelerator({ pes: 32 })),
 * )
 * fused.offchip.tensors.map(({ choice, reads, writes }) => [choice, reads + writes])
 * // => [['fetched', 9248], ['kept', 1152], ['kept', 1152], ['written', 7200]]
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const estimateFused = (
  chain: Chain,
  dataflow: ChainDataflow,
  hardware: Accelerator,
): Either<EstimateErrors, FusedEstimate> =>
  attempt((report) => compare(chain, dataflow, hardware, report, null)?.fused)

/**
 * A chain fused and layer by layer. The result is a Left where the chain has no estimate, or one of its layers by itself.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, orThrow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { compareFused, fuse } from 'maestro-dataflow/fusion'
 *
 * const first = conv2d({ K: 16, C: 8, R: 3, S: 3, Y: 34, X: 34 })
 * const second = conv2d({ K: 8, C: 16, R: 3, S: 3, Y: 32, X: 32 })
 * const rows = dataflow('rows', [temporalMap(1, 1, "Y'"), spatialMap(1, 1, "X'")])
 * const chain = fuse([first, second], { tile: { "Y'": 6 } })
 * const { fused, alone } = orThrow(compareFused(chain, rows, accelerator({ pes: 32 })))
 * fused.offchip.bits < alone.bits // => true
 * ```
 * @since 0.2.0
 * @category fusion
 */
export const compareFused = (
  chain: Chain,
  dataflow: ChainDataflow,
  hardware: Accelerator,
): Either<EstimateErrors, FusedComparison> =>
  attempt((report) => {
    const ofAlone: EstimateError[] = []
    const compared = compare(chain, dataflow, hardware, report, ofAlone)
    report.push(...ofAlone)
    return compared?.alone === undefined ? undefined : { fused: compared.fused, alone: compared.alone }
  })
