/** The built-in operators as the analysis wants them, made once for each stride and dilation. */
import { type CheckedOperator, numbered } from './check-operator'
import { coupling, type Geometry } from './coupling'
import type { LayerKind } from './layer'
import { namesOfKind } from './names'
import type { Meaning } from './problem'

export type KnownOperator = {
  readonly operator: CheckedOperator
  readonly names: ReadonlyMap<string, Meaning>
}

/** A network has few; anybody who tries all strides gets them made anew. */
const mostKnown = 64

const known = /* @__PURE__ */ new Map<string, KnownOperator>()

const make = (kind: LayerKind, geometry: Geometry): KnownOperator => {
  const operator = numbered(coupling[kind](geometry))
  return { operator, names: namesOfKind(kind, operator.dimensions, geometry) }
}

/** A built-in operator with its couplings numbered and its names resolved. */
export const knownOperator = (kind: LayerKind, geometry: Geometry): KnownOperator => {
  const key = `${kind} ${geometry.strideY} ${geometry.strideX} ${geometry.dilationY} ${geometry.dilationX}`
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make(kind, geometry)
  if (known.size >= mostKnown) known.clear()
  known.set(key, made)
  return made
}
