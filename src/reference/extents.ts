/** The dimensions of a layer with their extents and strides (section 4). */
import type { Coupling } from './coupling'
import { failure, type ReferenceFailure } from './failure'
import { largestSize, type PlainLayer } from './layer'
import { inputsFor, outputsIn, strideSource } from './quirks'

export type Extent = { readonly size: number; readonly stride: number }
export type Extents = ReadonlyMap<string, Extent>

/** What the layer declares: of a repeated dimension the first size, though derived dimensions use the last. */
const declaredOf = ({ dims, stride }: PlainLayer) => {
  const first = new Map<string, Extent>()
  const last = new Map<string, number>()
  for (const [name, size] of dims) {
    if (!first.has(name)) first.set(name, { size, stride: stride.get(name) ?? 1 })
    last.set(name, size)
  }
  return { first, last }
}

const clash = (last: ReadonlyMap<string, number>): ReferenceFailure | undefined => {
  const both = ['X', 'Y'].find((dim) => last.has(dim) && last.has(`${dim}'`))
  if (both !== undefined)
    return failure('BOTH_INPUT_AND_OUTPUT_DIM', 'dims', `${both} appears together with ${both}'`)
  if ((last.has('X') && last.has("Y'")) || (last.has('Y') && last.has("X'")))
    return failure('UNDEFINED_IN_TOOL', 'dims', 'one axis is given by input, the other by output')
  return undefined
}

export const extentsOf = (layer: PlainLayer, { windows }: Coupling): Extents | ReferenceFailure => {
  const { first: extents, last } = declaredOf(layer)
  const wrong = windows.size === 0 ? undefined : clash(last)
  if (wrong !== undefined) return wrong
  const byOutputs = last.has("X'") && last.has("Y'")
  for (const [input, window] of windows) {
    const given = byOutputs ? last.get(`${input}'`) : last.get(input)
    if (given === undefined) continue
    const reach = last.get(window)
    if (reach === undefined) return failure('MISSING_DIMENSION', 'dims', `dimension ${window} is not there`)
    if (!byOutputs) extents.set(`${input}'`, { size: outputsIn(given, reach), stride: 1 })
    else {
      const size = inputsFor(given, reach)
      if (size > largestSize) return failure('UNDEFINED_IN_TOOL', 'dims', `${input} exceeds 32 bits`)
      extents.set(input, { size, stride: layer.stride.get(strideSource(input)) ?? 1 })
    }
  }
  return extents
}
