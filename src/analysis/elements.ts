/** What a layer under a dataflow says of the elements of its tensors (docs/spec.md, sections 10 and 15): a part of an analysis. */
import type { Canonical } from '../dataflow/canonical'
import type { Problem, Tensor } from '../operator/problem'
import type { Width, Widths } from '../operator/widths'

/**
 * The share of nonzeros of an input; of structured ones the size of a block, and whether the tiles along it are multiples of
 * that at every level.
 */
export type KnownDensity = {
  readonly share: number
  readonly block: number | null
  readonly isAligned: boolean
}

export type Elements = {
  readonly tensors: readonly Pick<Tensor, 'name' | 'role'>[]
  readonly precision: readonly Widths[] | null
  readonly density: readonly (KnownDensity | null)[] | null
}

const isAlignedTo = ({ levels }: Canonical, dimension: number, size: number): boolean =>
  levels.every(({ loops }) => loops.every((loop) => loop.dimension !== dimension || loop.tile % size === 0))

/** What a layer says of its elements, where `isAligned` tells whether all tiles of a tensor are multiples of its blocks. */
export const elementsWith = (
  { tensors, precision, density }: Problem,
  isAligned: (tensor: number) => boolean,
): Elements => ({
  tensors,
  precision,
  density:
    density === null
      ? null
      : density.map(
          (of, t) =>
            of && {
              share: of.share,
              block: of.block?.size ?? null,
              isAligned: of.block !== null && isAligned(t),
            },
        ),
})

/** A bit for each tensor whose structured blocks the tiles of a dataflow respect. */
export const alignedOf = ({ density }: Problem, canonical: Canonical): number => {
  if (density === null) return 0
  let aligned = 0
  for (let t = 0; t < density.length; t++) {
    const block = density[t]?.block ?? null
    if (block !== null && isAlignedTo(canonical, block.dimension, block.size)) aligned |= 1 << t
  }
  return aligned
}

/** What the elements of problems are, by the bits of {@link alignedOf}: the same object for all dataflows alike in that. */
const known = /* @__PURE__ */ new WeakMap<Problem, Map<number, Elements>>()

/** What a layer says of its elements, with what a dataflow makes of its blocks. */
export const elementsOf = (problem: Problem, canonical: Canonical): Elements => {
  const aligned = alignedOf(problem, canonical)
  const ofProblem = known.get(problem)
  const found = ofProblem?.get(aligned)
  if (found !== undefined) return found
  const elements = elementsWith(problem, (t) => ((aligned >> t) & 1) === 1)
  if (ofProblem === undefined) known.set(problem, new Map([[aligned, elements]]))
  else ofProblem.set(aligned, elements)
  return elements
}

/** A width that an analysis keeps: it has forgotten whether the layer gave it by name or by role. */
export const keptWidth = (bits: number, tensor: string): Width => ({
  bits,
  giver: 'layer by name',
  path: `layer.precision.${tensor}`,
})

const keptWidths = ({ partial, final }: Widths, tensor: string): Widths => ({
  partial: partial && keptWidth(partial.bits, tensor),
  final: final && keptWidth(final.bits, tensor),
})

const kept = /* @__PURE__ */ new WeakMap<Elements, Elements>()

/** What an analysis keeps of elements: no more than its JSON says, so that one that was revived is answered alike. */
export const keptElements = (elements: Elements): Elements => {
  const { tensors, precision, density } = elements
  if (precision === null) return elements
  const found = kept.get(elements)
  if (found !== undefined) return found
  const named = precision.map((widths, t) => keptWidths(widths, tensors[t]!.name))
  const result = { tensors, precision: named, density }
  kept.set(elements, result)
  return result
}
