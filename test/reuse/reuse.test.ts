/**
 * The paper's playground (Fig. 5): a 1-D convolution O[x'] += W[s] · I[x' + s] with X' = 12 and S = 6 on three PEs, six
 * for F. Counts are those of the table in the figures; classes of reuse are worked out by hand from section 8 of the
 * cost model, each with the conclusion that the paper draws.
 */
import { isLeft } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Accelerator,
  accelerator,
  cluster,
  conv2d,
  type Directive,
  dataflow,
  estimate,
  inferReuse,
  type Layer,
  layer,
  operator,
  orThrow,
  plus,
  spatialMap,
  sz,
  type TensorReuse,
  temporalMap,
  transposedConv2d,
} from '../../src/index'
import { errorsOf, inShort, junk } from '../support/errors'

const convolution = operator({
  name: '1-D convolution',
  dimensions: ["X'", 'S'],
  tensors: [
    { name: 'W', role: 'input', axes: [[{ dimension: 'S' }]] },
    { name: 'I', role: 'input', axes: [[{ dimension: "X'" }, { dimension: 'S' }]] },
    { name: 'O', role: 'output', axes: [[{ dimension: "X'" }]] },
  ],
})
const playground = layer(convolution, { "X'": 12, S: 6 }, 'Fig. 5')

/** Two counts of a tensor: ingress and fills of an input, egress and accumulations of an output. */
type Counts = readonly [number, number]
type LevelCounts = { readonly W: Counts; readonly I: Counts; readonly O: Counts }

/** Spatial and temporal class of a tensor, and what exploits them. */
type Classes = readonly [
  spatial: TensorReuse['spatial'],
  temporal: TensorReuse['temporal'],
  ...hardware: TensorReuse['hardware'],
]
type LevelClasses = { readonly W: Classes; readonly I: Classes; readonly O: Classes }

type Line = {
  readonly conclusion: string
  readonly pes: number
  readonly directives: readonly Directive[]
  readonly counts: readonly LevelCounts[]
  readonly reuse: readonly LevelClasses[]
}

const shared = ['fan-out', 'store-and-forward'] as const
const summed = ['fan-in', 'reduce-and-forward'] as const
const kept = 'buffer'
const accumulated = 'read-modify-write buffer'
const nothing: Classes = ['none', 'none']

const lines: Readonly<Record<string, Line>> = {
  A: {
    conclusion: 'output stationary, W multicast',
    pes: 3,
    directives: [spatialMap(1, 1, "X'"), temporalMap(1, 1, 'S')],
    counts: [{ W: [24, 72], I: [72, 72], O: [12, 0] }],
    // Units differ in X', which W lacks; S moves innermost, which O lacks.
    reuse: [{ W: ['multicast', 'none', ...shared], I: nothing, O: ['none', 'reduction', accumulated] }],
  },
  B: {
    conclusion: 'weight stationary, W multicast',
    pes: 3,
    directives: [temporalMap(1, 1, 'S'), spatialMap(1, 1, "X'")],
    counts: [{ W: [6, 18], I: [72, 72], O: [72, 60] }],
    // The four folds of X' are the innermost loop: W stays.
    reuse: [{ W: ['multicast', 'multicast', ...shared, kept], I: nothing, O: nothing }],
  },
  C: {
    conclusion: 'collaborative output stationary',
    pes: 3,
    directives: [temporalMap(1, 1, "X'"), spatialMap(1, 1, 'S')],
    counts: [{ W: [72, 72], I: [72, 72], O: [12, 0] }],
    // Units differ in S, which O lacks, and so do the two folds.
    reuse: [{ W: nothing, I: nothing, O: ['reduction', 'reduction', ...summed, accumulated] }],
  },
  D: {
    conclusion: 'collaborative weight stationary',
    pes: 3,
    directives: [spatialMap(1, 1, 'S'), temporalMap(1, 1, "X'")],
    counts: [{ W: [6, 6], I: [72, 72], O: [24, 12] }],
    reuse: [{ W: ['none', 'multicast', kept], I: nothing, O: ['reduction', 'none', ...summed] }],
  },
  E: {
    conclusion: 'collaborative weight stationary, and partial temporal reuse of I',
    pes: 3,
    directives: [spatialMap(2, 2, 'S'), temporalMap(1, 1, "X'")],
    counts: [{ W: [6, 6], I: [39, 39], O: [12, 0] }],
    // Two weights need I[x'] and I[x' + 1]; the next x' shares one of them. Neighbouring units share none.
    reuse: [
      { W: ['none', 'multicast', kept], I: ['none', 'partial', kept], O: ['reduction', 'none', ...summed] },
    ],
  },
  F: {
    conclusion: 'clustered: halo shared across clusters, sums inside them',
    pes: 6,
    directives: [
      temporalMap(3, 3, 'S'),
      spatialMap(1, 1, "X'"),
      cluster(3),
      spatialMap(1, 1, 'S'),
      temporalMap(1, 1, "X'"),
    ],
    counts: [
      { W: [6, 12], I: [38, 52], O: [24, 12] },
      { W: [12, 12], I: [72, 72], O: [24, 0] },
    ],
    reuse: [
      // Three weights need three of I: neighbouring clusters share two, the folds (two clusters further) one.
      {
        W: ['multicast', 'multicast', ...shared, kept],
        I: ['partial', 'partial', ...shared, kept],
        O: nothing,
      },
      // Inside a cluster there is one step, in which everything stays.
      {
        W: ['none', 'multicast', kept],
        I: ['none', 'multicast', kept],
        O: ['reduction', 'reduction', ...summed, accumulated],
      },
    ],
  },
}

