/** The tool's two passes over checked layers: the structure of all, then the cost of all. */
import { type Either, left, right } from 'fp-ts/Either'
import { costOf } from './cost'
import { costing } from './costing'
import { type Coupling, couplingsOf } from './coupling'
import { extentsOf } from './extents'
import { failure, isFailure, type ReferenceFailure, within } from './failure'
import type { ReferenceFigures } from './figures'
import { figuresOf } from './figures-of'
import type { PlainLayer, ReferenceHardware } from './layer'
import { levelsOf } from './levels'
import { type Level, tabulate } from './tiles'

/** The levels of a layer, and its extents by slot. */
type Structure = { readonly levels: readonly Level[]; readonly sizes: readonly number[] }

/** Quirk 21: a layer without directives inherits those of the layer before with an empty level at their end. */
const withoutDirectives = (isFirst: boolean): ReferenceFailure =>
  failure(isFirst ? 'NO_DATAFLOW' : 'INHERITED_DATAFLOW', 'directives', 'the layer has no directives')

const structureOf = (
  layer: PlainLayer,
  coupling: Coupling,
  numPes: number,
  isFirst: boolean,
): Structure | ReferenceFailure => {
  if (layer.directives.length === 0) return withoutDirectives(isFirst)
  const extents = extentsOf(layer, coupling)
  if (isFailure(extents)) return extents
  const levels = levelsOf(layer.directives, numPes, { layer: extents, coupling })
  if (isFailure(levels)) return levels
  const others = [...extents.keys()].filter((name) => !coupling.dims.includes(name))
  const slots = coupling.dims.concat(others)
  return {
    levels: levels.map((level) => tabulate(level, coupling, slots)),
    sizes: slots.map((name) => extents.get(name)!.size),
  }
}

const figuresFor = (
  { levels, sizes }: Structure,
  hardware: ReferenceHardware,
): ReferenceFigures | ReferenceFailure => {
  const costs = costing(levels, hardware)
  const tally = costOf(costs, 0, sizes)
  // A level without a tally says why.
  return tally === undefined ? costs.stopped! : figuresOf(tally, costs.firstComplete ?? tally)
}

/** Results of all, or the first failure with its place. */
const forEach = <A extends object, B extends object>(
  list: readonly A[],
  run: (each: A, index: number) => B | ReferenceFailure,
): readonly B[] | ReferenceFailure => {
  const results: B[] = []
  for (let i = 0; i < list.length; i++) {
    const result = run(list[i]!, i)
    if (isFailure(result)) return within(`layers[${i}]`, result)
    results.push(result)
  }
  return results
}

/** The figures of every layer, or the first failure: it loses them all. */
export const run = (
  layers: readonly PlainLayer[],
  hardware: ReferenceHardware,
): Either<ReferenceFailure, readonly ReferenceFigures[]> => {
  const couplings = couplingsOf(layers)
  const structures = forEach(layers, (layer, i) =>
    structureOf(layer, couplings[i]!, hardware.numPes, i === 0),
  )
  if (isFailure(structures)) return left(structures)
  const figures = forEach(structures, (structure) => figuresFor(structure, hardware))
  return isFailure(figures) ? left(figures) : right(figures)
}
