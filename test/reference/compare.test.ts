import { describe, expect, it } from 'vitest'
import {
  accelerator,
  conv2d,
  dataflow,
  depthwiseConv2d,
  estimate,
  fullyConnected,
  gemm,
  groupedConv2d,
  type Layer,
  pool2d,
  sz,
  transposedConv2d,
} from '../../src/index'
import { compare, type ReferenceLayer } from '../../src/reference'
import { cluster, figures, layer, S, small, T } from './support'

const hardware = accelerator({ pes: 4, noc: { bandwidth: 4 }, offchip: { bandwidth: 1000 } })

const tags = (...given: Parameters<typeof compare>): readonly string[] =>
  compare(...given).violations.map((each) => (each._tag === 'Crash' ? each.failure._tag : each._tag))

describe('a comparison', () => {
  it('holds the exact estimate and the figures of the tool for the same input', () => {
    const maps = dataflow('KC', [
      S(1, 1, 'K'),
      T(2, 2, 'C'),
      T(3, 1, 'Y'),
      T(3, 1, 'X'),
      cluster(2),
      S(1, 1, 'C'),
    ])
    const given = conv2d({ K: 8, C: 6, R: 3, S: 3, Y: 10, X: 12 })
    const { exact, tool, limits, violations } = compare(given, maps, hardware)
    expect(exact).toEqual(estimate(given, maps, hardware))
    const told = layer('CONV', 'K8 C6 R3 S3 Y10 X12', 'S(1,1)K T(2,2)C T(3,1)Y T(3,1)X Cluster(2) S(1,1)C')
    expect(tool).toEqual({ _tag: 'Right', right: figures(told) })
    expect(limits).toEqual({
      macs: 8 * 6 * 3 * 3 * 8 * 10,
      floor: (8 * 6 * 3 * 3 * 8 * 10) / 4,
      compulsory: { input: 6 * 10 * 12, filter: 8 * 6 * 3 * 3, output: 8 * 8 * 10 },
    })
    expect(violations).toEqual([])
  })

  /** The tool's figures for the given layer must be those for the told one. */
  const says = (given: Layer, told: ReferenceLayer): void => {
    const { tool } = compare(given, dataflow('C', [S(1, 1, 'C')]), hardware)
    expect(tool).toEqual({ _tag: 'Right', right: figures({ ...told, directives: [S(1, 1, 'C')] }) })
  }

  it('puts every layer in words that the tool knows', () => {
    const [none, two] = [{}, { X: 2, Y: 2 }]
    says(
      conv2d({ K: 4, C: 2, R: 3, S: 3, Y: 7, X: 7, padding: 1, stride: 2 }),
      layer('CONV', 'K4 C2 R3 S3 Y9 X9', '', two),
    )
    says(
      conv2d({ K: 4, C: 2, R: 3, S: 3, "Y'": 4, "X'": 4, stride: { y: 1, x: 2 } }),
      layer('CONV', "K4 C2 R3 S3 Y'4 X'4", '', { "Y'": 1, "X'": 2 }),
    )
    says(
      conv2d({ K: 4, C: 2, R: 3, S: 3, "Y'": 4, X: 9, stride: 2 }),
      layer('CONV', 'K4 C2 R3 S3 Y9 X9', '', two),
    )
    says(conv2d({ N: 3, K: 4, C: 2, R: 1, S: 1, Y: 4, X: 4 }), layer('CONV', 'N3 K4 C2 R1 S1 Y4 X4', ''))
    says(depthwiseConv2d({ C: 8, R: 3, S: 3, Y: 9, X: 9 }), layer('DSCONV', 'C8 R3 S3 Y9 X9', ''))
    says(
      groupedConv2d({ G: 2, K: 4, C: 2, R: 1, S: 1, Y: 4, X: 4 }),
      layer('NGCONV', 'G2 K4 C2 R1 S1 Y4 X4', ''),
    )
    says(
      transposedConv2d({ K: 4, C: 2, R: 3, S: 3, Y: 5, X: 5, stride: 2 }),
      layer('TRCONV', 'K4 C2 R3 S3 Y5 X5', '', two),
    )
    says(fullyConnected({ K: 10, C: 16 }), layer('CONV', 'K10 C16 R1 S1 Y1 X1', '', none))
  })

  it('tells no maps that this library drops, and a batch only where it matters', () => {
    const given = conv2d({ K: 4, C: 2, R: 1, S: 1, Y: 4, X: 4 })
    const grouped = dataflow('G', [T(1, 1, 'G'), T(1, 1, 'N'), S(1, 1, 'K')])
    const { tool } = compare(given, grouped, hardware)
    expect(tool).toEqual({
      _tag: 'Right',
      right: figures(layer('CONV', 'N1 K4 C2 R1 S1 Y4 X4', 'T(1,1)N S(1,1)K')),
    })
  })

  it('names every kind of violation', () => {
    const product = (M: number, N: number, K: number) => gemm({ M, N, K })
    const grid = dataflow('diagonal', [S(1, 1, 'M'), S(1, 1, 'N'), T(1, 1, 'K')])
    // A quarter of the MACs, in four steps; sixteen cycles are the least.
    expect(tags(product(4, 4, 4), grid, hardware)).toEqual(['MacsNotConserved', 'RuntimeBelowFloor'])
    const overflow = dataflow('rows', [S(1, 1, 'M'), T(1, 1, 'N'), T(1, 1, 'K')])
    // 4.9 thousand million steps wrap to 605 million, fewer than the filter has elements.
    const wrapped = compare(product(4, 70_000, 70_000), overflow, hardware).violations
    expect(wrapped).toMatchObject([
      { _tag: 'MacsNotConserved', tool: 2_420_130_816, exact: 19_600_000_000 },
      { _tag: 'RuntimeBelowFloor', exact: 4_900_000_000 },
      { _tag: 'TrafficBelowCompulsory', tensor: 'filter', exact: 4_900_000_000 },
    ])
    const rows = dataflow('rows', [S(3, 1, 'Y'), T(3, 1, 'X'), cluster(3), S(1, 1, 'X'), S(1, 1, 'R')])
    expect(tags(conv2d({ K: 2, C: 3, R: 3, S: 3, Y: 8, X: 8 }), rows, accelerator({ pes: 9 }))).toEqual([
      'ZERO_COMPUTE_DELAY',
    ])
  })

  it('blames the tool for nothing that it was not told', () => {
    const maps = dataflow('C', [S(1, 1, 'C')])
    const given = conv2d({ K: 4, C: 2, R: 3, S: 3, Y: 9, X: 9 })
    const reason = (...of: Parameters<typeof compare>): string => {
      const { tool, violations } = compare(...of)
      expect(violations).toEqual([])
      return tool._tag === 'Left' ? `${tool.left._tag} ${tool.left.path}` : 'figures'
    }
    expect(reason(pool2d({ C: 2, R: 3, S: 3, Y: 9, X: 9 }), maps, hardware)).toBe('INEXPRESSIBLE layer.kind')
    expect(reason({ ...given, dilation: 2 } as Layer, maps, hardware)).toBe('INEXPRESSIBLE layer.dilation')
    const fraction = accelerator({ pes: 4, noc: { bandwidth: 0.5 } })
    expect(reason(given, maps, fraction)).toBe('INEXPRESSIBLE hardware.noc.bandwidth')
    const uneven = accelerator({ pes: 4, noc: [{ bandwidth: 4 }, { bandwidth: 2 }] })
    const two = dataflow('two', [S(1, 1, 'C'), cluster(2), S(1, 1, 'K')])
    expect(reason(given, two, uneven)).toBe('INEXPRESSIBLE hardware.noc')
    expect(reason(conv2d({ K: 0, C: 2, R: 3, S: 3, Y: 9, X: 9 }), maps, hardware)).toBe('MALFORMED layer')
    expect(reason(given, dataflow('none', []), hardware)).toBe('MALFORMED dataflow')
    expect(reason(given, maps, { pes: 0 })).toBe('MALFORMED hardware')
    expect(reason(undefined as unknown as Layer, maps, hardware)).toBe('MALFORMED layer') // hostile on purpose
  })

  it('reads sizes as this library does, for the layer given', () => {
    const maps = dataflow('sized', [S(1, 1, 'C'), T(sz("Y'"), sz("Y'"), 'K')])
    const { tool } = compare(conv2d({ K: 8, C: 2, R: 3, S: 3, Y: 6, X: 6 }), maps, hardware)
    expect(tool).toEqual({
      _tag: 'Right',
      right: figures(layer('CONV', 'K8 C2 R3 S3 Y6 X6', 'S(1,1)C T(4,4)K')),
    })
    expect(small.numPes).toBe(hardware.pes)
  })
})
