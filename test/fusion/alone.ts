/** The layers of a chain one by one, with the padding left out that a chain does not fetch. */
import { isLeft } from 'fp-ts/Either'
import type { LayerByLayer } from '../../src/fusion'
import { type Accelerator, type Estimate, estimate } from '../../src/index'
import { accessEnergy } from '../support/simulator/energy'
import { resolveHardware } from '../support/simulator/hardware'
import { countIn, elementsIn, ownPlaces, wholeOf } from './elements'
import type { Nest } from './links'
import { type ChainProblem, known } from './problem'
import { given, ownInputBits, wordOf } from './widths'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Padding of the inputs of a layer of which every element crosses once, in elements. */
const paddingOf = ({ layers }: ChainProblem, { taken }: Nest, k: number, of: Estimate) => {
  const layer = known(layers[k])
  const box = wholeOf(layer.extents)
  return layer.tensors.flatMap((tensor) => {
    if (tensor.role === 'output') return []
    const input = known(taken[k])
    const places = tensor.name === input.tensor.name ? input.places : ownPlaces(layer, tensor)
    const all = countIn(tensor, box)
    if (known(of.offchip.tensors[tensor.name]).reads !== all) return []
    return [{ tensor, padding: all - elementsIn(tensor, places, box).size }]
  })
}

const access = (reads: number, writes: number, energy: Parameters<typeof accessEnergy>[1], bytes: number) =>
  accessEnergy({ all: { reads, writes } }, energy, bytes, () => 1).total

const adjusted = (problem: ChainProblem, nest: Nest, k: number, of: Estimate) => {
  const { hardware, layers } = problem
  const word = wordOf(hardware)
  const { energy } = resolveHardware(given(hardware), 1)
  const padding = paddingOf(problem, nest, k, of)
  const bitsIn = (place: 'l2' | 'offchip') =>
    sum(
      padding.map(({ tensor, padding: elements }) =>
        place === 'l2' && hardware.l2?.bypass?.includes(tensor.name)
          ? 0
          : elements * ownInputBits(hardware, known(layers[k]), tensor, place),
      ),
    )
  const bits = of.offchip.bits - bitsIn('offchip')
  const bandwidth = hardware.offchip?.bandwidth
  const offChip = bandwidth === undefined ? 0 : Math.ceil(bits / word / bandwidth)
  const runtime = Math.max(of.onChipRuntime, offChip)
  const { required, capacity } = of.buffers.l2.bits
  const saved =
    access(bitsIn('offchip') / word, 0, energy.offchip, 0) +
    access(0, bitsIn('l2') / word, energy.l2, (capacity ?? required) / 8)
  const crossing = Object.values(of.offchip.tensors).map(({ reads, writes }) => reads + writes)
  return {
    ...{ bits, offChip, runtime, onChip: of.onChipRuntime },
    elements: sum(crossing) - sum(padding.map(({ padding: elements }) => elements)),
    energy: of.energy.total - saved + (of.energy.static * (runtime - of.runtime)) / of.runtime,
  }
}

/** Null where a layer has no estimate by itself. */
export const aloneOf = (problem: ChainProblem, nest: Nest): LayerByLayer | null => {
  const hardware: Accelerator = problem.hardware
  const layers: Estimate[] = []
  for (const [k, { layer }] of problem.layers.entries()) {
    const of = estimate(layer, known(problem.dataflows[k]), hardware)
    if (isLeft(of)) return null
    layers.push(of.right)
  }
  const all = layers.map((of, k) => adjusted(problem, nest, k, of))
  const runtime = sum(all.map((each) => each.runtime))
  const energy = sum(all.map((each) => each.energy))
  return {
    ...{ layers, runtime, energy, edp: energy * runtime },
    onChipRuntime: sum(all.map(({ onChip }) => onChip)),
    offChipTime: sum(all.map(({ offChip }) => offChip)),
    offchip: sum(all.map(({ elements }) => elements)),
    bits: sum(all.map(({ bits }) => bits)),
  }
}
