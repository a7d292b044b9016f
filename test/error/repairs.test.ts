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
import { conv, hardware, refusal, refusalOfDirectives } from '../support/errors'
import { processorTime } from '../support/processor-time'

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

/** What is wrong with the repairs of one map, each alone: the words of the hint, if one does not repair. */
const brokenRepair = (directives: readonly Directive[], layer: Layer, sliding: Sliding): readonly string[] =>
  refusalOfDirectives(directives, layer).flatMap((error) => {
    const maps = printedIn(error.hint)
    if (maps.length === 0) return [`no map in ${error.hint}`]
    return maps.flatMap((printed) => {
      const hint = `Write ${printed.kind}(${printed.size}, ${printed.offset}) ${printed.name}.`
      const left = refusalOfDirectives(repaired(directives, { ...error, hint }), layer)
      if (left.length > 0) return [`${error.message} ${hint} Still: ${left.map(({ message }) => message)}`]
      return timesComputed(printed, sliding).every(once)
        ? []
        : [`${hint} does not compute every output once.`]
    })
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

describe('of several legal repairs', () => {
  const layer = conv2d({ K: 2, C: 2, R: 3, S: 3, Y: 58, X: 58 })
  const wide = conv2d({ K: 2, C: 2, R: 3, S: 3, Y: 59, X: 59, stride: 2 })

  it.each([
    ['a tile without its halo', temporalMap(8, 8, 'X'), layer, ['10, 8', '8, 6']],
    ['a tile with too little halo', temporalMap(8, 7, 'X'), layer, ['9, 7', '8, 6']],
    ['one window', temporalMap(3, 2, 'X'), layer, ['3, 1', '4, 2']],
    ['a tile that overlaps', temporalMap(10, 1, 'X'), layer, ['10, 8', '3, 1']],
    ['a strided tile without its halo', temporalMap(8, 8, 'X'), wide, ['9, 8', '8, 6']],
    ['an offset that is not a multiple of the stride', temporalMap(8, 7, 'X'), wide, ['8, 6']],
  ])('%s: the purpose comes first', (_, map, of, expected) => {
    const [error] = refusalOfDirectives([map], of)
    expect(printedIn(error?.hint ?? '').map(({ size, offset }) => `${size}, ${offset}`)).toEqual(expected)
    for (const printed of printedIn(error?.hint ?? ''))
      expect(refusalOfDirectives([temporalMap(printed.size, printed.offset, 'X')], of)).toEqual([])
  })

  it('says how many outputs each has', () => {
    const [error] = refusalOfDirectives([temporalMap(8, 8, 'X')], layer)
    expect(error?.hint).toBe(
      'Write TemporalMap(10, 8) X for 8 outputs per step, or TemporalMap(8, 6) X for 6 outputs per step.',
    )
  })
})

describe('of two maps of one dimension', () => {
  const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 58, X: 58 })
  const columns = temporalMap(sz('S'), 1, 'X')
  const rows: readonly (readonly [
    rule: string,
    directives: readonly Directive[],
    removed: readonly number[],
  ])[] = [
    [
      'of the window, that which breaks the diagonal pair',
      [columns, cluster(3), spatialMap(1, 1, 'X'), spatialMap(1, 1, 'S'), temporalMap(3, 3, 'S')],
      [4],
    ],
    [
      'of the window, that which breaks the diagonal pair, in any order',
      [columns, cluster(3), temporalMap(3, 3, 'S'), spatialMap(1, 1, 'X'), spatialMap(1, 1, 'S')],
      [2],
    ],
    ['that which is illegal', [temporalMap(4, 4, 'C'), temporalMap(2, 1, 'C')], [1]],
    ['the first, if it is illegal', [temporalMap(2, 1, 'C'), temporalMap(4, 4, 'C')], [0]],
    ['the second spatial one', [spatialMap(1, 1, 'K'), spatialMap(1, 1, 'C'), temporalMap(2, 2, 'C')], [1]],
    ['that in inputs, if it holds no output', [temporalMap(1, 1, "Y'"), temporalMap(2, 1, 'Y')], [1]],
    ['either, if both are legal', [temporalMap(2, 2, 'C'), temporalMap(1, 1, 'C')], [0, 1]],
  ]

  it.each(rows)('goes %s', (_, directives, removed) => {
    const error = refusalOfDirectives(directives, layer).find(({ hint }) => hint.startsWith('Remove'))
    const named = printedIn(error?.hint ?? '')
    const at = named.map(({ kind, size, offset, name }) =>
      directives.findIndex(
        (directive) =>
          directive._tag === kind &&
          'dimension' in directive &&
          directive.dimension === name &&
          directive.size === size &&
          directive.offset === offset,
      ),
    )
    expect(at).toEqual(removed)
    for (const index of at)
      expect(
        refusalOfDirectives(
          directives.filter((_directive, i) => i !== index),
          layer,
        ),
      ).toEqual([])
  })

  it('goes one of two that are equal', () => {
    const [error] = refusalOfDirectives([temporalMap(2, 2, 'C'), temporalMap(2, 2, 'C')], layer)
    expect(error?.hint).toBe('Remove one of the two maps, or put a Cluster between them.')
  })

  it('is found in time, however many there are', () => {
    const many = Array.from({ length: 1000 }, (_, i) => temporalMap(1 + (i % 3), 1, 'C'))
    const start = processorTime()
    expect(refusalOfDirectives(many, layer).length).toBeGreaterThan(900)
    expect(processorTime() - start).toBeLessThan(20_000)
  })
})

