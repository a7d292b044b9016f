/** The built-in operators (cost model, section 1): nothing here but the table, and how to read it. */
import type { LayerKind } from './layer'
import { axesOf, type Geometry } from './names'
import type { Tensor } from './problem'

/** An operator as the analysis knows it: dimensions are numbered in this order. */
export type Coupling = { readonly dimensions: readonly string[]; readonly tensors: readonly Tensor[] }

/** Dimensions, and the axes of each tensor, of which the last is the output. An axis Y'+R or X'+S is a sliding window. */
type InShort = { readonly dimensions: string; readonly [tensor: string]: string }

export const couplings: { readonly [K in LayerKind]: InShort } = {
  conv2d: {
    dimensions: "N K C R S Y' X'",
    input: "N C Y'+R X'+S",
    filter: 'K C R S',
    output: "N K Y' X'",
  },
  depthwiseConv2d: {
    dimensions: "N C R S Y' X'",
    input: "N C Y'+R X'+S",
    filter: 'C R S',
    output: "N C Y' X'",
  },
  groupedConv2d: {
    dimensions: "N G K C R S Y' X'",
    input: "N G C Y'+R X'+S",
    filter: 'G K C R S',
    output: "N G K Y' X'",
  },
  transposedConv2d: {
    dimensions: 'N K C R S Y X',
    input: 'N C Y X',
    filter: 'K C R S',
    output: 'N K Y+R X+S',
  },
  gemm: { dimensions: 'M N K', A: 'M K', B: 'K N', C: 'M N' },
  fullyConnected: { dimensions: 'N K C', input: 'N C', filter: 'K C', output: 'N K' },
  pool2d: { dimensions: "N C R S Y' X'", input: "N C Y'+R X'+S", output: "N C Y' X'" },
  elementwise: { dimensions: 'N C Y X', a: 'N C Y X', b: 'N C Y X', output: 'N C Y X' },
}

/** Whether a window slides over the operator's input or output. */
export const hasWindow = (kind: LayerKind): boolean => couplings[kind].dimensions.includes('R')

/** A built-in operator; the coefficients of its windows are their stride and dilation. */
export const couplingOf = (kind: LayerKind, geometry: Geometry): Coupling => {
  const { dimensions: listed, ...tensors } = couplings[kind]
  const dimensions = listed.split(' ')
  const [rows, columns] = axesOf(geometry)
  const axisOf = (axis: string) => {
    const { stride, dilation } = axis.includes('R') ? rows : columns
    return axis.split('+').map((name, i, { length }) => ({
      dimension: dimensions.indexOf(name),
      coefficient: length === 1 ? 1 : i === 0 ? stride : dilation,
    }))
  }
  return {
    dimensions,
    tensors: Object.entries(tensors).map(([name, axes], t, { length }) => ({
      name,
      role: t < length - 1 ? 'input' : 'output',
      axes: axes.split(' ').map(axisOf),
    })),
  }
}
