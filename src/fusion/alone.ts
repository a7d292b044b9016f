/** The layers of a chain one by one (docs/spec.md, section 16), without the padding that a chain does not fetch either. */
import { at } from '../cost/counts'
import type { Estimate } from '../cost/estimate-type'
import { estimate } from '../cost/evaluate'
import { OFF_CHIP, SHARED } from '../cost/places'
import { cyclesAt, longerOf } from '../cost/time'
import type { Dataflow } from '../dataflow/directive'
import type { Report } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { energyAt } from '../hardware/energy'
import { isRight } from '../internal/either'
import type { Layer } from '../operator/layer'
import { unitsPerBit } from '../operator/widths'
import type { LayerByLayer } from './fused-estimate'
import { summandsOf } from './links'
import { type ChainLayer, finalUnits, placedInChain } from './read-request'
import { type Place, touchedOf } from './touched'

const unbounded: Place = { padding: 0, extent: Number.MAX_SAFE_INTEGER }

/** Elements that a layer uses of an input: all that its windows touch, and those of them that are not padding. */
const usedOf = (
  { problem, places }: ChainLayer,
  t: number,
): { readonly all: number; readonly real: number } => {
  const terms = problem.tensors[t]!.axes.map((axis) =>
    summandsOf(axis, (d) => ({ low: 0, high: problem.extents[d]! })),
  )
  return {
    all: terms.reduce((product, each) => product * touchedOf(each, unbounded), 1),
    real: terms.reduce((product, each, a) => product * touchedOf(each, places[t]![a]!), 1),
  }
}

type Adjusted = {
  readonly onChip: number
  readonly offChip: number
  readonly runtime: number
  readonly elements: number
  readonly bits: number
  readonly energy: number
}

/** The share of a word that an element of an input has outside and in the shared buffer, where it does not pass by. */
const sharesOf = ({ hardware: { perTensor } }: ChainLayer, t: number) => {
  const widths = perTensor?.widths ?? null
  const isPassing = perTensor !== null && ((perTensor.bypassed >> t) & 1) === 1
  const shareAt = (buffer: number): number =>
    widths === null ? 1 : widths.inputs[at(buffer, t)]! / widths.word
  return { outside: shareAt(OFF_CHIP), inside: isPassing ? 0 : shareAt(SHARED) }
}

/** An estimate of a layer by itself without the padding of inputs that cross once. */
const withoutPadding = (layer: ChainLayer, of: Estimate): Adjusted => {
  const { hardware, problem } = layer
  const { energy, elementBytes, l2, offchipBandwidth } = hardware
  const perRead = energyAt(energy.offchip.read, 0)
  const perWrite = energyAt(energy.l2.write, l2 ?? of.buffers.l2.bits.required / 8)
  const word = 8 * elementBytes
  let elements = 0
  let paddingWords = 0
  let saved = 0
  problem.tensors.forEach(({ name, role }, t) => {
    const { reads, writes } = of.offchip.tensors[name]!
    elements += reads + writes
    if (role === 'output') return
    const { all, real } = usedOf(layer, t)
    if (reads !== all) return
    const { outside, inside } = sharesOf(layer, t)
    const padding = all - real
    elements -= padding
    paddingWords += padding * outside
    saved += padding * (outside * perRead + inside * perWrite)
  })
  const bits = of.offchip.bits - paddingWords * word
  const offChip = cyclesAt(bits / word, offchipBandwidth)
  const runtime = longerOf(of.onChipRuntime, offChip)
  const idle = of.energy.static * (runtime / of.runtime - 1)
  return {
    onChip: of.onChipRuntime,
    offChip,
    runtime,
    elements,
    bits,
    energy: of.energy.total - saved + idle,
  }
}

const sum = (layers: readonly Adjusted[], part: keyof Adjusted): number =>
  layers.reduce((total, each) => total + each[part], 0)

/** Units of 1/32 bit of an element of a tensor outside; of an output, of a complete one. */
const unitsOutside = ({ hardware, problem }: ChainLayer, t: number): number =>
  problem.tensors[t]!.role === 'output'
    ? finalUnits(hardware, t)
    : (hardware.perTensor?.widths?.inputs[at(OFF_CHIP, t)] ?? 8 * hardware.elementBytes * unitsPerBit)

/** What the layers one by one bring in and out at least: all that they use, once, without padding. */
export const leastBitsAlone = (layers: readonly ChainLayer[]): number =>
  layers.reduce(
    (sum, layer) =>
      layer.problem.tensors.reduce(
        (bits, _, t) => bits + (usedOf(layer, t).real * unitsOutside(layer, t)) / unitsPerBit,
        sum,
      ),
    0,
  )

/** The layers one by one; undefined where one has no estimate, whose errors are reported. */
export const layerByLayer = (
  layers: readonly ChainLayer[],
  hardware: Accelerator,
  report: Report,
): LayerByLayer | undefined => {
  const before = report.length
  const estimates = layers.flatMap((each, i): readonly Estimate[] => {
    const { layer, dataflow, place } = each
    // Both have been checked as parts of the chain.
    const of = estimate(layer as Layer, dataflow as Dataflow, hardware)
    if (isRight(of)) return [of.right]
    report.push(...of.left.map(placedInChain(i, place)))
    return []
  })
  if (report.length > before) return undefined
  const adjusted = estimates.map((of, i) => withoutPadding(layers[i]!, of))
  const [runtime, energy] = [sum(adjusted, 'runtime'), sum(adjusted, 'energy')]
  return {
    layers: estimates,
    runtime,
    onChipRuntime: sum(adjusted, 'onChip'),
    offChipTime: sum(adjusted, 'offChip'),
    offchip: sum(adjusted, 'elements'),
    bits: sum(adjusted, 'bits'),
    energy,
    edp: energy * runtime,
  }
}
