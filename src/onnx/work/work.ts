/** What a node does, step by step, in terms of shapes: from this both its layers and the shapes of its outputs follow. */
import { type Either, map } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Call } from '../shape/call'
import type { Shape } from '../shape/shape'
import type { Axis, Convolution } from '../shape/window'

/** `C[groups, rows, columns] += A[groups, rows, depth] · B[groups, depth, columns]`. */
export type Product = {
  readonly groups: number
  readonly rows: number
  readonly columns: number
  readonly depth: number
}

/** Attention of `batch` sequences: `shared` query heads meet the keys of each of `heads` key heads. */
export type AttentionShape = {
  readonly batch: number
  readonly heads: number
  readonly shared: number
  readonly queries: number
  readonly keys: number
  /** That of a key or of a value. */
  readonly width: number
}

export type AttentionPart = 'scores' | 'softmax' | 'context'

/** A product of tensors, each with the labels of its axes. */
export type Contraction = {
  readonly operands: readonly (readonly string[])[]
  readonly result: readonly string[]
  readonly extents: ReadonlyMap<string, number>
}

/** One pass over data. `part` names it among the steps of its node. */
export type Step = { readonly part: string } & (
  | { readonly _tag: 'Product'; readonly product: Product; readonly times: number }
  | { readonly _tag: 'Convolution' | 'TransposedConvolution'; readonly convolution: Convolution }
  | { readonly _tag: 'Attention'; readonly does: AttentionPart; readonly shape: AttentionShape }
  | { readonly _tag: 'Contraction'; readonly contraction: Contraction }
  /** One operation for each element of each window. */
  | {
      readonly _tag: 'Pool'
      readonly batch: number
      readonly channels: number
      readonly axes: readonly Axis[]
    }
  /** One operation for each element: some axes are folded into one number. */
  | { readonly _tag: 'Fold'; readonly shape: Shape; readonly axes: readonly number[] }
  /** One operation for each element of `shape`, to which the operands stretch. */
  | { readonly _tag: 'Elementwise'; readonly shape: Shape; readonly operands: readonly Shape[] }
)

/**
 * Steps, one after another, and the shapes of the node's outputs; `merged` are the steps as layers of transformers in the
 * catalog, where those are other ones; `assumed` says what the shapes alone do not.
 */
export type Work = {
  readonly steps: readonly Step[]
  readonly merged?: readonly Step[]
  readonly outputs: readonly Shape[]
  readonly assumed?: string
}

/** Left is a sentence for people. */
export type WorkRule = (call: Call) => Either<string, Work>

export const multiply = (part: string, product: Product, times = 1): Step => ({
  _tag: 'Product',
  part,
  product,
  times,
})

export const attention = (part: string, does: AttentionPart, shape: AttentionShape): Step => ({
  _tag: 'Attention',
  part,
  does,
  shape,
})

export const fold = (part: string, shape: Shape, axes: readonly number[]): Step => ({
  _tag: 'Fold',
  part,
  shape,
  axes,
})

export const elements = (part: string, shape: Shape, ...operands: readonly Shape[]): Step => ({
  _tag: 'Elementwise',
  part,
  shape,
  operands,
})

export const scalar: Shape = []

/** A shape with some axes reduced to 1: what folding them leaves. */
export const without = (shape: Shape, axes: readonly number[]): Shape =>
  shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))

/** A vector along one axis of a tensor, as an operand that stretches to the tensor. */
export const along = (shape: Shape, axis: number): Shape =>
  shape.map((extent, at) => (at === axis ? extent : 1))

/** What a rule does, with more steps before or after. */
export const withSteps =
  (rule: WorkRule, more: (work: Work, call: Call) => readonly Step[]): WorkRule =>
  (call) =>
    pipe(
      rule(call),
      map((work) => ({ ...work, steps: more(work, call) })),
    )
