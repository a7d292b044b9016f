/** Errors in the order of the input, whatever order the checks found them in. */
import { acceleratorKeys } from '../hardware/accelerator'
import type { EstimateError } from './error'

const placesInOrder = (): readonly string[] => [
  'layer.options',
  'layer.kind',
  'layer.name',
  'layer.einsum',
  'layer.operator',
  'layer.sizes',
  'layer.stride',
  'layer.dilation',
  'layer.padding',
  'layer',
  'dataflow.name',
  'dataflow.directives',
  'dataflow.parameters',
  'dataflow',
  'analysis',
  ...acceleratorKeys.map((key) => `hardware.${key}`),
]

const places = /* @__PURE__ */ placesInOrder()

const extents = ['M', 'N', 'G', 'K', 'C', 'R', 'S', 'Y', 'X', "Y'", "X'"]

const placeOf = ({ path }: EstimateError): number => {
  const place = places.findIndex((each) => path.startsWith(each))
  return place < 0 ? places.length : place
}

/** Directives by their number, extents in the order of the documentation. */
const withinPlace = ({ path }: EstimateError): number => {
  const directive = /^dataflow\.directives\[(\d+)\]/.exec(path)?.[1]
  if (directive !== undefined) return Number(directive)
  const extent = extents.indexOf(path.replace('layer.sizes.', ''))
  return extent < 0 ? extents.length : extent
}

export const inOrder = (errors: readonly EstimateError[]): readonly EstimateError[] =>
  [...errors].sort((a, b) => placeOf(a) - placeOf(b) || withinPlace(a) - withinPlace(b))
