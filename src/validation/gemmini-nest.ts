/**
 * Loop nests of accelerators like Gemmini, as text: `P7K2/16/K4C8R3/16/P2` has loops over tiles of the scratchpad, columns of
 * the array (spatial over K), loops over tiles of the accumulators, rows of the array (spatial over C), and loops while a weight
 * stays in its PE. Each list is outermost first, and a dimension's factors multiply to its extent.
 */

import { cluster, type Directive, spatialMap, temporalMap } from '../dataflow/directive'
import { product } from '../internal/arithmetic'
import type { WindowLayer } from '../operator/layer'
import { conv2d } from '../operator/make-layer'

type Loop = { readonly dimension: string; readonly factor: number }

export type GemminiNest = {
  readonly scratchpad: readonly Loop[]
  readonly columns: number
  readonly accumulators: readonly Loop[]
  readonly rows: number
  readonly held: readonly Loop[]
}

/** P and Q are rows and columns of output, as R and S are of the filter. */
const names: Readonly<Record<string, string>> = { P: "Y'", Q: "X'" }

const readLoops = (text: string): readonly Loop[] =>
  [...text.matchAll(/([A-Z])(\d+)/g)].map(([, letter = '', factor]) => ({
    dimension: names[letter] ?? letter,
    factor: Number(factor),
  }))

export const readNest = (text: string): GemminiNest => {
  const [scratchpad = '', columns, accumulators = '', rows, held = ''] = text.split('/')
  return {
    scratchpad: readLoops(scratchpad),
    columns: Number(columns),
    accumulators: readLoops(accumulators),
    rows: Number(rows),
    held: readLoops(held),
  }
}

const loopsOf = ({ scratchpad, columns, accumulators, rows, held }: GemminiNest): readonly Loop[] => [
  ...scratchpad,
  ...accumulators,
  { dimension: 'K', factor: columns },
  { dimension: 'C', factor: rows },
  ...held,
]

const extentOf = (loops: readonly Loop[], dimension: string): number =>
  product(loops.filter((loop) => loop.dimension === dimension).map(({ factor }) => factor))

/** Maps for the loops of one level, over tiles that the loops `inside` fill. */
const mapsOf = (loops: readonly Loop[], inside: readonly Loop[]): readonly Directive[] =>
  loops.map(({ dimension }, i) => {
    const tile = extentOf([...loops.slice(i + 1), ...inside], dimension)
    return temporalMap(tile, tile, dimension)
  })

/** The layer that a nest runs, named by its extents. */
export const layerOfNest = (nest: GemminiNest, stride: number): WindowLayer => {
  const of = (dimension: string): number => extentOf(loopsOf(nest), dimension)
  const [K, C, R, S, rows, columns] = [of('K'), of('C'), of('R'), of('S'), of("Y'"), of("X'")]
  const name = `${C} → ${K}, ${R} × ${S}, ${rows} × ${columns}${stride === 1 ? '' : `, stride ${stride}`}`
  return conv2d({ K, C, R, S, "Y'": rows, "X'": columns, stride, name })
}

/** Steps over tiles of the scratchpad. */
export const scratchpadMaps = (nest: GemminiNest): readonly Directive[] =>
  mapsOf(nest.scratchpad, loopsOf({ ...nest, scratchpad: [] }))

/** The whole nest: one scratchpad, the array's steps, its columns and rows, and what a PE does with a weight. */
export const nestMaps = (nest: GemminiNest): readonly Directive[] => [
  ...scratchpadMaps(nest),
  cluster(1),
  ...mapsOf(nest.accumulators, loopsOf({ ...nest, scratchpad: [], accumulators: [] })),
  cluster(nest.columns),
  spatialMap(1, 1, 'K'),
  cluster(nest.rows),
  spatialMap(1, 1, 'C'),
]
