/** The built-in operators as the analysis wants them, made once for each stride and dilation. */
import { type CheckedOperator, numbered } from './check-operator'
import { coupling, type Geometry } from './coupling'
import type { Sliding } from './extents'
import type { LayerKind } from './layer'
import { axesOf, namesOfKind } from './names'
import type { Meaning } from './problem'

export type KnownOperator = {
  readonly geometry: Geometry
  readonly operator: CheckedOperator
  readonly names: ReadonlyMap<string, Meaning>
  /** The axes of its window, where it has one. */
  readonly rows: Sliding
  readonly columns: Sliding
}

/** A network has few; anybody who tries all strides gets them made anew. */
const mostKnown = 8

const known = /* @__PURE__ */ new Map<LayerKind, KnownOperator[]>()

const make = (kind: LayerKind, geometry: Geometry): KnownOperator => {
  const operator = numbered(coupling[kind](geometry))
  const [rows, columns] = axesOf(geometry)
  return { geometry, operator, names: namesOfKind(kind, operator.dimensions, geometry), rows, columns }
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
