/** The estimate that the costs of a chain amount to (docs/spec.md, section 16). */
import { cyclesAt, longerOf } from '../cost/time'
import type { Warning } from '../error/warning'
import { uncountedParts } from '../hardware/energy'
import { largestCount } from '../internal/arithmetic'
import { byName } from '../internal/by-name'
import { type Crossing, elementsOfLast, neededOfFirst, outputWeights } from './border'
import {
  boundOfChain,
  energyOfChain,
  type InnerBuffers,
  innerBuffersOf,
  sumOverRuns,
  wordsIn,
} from './chain-costs'
import { bitsOf, type Costed } from './costed-chain'
import type { FusedEstimate } from './fused-estimate'
import { pointsOf, pointsOnce } from './runs'
import type { Shared } from './shared-buffer'

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
  { fullest, chosen, crossings }: Shared,
  counts: readonly number[],
): boolean => {
  const weights = crossings.flatMap(({ reads, writes, readWeight, writeWeight }) => [
    reads + writes,
    readWeight + writeWeight,
  ])
  const all = [...counts, ...weights, ...fullest.most, fullest.retained, chosen.need, costed.steps.count]
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
  const { fullest, chosen, tensors, peak } = shared
  const { l2 } = costed.layers[0]!.hardware
  const shown = ({ required, capacity, fits }: InnerBuffers['l1']) => ({ required, capacity, fits })
  return {
    l1: shown(l1),
    clusters: clusters.map(shown),
    l2: {
      required: { bits: bitsOf(costed, chosen.need) },
      retained: { bits: bitsOf(costed, fullest.retained) },
      peak: { layer: peak.layer, tensors },
      capacity: l2 === null ? null : 8 * l2,
      fits: chosen.fits,
    },
    fits: chosen.fits && l1.fits && clusters.every(({ fits }) => fits),
  }
}

/** The estimate; undefined where its counts are not exact. */
export const assemble = (
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
