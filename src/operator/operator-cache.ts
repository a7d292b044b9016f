/** The built-in operators as the analysis wants them, made once for each stride and dilation. */
import { type Coupling, couplingOf } from './coupling'
import type { Sliding } from './extents'
import type { LayerKind } from './layer'
import { sizeNamesOf } from './layer-kinds'
import { axesOf, type Geometry, namesOfKind } from './names'
import type { NameBinding } from './problem'

export type KnownOperator = {
  readonly geometry: Geometry
  readonly operator: Coupling
  readonly names: ReadonlyMap<string, NameBinding>
  /** The extents that a layer may give. */
  readonly sizes: readonly string[]
  /** The axes of its window, where it has one. */
  readonly rows: Sliding
  readonly columns: Sliding
}

/** The cache is small, because a network has few geometries. A sweep over strides rebuilds entries. */
const mostKnown = 8

const known = /* @__PURE__ */ new Map<LayerKind, KnownOperator[]>()

const make = (kind: LayerKind, geometry: Geometry): KnownOperator => {
  const operator = couplingOf(kind, geometry)
  const [rows, columns] = axesOf(geometry)
  const { dimensions } = operator
  const names = namesOfKind(kind, dimensions, geometry)
  return { geometry, operator, names, sizes: sizeNamesOf(kind), rows, columns }
}

const isSame = (a: Geometry, b: Geometry): boolean =>
  a.strideY === b.strideY &&
  a.strideX === b.strideX &&
  a.dilationY === b.dilationY &&
  a.dilationX === b.dilationX

/** A built-in operator with its couplings numbered and its names resolved. */
export const knownOperator = (kind: LayerKind, geometry: Geometry): KnownOperator => {
  const ofKind = known.get(kind) ?? []
  for (let i = 0; i < ofKind.length; i++) if (isSame(ofKind[i]!.geometry, geometry)) return ofKind[i]!
  const made = make(kind, geometry)
  known.set(kind, ofKind.length < mostKnown ? [...ofKind, made] : [made])
  return made
}
