/** The worked example of the tool's description (section 16), step by step. */
import { describe, expect, it } from 'vitest'
import { type Case, caseAt, casesIn, statesOf } from '../../src/reference/cases'
import { costOf } from '../../src/reference/cost'
import { costing } from '../../src/reference/costing'
import { couplingsOf } from '../../src/reference/coupling'
import { type Extents, extentsOf } from '../../src/reference/extents'
import { isFailure } from '../../src/reference/failure'
import { figuresOf } from '../../src/reference/figures-of'
import type { PlainDirective, PlainLayer } from '../../src/reference/layer'
import { type LevelMaps, levelsOf } from '../../src/reference/levels'
import { tabulate } from '../../src/reference/tiles'
import { extentsBelow, ingressOf, shortTiles, workOf } from '../../src/reference/volumes'
import { answer, directives, extents, layer, small } from './support'

const hardware = { ...small, numPes: 7, nocBw: 4, hopLatency: 1, offchipBw: 2, simd: 2 }
const maps = "S(1,1)K T(3,3)C T(1,1)Y' T(3,3)R T(3,3)S T(6,4)X Cluster(2) S(1,1)C T(3,1)X"
const dims = 'K5 C3 R3 S3 Y5 X9'

const given: PlainLayer = {
  name: 'worked',
  type: 'CONV',
  dims: Object.entries(extents(dims)),
  stride: new Map([
    ['X', 2],
    ['Y', 1],
  ]),
  directives: directives(maps) as readonly PlainDirective[], // all of its sizes are numbers
}

const sound = <A extends object>(value: A): Exclude<A, { readonly _tag: string }> => {
  if (isFailure(value)) throw new Error(value.message)
  return value as Exclude<A, { readonly _tag: string }> // no failure, just checked
}

const [coupling] = couplingsOf([given])
const table: Extents = sound(extentsOf(given, coupling!))
const levels: readonly LevelMaps[] = sound(
  levelsOf(given.directives, 7, { layer: table, coupling: coupling! }),
)
const slots = [...coupling!.dims, "X'", "Y'"]
const [outer, inner] = levels.map((each) => tabulate(each, coupling!, slots))

const written = ({ maps: list }: LevelMaps): string =>
  list.map(({ _tag, size, offset, dimension }) => `${_tag[0]}(${size},${offset})${dimension}`).join(' ')

const sizesOf = (from: Extents): readonly number[] => slots.map((name) => from.get(name)?.size ?? 0)

const casesOf = (level: typeof outer, sizes: readonly number[]): readonly Case[] => {
  const choices = statesOf(level!, sizes)
  return Array.from({ length: casesIn(choices) }, (_, t) =>
    caseAt(t, casesIn(choices), choices, level!.loops),
  )
}

const phases = ({ states }: Case, places: readonly number[]): string =>
  places.map((place) => states[place]!.phase[0]!.toUpperCase()).join('')

const volumes = (level: typeof outer, now: Case): readonly unknown[] => {
  const { egress, total, longest } = workOf(level!, now)
  return [ingressOf(level!, now, level!.input), ingressOf(level!, now, level!.filter), egress, total, longest]
}

