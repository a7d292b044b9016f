/** An einsum that was read, with the place of everything in its text; whether it makes an operator is not yet known. */
import type { Span } from './scan'

export type ParsedTerm = Span & { readonly name: string; readonly coefficient: number }

export type ParsedAxis = readonly ParsedTerm[]

/** A tensor; in the form of arrows it has no name. */
export type ParsedTensor = Span & { readonly name: string | undefined; readonly axes: readonly ParsedAxis[] }

/** The two forms of an einsum: `m k, k n -> m n`, and `C[m, n] = A[m, k] * B[k, n]`. */
export type Form = 'arrow' | 'tensors'

export type ParsedEinsum = {
  readonly form: Form
  readonly operands: readonly ParsedTensor[]
  readonly outputs: readonly ParsedTensor[]
  /** Dimensions that belong to no tensor. */
  readonly uncoupled: readonly ParsedTerm[]
}

/** The dimensions of a tensor, axis by axis. */
export const termsOf = ({ axes }: ParsedTensor): readonly ParsedTerm[] => axes.flat()