const countsOn = (of: Line, hardware: Partial<Accelerator> = {}): readonly LevelCounts[] => {
  const flow = dataflow(of.conclusion, of.directives)
  const { levels } = orThrow(estimate(playground, flow, accelerator({ pes: of.pes, ...hardware })))
  return levels.map(({ tensors: { W, I, O } }) => ({
    W: [W?.ingress ?? -1, W?.fills ?? -1],
    I: [I?.ingress ?? -1, I?.fills ?? -1],
    O: [O?.egress ?? -1, O?.accumulations ?? -1],
  }))
}

const reuseOf = (
  of: Layer,
  directives: readonly Directive[],
  pes: number,
): Readonly<Record<string, Classes>> =>
  Object.fromEntries(
    orThrow(inferReuse(of, dataflow('reuse', directives), { pes })).map(
      ({ level, tensor, spatial, temporal, hardware }) => [
        `${level} ${tensor}`,
        [spatial, temporal, ...hardware],
      ],
    ),
  )

describe.each(Object.entries(lines))('Fig. 5 %s', (_id, line) => {
  it(`is ${line.conclusion}: its counts`, () => {
    expect(countsOn(line)).toEqual(line.counts)
  })

  it('has these counts whatever the overlap and the bandwidths', () => {
    expect(countsOn(line, { overlap: 'none', noc: { bandwidth: 0.5, latency: 7 } })).toEqual(line.counts)
  })

  it(`is ${line.conclusion}: its reuse, and the hardware for it`, () => {
    const expected = line.reuse.flatMap(({ W, I, O }, level) => [
      [`${level} W`, W],
      [`${level} I`, I],
      [`${level} O`, O],
    ])
    expect(reuseOf(playground, line.directives, line.pes)).toEqual(Object.fromEntries(expected))
  })

  it('shows where a network shares: fills exceed ingress only with spatial reuse', () => {
    const reuse = orThrow(inferReuse(playground, dataflow('shared', line.directives), { pes: line.pes }))
    for (const [level, counts] of countsOn(line).entries())
      for (const name of ['W', 'I'] as const) {
        const [ingress, fills] = counts[name]
        const spatial = reuse.find((each) => each.level === level && each.tensor === name)?.spatial
        expect([name, level, fills > ingress]).toEqual([name, level, spatial !== 'none'])
      }
  })
})

describe('inferReuse', () => {
  const square = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 8, X: 8 })

  it('finds nothing across units with a single tile, nor without a spatial map', () => {
    expect(reuseOf(square, [spatialMap(4, 4, 'K'), temporalMap(1, 1, 'C')], 4)['0 input']?.[0]).toBe('none')
    expect(reuseOf(square, [temporalMap(1, 1, 'K')], 4)['0 input']?.[0]).toBe('none')
  })

  it('keeps everything where no loop has a second step', () => {
    const classes = reuseOf(square, [spatialMap(1, 1, 'K'), temporalMap(4, 4, 'C')], 4)
    expect(['input', 'filter', 'output'].map((tensor) => classes[`0 ${tensor}`]?.[1])).toEqual([
      'multicast',
      'multicast',
      'reduction',
    ])
  })

  it('looks through loops of one step to the innermost that moves', () => {
    const classes = reuseOf(
      square,
      [temporalMap(1, 1, 'K'), temporalMap(9, 9, 'C'), spatialMap(3, 3, 'R')],
      4,
    )
    expect(['input', 'filter', 'output'].map((tensor) => classes[`0 ${tensor}`]?.[1])).toEqual([
      'multicast',
      'none',
      'none',
    ])
  })

  it('goes by the next fold of a spatial loop, not by the next unit', () => {
    const directives = [temporalMap(3, 3, 'S'), spatialMap(1, 1, "X'")]
    // Three inputs each: units share two; on three units the next fold is three further and shares none, on two one.
    expect(reuseOf(playground, directives, 3)['0 I']).toEqual(['partial', 'none', ...shared])
    expect(reuseOf(playground, directives, 2)['0 I']).toEqual(['partial', 'partial', ...shared, kept])
  })

  it('finds halos of rows, in inputs and in transposed outputs', () => {
    expect(
      reuseOf(square, [spatialMap(plus(sz('R')), 1, 'Y'), temporalMap(3, 1, 'X')], 4)['0 input'],
    ).toEqual(['partial', 'partial', ...shared, kept])
    const transposed = transposedConv2d({ K: 1, C: 1, R: 3, S: 3, Y: 4, X: 4 })
    expect(reuseOf(transposed, [spatialMap(1, 1, 'Y')], 4)['0 output']?.[0]).toBe('partial')
  })

  it('finds no halo where the stride leaves none, or only holes meet', () => {
    const strided = conv2d({ K: 1, C: 1, R: 3, S: 1, "Y'": 4, "X'": 1, stride: 3 })
    expect(reuseOf(strided, [spatialMap(1, 1, "Y'")], 4)['0 input']?.[0]).toBe('none')
    const dilated = conv2d({ K: 1, C: 1, R: 3, S: 1, "Y'": 4, "X'": 1, dilation: 2 })
    expect(reuseOf(dilated, [spatialMap(1, 1, "Y'")], 4)['0 input']?.[0]).toBe('none')
    expect(reuseOf(dilated, [spatialMap(2, 2, "Y'")], 4)['0 input']?.[0]).toBe('partial')
  })

  it('reports the faults of its inputs', () => {
    const bad = inferReuse(square, dataflow('bad', [temporalMap(1, 2, 'C')]), junk({ pes: 0 }))
    expect(isLeft(bad)).toBe(true)
    expect(inShort(errorsOf(bad)).sort()).toEqual([
      'InvalidHardware hardware.pes',
      'SkippingMap dataflow.directives[0]',
    ])
  })
})