describe('the worked example', () => {
  it('has output extents without the stride, and the strides as declared', () => {
    expect([table.get("X'")?.size, table.get("Y'")?.size, table.get('X')?.stride]).toEqual([7, 3, 2])
  })

  it('has lists in input coordinates, with strided tiles', () => {
    expect(levels.map(written)).toEqual([
      'S(1,1)K T(3,3)C T(3,1)Y T(3,3)R T(3,3)S T(5,4)X',
      'T(3,3)S T(3,3)R T(3,1)Y T(1,1)K S(1,1)C T(3,2)X',
    ])
    expect(levels.map(({ units }) => units)).toEqual([3, 2])
    expect([outer!.edgeUnits, inner!.edgeUnits]).toEqual([2, 1])
  })

  it('has the tiles of the table', () => {
    const tiles = outer!.loops.map(({ tile }) => [tile.full, tile.edge, tile.step, tile.edgeStep])
    expect(tiles).toEqual([
      [1, 1, 1, 0],
      [3, 3, 0, 0],
      [3, 3, 1, 0],
      [3, 3, 0, 0],
      [3, 3, 0, 0],
      [5, 5, 4, 0],
    ])
    const [, , rows, , , columns] = outer!.loops.map(({ outputs }) => outputs)
    expect([rows, columns]).toEqual([
      { full: 1, edge: 1, step: 1, edgeStep: 1 },
      { full: 3, edge: 3, step: 4, edgeStep: 3 },
    ])
  })

  it('costs the inner level case by case', () => {
    const below = extentsBelow(outer!, 0)
    expect(below).toEqual([3, 1, 3, 3, 5, 3]) // C K R S X Y
    const cases = casesOf(inner, below)
    expect(cases.map((now) => phases(now, [4, 5]))).toEqual(['II', 'ES', 'EI', 'IS'])
    expect(cases.map((now) => volumes(inner, now))).toEqual([
      [18, 18, 1, 18, 9],
      [6, 0, 1, 9, 9],
      [9, 9, 1, 9, 9],
      [12, 0, 1, 18, 9],
    ])
    const cost = costOf(costing([outer!, inner!], hardware), 1, below)!
    expect([cost.runtime, cost.active]).toEqual([29, 1.5])
    expect([cost.input.l1Size, cost.filter.l1Size, cost.output.l1Size]).toEqual([18, 18, 18])
  })

  it('moves and computes at the outer level as the table says', () => {
    const cases = casesOf(outer, sizesOf(table))
    expect(cases.map((now) => phases(now, [0, 2, 5]))).toEqual([
      'III',
      'ESS',
      'ESI',
      'EIS',
      'EII',
      'ISS',
      'ISI',
      'IIS',
    ])
    expect(cases.map(({ count }) => count)).toEqual([1, 2, 2, 1, 1, 2, 2, 1])
    expect(cases.map((now) => volumes(outer, now))).toEqual([
      [45, 81, 9, 243, 81],
      [36, 0, 6, 162, 81],
      [45, 0, 6, 162, 81],
      [36, 0, 6, 162, 81],
      [0, 54, 6, 162, 81],
      [36, 0, 9, 243, 81],
      [45, 0, 9, 243, 81],
      [36, 0, 9, 243, 81],
    ])
    expect(cases.map((now) => shortTiles(outer!, now, false))).toEqual(Array(8).fill(0))
  })

  it('adds up to what the tool printed', () => {
    const costs = costing([outer!, inner!], hardware)
    const tally = costOf(costs, 0, sizesOf(table))!
    const printed = {
      macs: 2430,
      runtime: 756,
      peakBw: 4,
      avgBw: 1.4166666666666667,
      offchipBw: 4,
      avgActivePes: 3.75,
      arithmeticIntensity: 6.75,
      ingressDelay: [9, 32, 12],
      egressDelay: [2, 3, 2],
      computeDelay: [29, 29, 29],
      tensors: {
        input: { l2Size: 90, l1Size: 18, l2Write: 135, l2Read: 441, l1Write: 441, l1Read: 2430 },
        filter: { l2Size: 162, l1Size: 18, l2Write: 135, l2Read: 135, l1Write: 135, l1Read: 2430 },
        output: { l2Size: 18, l1Size: 18, l2Write: 90, l2Read: 105, l1Write: 2430, l1Read: 2430 },
      },
    }
    expect(figuresOf(tally, costs.firstComplete!)).toEqual(printed)
    expect(answer(layer('CONV', dims, maps, { X: 2, Y: 1 }), hardware)).toEqual({
      _tag: 'Right',
      right: [printed],
    })
  })
})
