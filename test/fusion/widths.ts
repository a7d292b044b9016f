/** Bits of elements in a chain: what is handed on has the width of what made it, everywhere. */
import type { Accelerator, BufferSize } from '../../src/index'
import type { GivenHardware, Place, Precision } from '../support/simulator/hardware'
import { formattedWidth, sparsityOf } from '../support/simulator/sparsity'
import type { SimTensor } from '../support/simulator/types'
import { partsOf } from '../support/simulator/widths'
import type { Nest } from './links'
import { type ChainLayer, type ChainProblem, known, type Operands, outputOf } from './problem'

export const wordOf = ({ elementBytes }: GivenHardware): number => 8 * (elementBytes ?? 1)

export const given = (hardware: Accelerator): GivenHardware => hardware

/** What a buffer says of an input, by name before by role. */
const saidIn = (precision: Precision | undefined, name: string): number | undefined => {
  if (precision === undefined || typeof precision === 'number') return precision
  const width = precision[name] ?? precision['inputs']
  return typeof width === 'number' ? width : undefined
}

/** Bits of an output of a layer, before and after its sums are complete. */
export const outputBits = (hardware: Accelerator, layer: ChainLayer) => {
  const { precision } = given(hardware)
  const { partial, final } = partsOf(layer.tensors, layer.operands.precision, precision, wordOf(hardware))
  const { name } = outputOf(layer)
  return { partial: known(partial[name]), final: known(final[name]) }
}

/** Bits of an input of a layer, in the shared buffer or outside. */
export const inputBits = (
  problem: ChainProblem,
  nest: Nest,
  k: number,
  tensor: SimTensor,
  place: Extract<Place, 'l2' | 'offchip'>,
): number => {
  const { hardware, layers } = problem
  const layer = known(layers[k])
  const before = layers[k - 1]
  if (before !== undefined && known(nest.taken[k]).tensor.name === tensor.name)
    return outputBits(hardware, before).final
  return ownInputBits(hardware, layer, tensor, place)
}

export const ownInputBits = (
  hardware: Accelerator,
  layer: ChainLayer,
  tensor: SimTensor,
  place: Extract<Place, 'l2' | 'offchip'>,
): number => {
  const all = given(hardware)
  const { final } = partsOf(layer.tensors, layer.operands.precision, all.precision, wordOf(hardware))
  const width = saidIn(all[place]?.precision, tensor.name) ?? known(final[tensor.name])
  const { tensors } = sparsityOf(layer.tensors, layer.operands.density ?? {}, all.sparse ?? {})
  const sparse = tensors.find(({ name }) => name === tensor.name)
  return sparse === undefined ? width : formattedWidth(width, sparse, sparse.formatIn(place))
}

const pinned = (precision: Precision | undefined, name: string, width: number, isOfLayer: boolean) => {
  if (typeof precision !== 'number') return { ...precision, [name]: width }
  return { inputs: precision, ...(isOfLayer ? { outputs: precision } : {}), [name]: width }
}

/** A buffer that says nothing of widths leaves them to the layer. */
const pinnedBuffer = <B extends BufferSize>(buffer: B, name: string, width: number): B =>
  buffer.precision === undefined
    ? buffer
    : { ...buffer, precision: pinned(buffer.precision, name, width, false) }

/** What a layer's runs see: the input that the layer before makes has its width in every buffer, and no format. */
export const seenBy = (
  problem: ChainProblem,
  { taken }: Nest,
  k: number,
): { readonly hardware: Accelerator; readonly operands: Operands } => {
  const { layers, hardware } = problem
  const { operands } = known(layers[k])
  const before = layers[k - 1]
  if (before === undefined) return { hardware, operands }
  const { name } = known(taken[k]).tensor
  const width = outputBits(hardware, before).final
  const { l1, l2, clusters, offchip, sparse } = hardware
  const isSaid = [hardware, l1, l2, offchip, ...[clusters ?? []].flat()].some(
    (part) => part?.precision !== undefined,
  )
  const isPlain =
    width === wordOf(hardware) && !isSaid && operands.precision === undefined && sparse === undefined
  if (isPlain) return { hardware, operands }
  const list = clusters as BufferSize | readonly BufferSize[] | undefined // which of the two is told apart below
  return {
    operands: { ...operands, precision: pinned(operands.precision, name, width, true) },
    hardware: {
      ...hardware,
      ...(l1 === undefined ? {} : { l1: pinnedBuffer(l1, name, width) }),
      ...(l2 === undefined ? {} : { l2: pinnedBuffer(l2, name, width) }),
      ...(offchip === undefined ? {} : { offchip: pinnedBuffer(offchip, name, width) }),
      ...(list === undefined
        ? {}
        : {
            clusters: Array.isArray(list)
              ? list.map((each: BufferSize) => pinnedBuffer(each, name, width))
              : pinnedBuffer(list as BufferSize, name, width),
          }),
      ...(sparse === undefined ? {} : { sparse: { ...sparse, format: { ...sparse.format, [name]: {} } } }),
    },
  }
}
