/** Hints that print a corrected input: applied as printed, the input must be legal and every MAC executed just once. */
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  cluster,
  conv2d,
  type Directive,
  dataflow,
  type EstimateError,
  estimate,
  gemm,
  type Layer,
  param,
  plus,
  spatialMap,
  sz,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { conv, hardware, refusal, refusalOfDirectives } from './support'

type Printed = {
  readonly kind: string
  readonly size: number
  readonly offset: number
  readonly name: string
}

/** The maps that a hint prints, as in `Write TemporalMap(3, 1) Y.` */
const printedIn = (hint: string): readonly Printed[] =>
  [...hint.matchAll(/(SpatialMap|TemporalMap)\((\d+), (\d+)\) (\w+'?)/g)].map(
    ([, kind, size, offset, name]) => ({
      kind: kind ?? '',
      size: Number(size),
      offset: Number(offset),
      name: name ?? '',
    }),
  )

const levelAt = (directives: readonly Directive[], index: number): number =>
  directives.slice(0, index).filter(({ _tag }) => _tag === 'Cluster').length

/** The directives with the maps of a hint in place of those of the same kind and name in the same level. */
const repaired = (directives: readonly Directive[], { hint, path }: EstimateError): readonly Directive[] => {
  const level = levelAt(directives, Number(/\d+/.exec(path)))
  const maps = printedIn(hint)
  return directives.map((directive, i) => {
    if (directive._tag === 'Cluster' || levelAt(directives, i) !== level) return directive
    const map = maps.find(({ kind, name }) => kind === directive._tag && name === directive.dimension)
    return map === undefined ? directive : { ...directive, size: map.size, offset: map.offset }
  })
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

type Sliding = { readonly outputs: number; readonly reach: number; readonly stride: number }

/** How often each output is computed if step i holds the rows from i · offset on, as the notation says. */
const timesComputed = ({ size, offset }: Printed, { outputs, reach, stride }: Sliding): readonly number[] => {
  const starts = range(0, outputs * stride).map((step) => step * offset)
  const holds = (start: number, row: number): boolean => start <= row && row + reach <= start + size
  return range(0, outputs - 1).map((output) => starts.filter((start) => holds(start, output * stride)).length)
}

const mapOf = (size: number, offset: number): Printed => ({ kind: 'TemporalMap', size, offset, name: 'Y' })

const once = (count: number): boolean => count === 1

/** What is wrong with the repair of one map: the words of the hint, if they do not repair. */
const brokenRepair = (directives: readonly Directive[], layer: Layer, sliding: Sliding): readonly string[] =>
  refusalOfDirectives(directives, layer).flatMap((error) => {
    const [printed] = printedIn(error.hint)
    if (printed === undefined) return [`no map in ${error.hint}`]
    const left = refusalOfDirectives(repaired(directives, error), layer)
    if (left.length > 0)
      return [`${error.message} ${error.hint} Still: ${left.map(({ message }) => message)}`]
    return timesComputed(printed, sliding).every(once)
      ? []
      : [`${error.hint} does not compute every output once.`]
  })

const sizesAndOffsets = range(1, 9).flatMap((size) => range(1, 9).map((offset) => ({ size, offset })))
const maps = [spatialMap, temporalMap]

describe('the repair of a map', () => {
  it('partitions a plain dimension', () => {
    const layer = gemm({ M: 2, N: 2, K: 7 })
    const sliding = { outputs: 7, reach: 1, stride: 1 }
    const broken = maps.flatMap((map) =>
      sizesAndOffsets.flatMap(({ size, offset }) => brokenRepair([map(size, offset, 'K')], layer, sliding)),
    )
    expect(broken).toEqual([])
  })

  const windows = [
    { R: 3, stride: 1, dilation: 1 },
    { R: 3, stride: 2, dilation: 1 },
    { R: 2, stride: 3, dilation: 1 },
    { R: 2, stride: 1, dilation: 3 },
    { R: 3, stride: 2, dilation: 2 },
    { R: 1, stride: 2, dilation: 1 },
  ]
  for (const { R, stride, dilation } of windows)
    it(`partitions the outputs of a window of ${R}, stride ${stride}, dilation ${dilation}`, () => {
      const layer = conv2d({
        K: 1,
        C: 1,
        R,
        S: 1,
        "Y'": 5,
        "X'": 1,
        stride: { y: stride, x: 1 },
        dilation: { y: dilation, x: 1 },
      })
      const sliding = { outputs: 5, reach: dilation * (R - 1) + 1, stride }
      const broken = maps.flatMap((map) =>
        sizesAndOffsets.flatMap(({ size, offset }) => brokenRepair([map(size, offset, 'Y')], layer, sliding)),
      )
      expect(broken).toEqual([])
    })

  for (const { R, stride, dilation } of windows)
    it(`is asked for where outputs are not computed once: window ${R}, stride ${stride}, dilation ${dilation}`, () => {
      const layer = conv2d({
        K: 1,
        C: 1,
        R,
        S: 1,
        "Y'": 5,
        "X'": 1,
        stride: { y: stride, x: 1 },
        dilation: { y: dilation, x: 1 },
      })
      const sliding = { outputs: 5, reach: dilation * (R - 1) + 1, stride }
      const accepted = sizesAndOffsets.filter(
        ({ size, offset }) => refusalOfDirectives([temporalMap(size, offset, 'Y')], layer).length === 0,
      )
      const wrongly = accepted.filter(({ size, offset }) => {
        const covers = size >= stride * (sliding.outputs - 1) + sliding.reach
        const inStrideOneNotation = offset === size - sliding.reach + 1
        return !covers && !inStrideOneNotation && !timesComputed(mapOf(size, offset), sliding).every(once)
      })
      expect(accepted.length).toBeGreaterThan(0)
      expect(accepted.length).toBeLessThan(sizesAndOffsets.length)
      expect(wrongly).toEqual([])
    })

  it('takes the tile of the window in its level and the tile of the level above', () => {
    const inside = (size: number, offset: number) => [
      temporalMap(plus(3, sz('R')), 4, 'Y'),
      cluster(2),
      temporalMap(2, 2, 'R'),
      spatialMap(size, offset, 'Y'),
    ]
    const layer = conv2d({ K: 1, C: 1, R: 5, S: 1, "Y'": 12, "X'": 1 })
    const sliding = { outputs: 4, reach: 2, stride: 1 }
    const broken = sizesAndOffsets.flatMap(({ size, offset }) =>
      brokenRepair(inside(size, offset), layer, sliding),
    )
    expect(broken).toEqual([])
  })

  it('keeps to transposed convolutions', () => {
    const layer = transposedConv2d({ K: 1, C: 1, R: 3, S: 1, Y: 6, X: 1, stride: 2 })
    for (const { size, offset } of sizesAndOffsets)
      for (const error of refusalOfDirectives([temporalMap(size, offset, 'Y')], layer))
        expect(refusalOfDirectives(repaired([temporalMap(size, offset, 'Y')], error), layer)).toEqual([])
  })
})

type Pair = readonly [rows: Printed, taps: Printed]
type Window = { readonly E: number; readonly R: number; readonly stride: number; readonly dilation: number }

/** How often unit p, with rows from p · offset(Y) and taps from p · offset(R) on, executes each MAC. */
const timesExecuted = ([rows, taps]: Pair, { E, R, stride, dilation }: Window): readonly number[] => {
  const holds = ({ size, offset }: Printed, unit: number, at: number): boolean =>
    unit * offset <= at && at < unit * offset + size
  const executes = (unit: number, output: number, tap: number): boolean =>
    holds(taps, unit, tap) && holds(rows, unit, stride * output + dilation * tap)
  return range(0, E - 1).flatMap((output) =>
    range(0, R - 1).map((tap) => range(0, R - 1).filter((unit) => executes(unit, output, tap)).length),
  )
}

const brokenPair = (directives: readonly Directive[], layer: Layer, window: Window): readonly string[] =>
  refusalOfDirectives(directives, layer).flatMap((error) => {
    const [rows, taps] = printedIn(error.hint)
    if (rows === undefined || taps === undefined) return [`no pair in ${error.hint}`]
    const left = refusalOfDirectives(repaired(directives, error), layer)
    if (left.length > 0) return [`${error.hint} Still: ${left.map(({ message }) => message)}`]
    return timesExecuted([rows, taps], window).every(once)
      ? []
      : [`${error.hint} does not execute every MAC once.`]
  })

describe('the repair of a diagonal pair', () => {
  for (const E of [1, 3])
    for (const stride of [1, 2])
      for (const dilation of [1, 2])
        it(`executes every MAC of ${E} outputs, stride ${stride}, dilation ${dilation}`, () => {
          const y = { stride: { y: stride, x: 1 }, dilation: { y: dilation, x: 1 } }
          const layer = conv2d({ K: 1, C: 1, R: 4, S: 1, "Y'": E, "X'": 1, ...y })
          const pairs = range(1, 5).flatMap((size) =>
            range(1, 4).flatMap((offset) =>
              range(1, 4).flatMap((tap) =>
                range(1, 3).map((step) => [spatialMap(size, offset, 'Y'), spatialMap(tap, step, 'R')]),
              ),
            ),
          )
          expect(pairs.flatMap((pair) => brokenPair(pair, layer, { E, R: 4, stride, dilation }))).toEqual([])
        })

  it('is legal on a transposed convolution', () => {
    const layer = transposedConv2d({ K: 1, C: 1, R: 3, S: 1, Y: 4, X: 1, stride: 2 })
    const pair = [spatialMap(2, 1, 'Y'), spatialMap(1, 1, 'R')]
    const [error] = refusalOfDirectives(pair, layer)
    expect(error?._tag).toBe('DiagonalMismatch')
    expect(error === undefined ? pair : refusalOfDirectives(repaired(pair, error), layer)).toEqual([])
  })
})

describe('other repairs', () => {
  const numberIn = (text: string | undefined): number => Number(/\d+/.exec(text ?? ''))
  const fits = (layer: Layer): boolean => refusal({ layer }).length === 0
  const shape = { K: 4, C: 4, R: 3, S: 3, X: 8 }

  it('give the output extent that follows, or leave it out', () => {
    const [error] = refusal({ layer: conv2d({ ...shape, Y: 8, "Y'": 5, padding: 1 }) })
    const right = Number(/Y': (\d+)/.exec(error?.hint ?? '')?.[1])
    expect(right).toBe(8)
    expect(fits(conv2d({ ...shape, Y: 8, "Y'": right, padding: 1 }))).toBe(true)
    expect(fits(conv2d({ ...shape, Y: 8, padding: 1 }))).toBe(true)
  })

  it('give the least input extent that leaves an output', () => {
    const [error] = refusal({ layer: conv2d({ ...shape, R: 7, Y: 2, padding: 1 }) })
    const least = numberIn(error?.expected)
    expect(fits(conv2d({ ...shape, R: 7, Y: least, padding: 1 }))).toBe(true)
    expect(fits(conv2d({ ...shape, R: 7, Y: least - 1, padding: 1 }))).toBe(false)
  })

  it('give the number of PEs that the Clusters need', () => {
    const flow = dataflow('big', [spatialMap(1, 1, 'K'), cluster(5), spatialMap(1, 1, 'C'), cluster(7)])
    const [error] = refusal({ dataflow: flow })
    const pes = Number(/at least (\d+) PEs/.exec(error?.hint ?? '')?.[1])
    expect(isRight(estimate(conv, flow, accelerator({ pes })))).toBe(true)
    expect(isRight(estimate(conv, flow, accelerator({ pes: pes - 1 })))).toBe(false)
  })

  it('bind the parameter that has no value', () => {
    const directives = [temporalMap(param('tile'), param('tile'), 'C')]
    const [error] = refusalOfDirectives(directives)
    const [, name = '', value] = /\{ (\w+): (\d+) \}/.exec(error?.hint ?? '') ?? []
    expect(isRight(estimate(conv, dataflow('bound', directives, { [name]: Number(value) }), hardware))).toBe(
      true,
    )
  })
})
