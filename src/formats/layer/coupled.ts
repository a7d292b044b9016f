/** A product of tensors as other tools write it: dimensions with extents, and the axes of each tensor. */

import type { Precision } from '../../operator/elements'
import type { Layer } from '../../operator/layer'
import type { Operator } from '../../operator/operator'

export type Coupled = {
  readonly name: string
  readonly extents: ReadonlyMap<string, number>
  readonly tensors: Operator['tensors']
  /** Bits of the elements, by the file's names of tensors. */
  readonly bits?: ReadonlyMap<string, BitsOf>
}

export type BitsOf = number | { readonly partial?: number; readonly final?: number }

/** A layer, and what the file's dimensions and tensors are called in it. */
export type Recognised = {
  readonly layer: Layer
  readonly dimensions: ReadonlyMap<string, string>
  readonly tensors: ReadonlyMap<string, string>
}

/** Bits by the layer's names of tensors. */
export const precisionOf = (
  { bits }: Coupled,
  tensors: ReadonlyMap<string, string>,
): { readonly precision?: Precision } => {
  const entries = [...(bits ?? [])].map(([name, width]) => [tensors.get(name) ?? name, width] as const)
  return entries.length === 0 ? {} : { precision: Object.fromEntries(entries) }
}

/** The dimensions along which a tensor changes. */
export const dimensionsOf = ({ axes }: Operator['tensors'][number]): readonly string[] =>
  axes.flatMap((axis) => axis.map(({ dimension }) => dimension))
