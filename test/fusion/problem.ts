/** A chain in the words of the tests: what its layers compute is written out beside them, so that nothing is read from `src`. */
import type { FuseOptions } from '../../src/fusion'
import type { Accelerator, Dataflow, Layer } from '../../src/index'
import type { Precision } from '../support/simulator/hardware'
import type { Density } from '../support/simulator/sparsity'
import type { SimTensor } from '../support/simulator/types'

export type Extents = Readonly<Record<string, number>>

/** What a layer says of an axis of an input: padding on both sides, and how many elements there are, if it says so. */
export type Side = { readonly before: number; readonly after: number; readonly extent: number | null }

/** What a layer says of its elements. */
export type Operands = {
  readonly precision?: Precision
  readonly density?: Readonly<Record<string, Density>>
}

export type ChainLayer = {
  readonly layer: Layer
  readonly name: string
  readonly dimensions: readonly string[]
  readonly extents: Extents
  readonly tensors: readonly SimTensor[]
  /** Per input, of its axes. */
  readonly sides: Readonly<Record<string, readonly Side[]>>
  readonly operands: Operands
  /** The same operator with other extents. */
  readonly onBox: (extents: Extents, operands: Operands) => Layer
}

export type ChainProblem = {
  readonly layers: readonly ChainLayer[]
  readonly tile: readonly (readonly [string, number])[]
  readonly halo: Readonly<Record<string, 'retain' | 'recompute'>>
  readonly inputs: readonly (string | null)[] | null
  readonly dataflows: readonly Dataflow[]
  readonly hardware: Accelerator
}

export const optionsOf = ({ tile, halo, inputs }: ChainProblem): FuseOptions => ({
  tile,
  halo,
  ...(inputs === null ? {} : { inputs }),
})

export const outputOf = ({ tensors }: ChainLayer): SimTensor => {
  const output = tensors.find(({ role }) => role === 'output')
  if (output === undefined) throw new Error('a layer without an output')
  return output
}

export const tensorOf = ({ tensors }: ChainLayer, name: string): SimTensor => {
  const tensor = tensors.find((each) => each.name === name)
  if (tensor === undefined) throw new Error(`no tensor ${name}`)
  return tensor
}

/** A value that is there, as the tests know. */
export const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('something is missing')
  return value
}
