/** The couplings of the built-in operators, from the table of kinds. */
import type { LayerKind } from './layer'
import { dimensionsOf, layerKinds } from './layer-kinds'
import { axesOf, type Geometry } from './names'
import type { Tensor } from './problem'

/** An operator as the analysis knows it: dimensions are numbered in this order. */
export type Coupling = { readonly dimensions: readonly string[]; readonly tensors: readonly Tensor[] }

/** A built-in operator; the coefficients of its windows are their stride and dilation. */
export const couplingOf = (kind: LayerKind, geometry: Geometry): Coupling => {
  const dimensions = dimensionsOf(kind)
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
    tensors: Object.entries(layerKinds[kind].tensors).map(([name, axes], t, { length }) => ({
      name,
      role: t < length - 1 ? 'input' : 'output',
      axes: axes.split(' ').map(axisOf),
    })),
  }
}