describe('offsets on both axes that skip by the same factor', () => {
  const shape = { K: 4, C: 4, R: 3, S: 3, Y: 59, X: 59 }
  const suggestion = /if the layer has a stride of (\d), give it that/
  const strideIn = (directives: readonly Directive[], layer: Layer): readonly (number | null)[] =>
    refusalOfDirectives(directives, layer).map(({ hint }) => {
      const found = suggestion.exec(hint)?.[1]
      return found === undefined ? null : Number(found)
    })

  it.each([
    ['one output each', [temporalMap(3, 2, 'Y'), temporalMap(3, 2, 'X')], 1, 2],
    ['in several levels', [temporalMap(3, 3, 'Y'), cluster(2), spatialMap(3, 3, 'X')], 1, 3],
    ['on a strided layer', [temporalMap(3, 4, 'Y'), temporalMap(3, 4, 'X')], 2, 4],
    [
      'with tiles of the window',
      [temporalMap(1, 2, 'Y'), temporalMap(1, 2, 'X'), temporalMap(1, 1, 'R'), temporalMap(1, 1, 'S')],
      1,
      2,
    ],
  ])('suggest a stride: %s', (_, directives, stride, suggested) => {
    expect(strideIn(directives, conv2d({ ...shape, stride }))).toEqual([suggested, suggested])
    expect(refusalOfDirectives(directives, conv2d({ ...shape, stride: suggested }))).toEqual([])
  })

  it.each([
    ['one axis alone', [temporalMap(3, 2, 'Y'), temporalMap(3, 1, 'X')]],
    ['different factors', [temporalMap(3, 2, 'Y'), temporalMap(3, 3, 'X')]],
    ['no whole factor', [temporalMap(4, 3, 'Y'), temporalMap(4, 3, 'X')]],
    ['maps of outputs', [temporalMap(1, 2, "Y'"), temporalMap(1, 2, "X'")]],
  ])('and not: %s', (_, directives) => {
    expect(strideIn(directives, conv2d(shape)).filter((stride) => stride !== null)).toEqual([])
  })

  it('suggest a stride for each axis where they differ', () => {
    const layer = conv2d({ ...shape, stride: { y: 2, x: 1 } })
    const [error] = refusalOfDirectives([temporalMap(3, 4, 'Y'), temporalMap(3, 2, 'X')], layer)
    expect(error?.hint).toContain('if the layer has strides of 4 along Y and 2 along X, give it that.')
  })
})

describe('of outputs that overlap by the halo of their inputs', () => {
  const layer = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 34, X: 34 })
  const hintOf = (size: number, offset: number): string =>
    refusalOfDirectives([temporalMap(size, offset, "X'")], layer)[0]?.hint ?? ''

  it('offers the outputs that the offset counts, and the input coordinate where it is legal', () => {
    const hint = hintOf(10, 8)
    expect(printedIn(hint).map(({ size, offset, name }) => `${size} ${offset} ${name}`)).toEqual([
      "8 8 X'",
      "10 10 X'",
      '10 8 X',
    ])
    for (const { size, offset, name } of printedIn(hint))
      expect(refusalOfDirectives([temporalMap(size, offset, name)], layer)).toEqual([])
  })

  it('names the outputs that are computed again, of small and of large overlaps', () => {
    const messageOf = (size: number, offset: number): string =>
      refusalOfDirectives([temporalMap(size, offset, "X'")], layer)[0]?.message ?? ''
    expect(messageOf(10, 9)).toContain('every tile repeats the last output of the tile before it.')
    expect(messageOf(10, 8)).toContain('every tile repeats the last 2 outputs of the tile before it.')
    expect(messageOf(10, 1)).toContain('every tile repeats the last 9 outputs of the tile before it.')
  })

  it('counts the indices of another dimension that are computed again', () => {
    const messageOf = (size: number, offset: number): string =>
      refusalOfDirectives([temporalMap(size, offset, 'C')], layer)[0]?.message ?? ''
    expect(messageOf(3, 2)).toContain('every tile repeats the last index of C of the tile before it.')
    expect(messageOf(3, 1)).toContain('every tile repeats the last 2 indices of C of the tile before it.')
  })

  it('does not offer the input coordinate where that would be illegal', () => {
    expect(hintOf(12, 8)).not.toContain('rows of the input')
  })
})

it('a dimension given first is told the order, once', () => {
  const map = { _tag: 'SpatialMap', size: 'K', offset: 1, dimension: 1 }
  const errors = refusalOfDirectives([JSON.parse(JSON.stringify(map)) as Directive])
  expect(errors.map(({ hint }) => hint)).toEqual(["Write spatialMap(1, 1, 'K')."])
  expect(errors[0]?.message).toContain('size, offset, dimension')
})
