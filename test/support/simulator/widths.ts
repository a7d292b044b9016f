/** Bits of every tensor's elements, in every buffer and on every network: docs/spec.md, sections 10 and 15. */
import type { Place, Precision, SimHardware, Width } from './hardware'
import { formattedWidth, type Sparsity } from './sparsity'
import type { SimProblem, SimResult, SimTensor, Widths } from './types'

export type WidthTable = {
  readonly word: number
  readonly offchip: Widths
  /** Where tensors are stored. */
  readonly l2: Widths
  readonly clusters: readonly Widths[]
  readonly l1: Widths
  /** On the network of each level. */
  readonly travelling: readonly Widths[]
  /** Of outputs: while sums are not complete, and after. */
  readonly partial: Widths
  readonly final: Widths
}

type Part = 'partial' | 'final'

/** What a precision says of a tensor, by name before by role. */
const said = (
  precision: Precision | undefined,
  { name, role }: SimTensor,
  part: Part,
): number | undefined => {
  const of = (width: Width | undefined): number | undefined =>
    typeof width === 'object' ? width[part] : width
  if (precision === undefined || typeof precision === 'number') return precision
  return of(precision[name]) ?? of(precision[`${role}s`])
}

export const wordBits = ({ elementBytes }: SimHardware): number => 8 * elementBytes

const ofTensors = (tensors: readonly SimTensor[], width: (tensor: SimTensor) => number): Widths =>
  Object.fromEntries(tensors.map((tensor) => [tensor.name, width(tensor)]))

/** Of partial sums and of complete ones; an input has the width of what is complete. */
export const partsOf = (
  tensors: readonly SimTensor[],
  layer: Precision | undefined,
  accelerator: Precision | undefined,
  word: number,
): { readonly partial: Widths; readonly final: Widths } => {
  const of = (part: Part): Widths =>
    ofTensors(tensors, (tensor) => said(layer, tensor, part) ?? said(accelerator, tensor, part) ?? word)
  return { partial: of('partial'), final: of('final') }
}

export const widthsOf = (
  { tensors, levels }: SimProblem,
  /** Its counts decide where sums are complete; they do not depend on widths. */
  result: SimResult,
  layer: Precision | undefined,
  hardware: SimHardware,
  sparsity: Sparsity,
): WidthTable => {
  const word = wordBits(hardware)
  const { partial, final } = partsOf(tensors, layer, hardware.precision, word)

  const { offchip, l2, clusters, l1 } = hardware.bufferPrecisions
  /** An input has the width said at the buffer, whatever is said elsewhere, and there is the format. */
  const inputIn = (tensor: SimTensor, place: Place, precision: Precision | undefined): number => {
    const width = said(precision, tensor, 'final') ?? final[tensor.name] ?? Number.NaN
    const sparse = sparsity.tensors.find(({ name }) => name === tensor.name)
    return sparse === undefined ? width : formattedWidth(width, sparse, sparse.formatIn(place))
  }
  /** An output is complete on the network of a level, and in the buffer above, if every element leaves once. */
  const outputAbove = ({ name }: SimTensor, level: number): number => {
    const figures = result.levels[level]?.tensors[name]
    if (figures === undefined || !('egress' in figures)) throw new Error(`no egress of ${name}`)
    return (figures.egress === result.used[name] ? final : partial)[name] ?? Number.NaN
  }
  /** In the buffer above a level: the shared one, or one of the level above. */
  const stored = (level: number): Widths =>
    ofTensors(tensors, (tensor) => {
      if (tensor.role === 'output') return outputAbove(tensor, level)
      return level === 0 ? inputIn(tensor, 'l2', l2) : inputIn(tensor, 'clusters', clusters[level - 1])
    })
  const above = levels.map((_, level) => stored(level))
  const outside = ofTensors(tensors, (tensor) =>
    tensor.role === 'output' ? (final[tensor.name] ?? Number.NaN) : inputIn(tensor, 'offchip', offchip),
  )
  return {
    word,
    offchip: outside,
    l2: above[0] ?? {},
    clusters: above.slice(1),
    l1: ofTensors(tensors, (tensor) => {
      if (tensor.role === 'input') return inputIn(tensor, 'l1', l1)
      return (result.macs === result.used[tensor.name] ? final : partial)[tensor.name] ?? Number.NaN
    }),
    // What comes past the shared buffer comes as wide as it is outside.
    travelling: above.map((widths, level) =>
      level > 0
        ? widths
        : ofTensors(tensors, (tensor) => {
            const passes = tensor.role === 'input' && isBypassing(tensor, hardware)
            return (passes ? outside : widths)[tensor.name] ?? Number.NaN
          }),
    ),
    partial,
    final,
  }
}

export const isBypassing = ({ name, role }: SimTensor, { bypass }: SimHardware): boolean =>
  bypass.includes(name) || bypass.includes(`${role}s`)
