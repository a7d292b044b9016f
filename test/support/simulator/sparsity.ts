/** Densities, and what is gated and skipped: docs/spec.md, section 15. Of names and roles, a tensor's own name wins. */
import type { Format, Formats, Place, Sparse } from './hardware'
import type { SimTensor } from './types'

/** The part of the elements that is nonzero, or n of every m along a dimension. */
export type Density = number | { readonly n: number; readonly m: number; readonly along: string }

export type SparseTensor = {
  readonly name: string
  readonly density: Density
  /** The density as a number. */
  readonly share: number
  readonly gates: boolean
  readonly skips: boolean
  readonly formatIn: (place: Place) => Format | undefined
}

export type Sparsity = {
  /** The inputs that have a density, in declared order. */
  readonly tensors: readonly SparseTensor[]
  /** The part of all MACs that is done. */
  readonly effective: number
  /** The part of all MACs that takes time. */
  readonly taken: number
}

const shareOf = (density: Density): number => (typeof density === 'number' ? density : density.n / density.m)

const isFormat = (formats: Formats): formats is Format =>
  typeof formats === 'string' || 'coordinate' in formats

const isListed = (list: readonly string[] = [], { name, role }: SimTensor): boolean =>
  list.includes(name) || list.includes(`${role}s`)

const sparseTensor = (
  tensor: SimTensor,
  densities: Readonly<Record<string, Density>>,
  { gate, skip, format = {} }: Sparse,
): readonly SparseTensor[] => {
  const density = densities[tensor.name] ?? densities[`${tensor.role}s`]
  if (density === undefined || tensor.role === 'output') return []
  const skips = isListed(skip, tensor)
  const formats = format[tensor.name] ?? format[`${tensor.role}s`]
  return [
    {
      name: tensor.name,
      density,
      share: shareOf(density),
      skips,
      // a tensor in both lists skips
      gates: !skips && isListed(gate, tensor),
      formatIn: (place) => (formats === undefined ? undefined : isFormat(formats) ? formats : formats[place]),
    },
  ]
}

const product = (tensors: readonly SparseTensor[]): number =>
  tensors.reduce((all, { share }) => all * share, 1)

export const sparsityOf = (
  tensors: readonly SimTensor[],
  densities: Readonly<Record<string, Density>>,
  sparse: Sparse,
): Sparsity => {
  const found = tensors.flatMap((tensor) => sparseTensor(tensor, densities, sparse))
  return {
    tensors: found,
    effective: product(found.filter(({ gates, skips }) => gates || skips)),
    taken: product(found.filter(({ skips }) => skips)),
  }
}

/** Bits that tell which of m elements is meant. */
const indexBits = (m: number): number => {
  let bits = 0
  while (2 ** bits < m) bits += 1
  return bits
}

/** Bits of an element of so many, where only nonzeros are stored, with what tells them apart. */
export const formattedWidth = (
  width: number,
  { density, share }: SparseTensor,
  format: Format | undefined,
): number => {
  if (format === undefined) return width
  const upTo32nds = (bits: number): number => Math.ceil(32 * bits) / 32
  if (format === 'bitmask') return upTo32nds(share * width + 1)
  if (typeof format === 'object') return upTo32nds(share * (width + format.coordinate))
  if (typeof density === 'number') throw new Error('only structured tensors have a structured format')
  return upTo32nds(share * (width + indexBits(density.m)))
}
