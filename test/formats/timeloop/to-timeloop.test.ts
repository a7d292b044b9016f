/** Dataflows as Timeloop's files. */
import { describe, expect, it } from 'vitest'
import { fromTimeloop, toTimeloop } from '../../../src/formats'
import {
  cluster,
  conv2d,
  dataflow,
  estimate,
  gemm,
  layer,
  orThrow,
  spatialMap,
  temporalMap,
} from '../../../src/index'

const convolution = conv2d({ K: 64, C: 64, R: 3, S: 3, Y: 57, X: 57, stride: 2, name: 'conv' })
const flow = dataflow('KC', [
  spatialMap(1, 1, 'K'),
  temporalMap(1, 1, "Y'"),
  temporalMap(1, 1, "X'"),
  cluster(64),
  spatialMap(1, 1, 'C'),
])

describe('toTimeloop', () => {
  const files = orThrow(toTimeloop(convolution, flow, { pes: 256 }))

  it('says which properties of the layer the file cannot have', () => {
    const outputs = dataflow('OS', [spatialMap('M'), temporalMap('N'), temporalMap('K')])
    const problemOf = (properties: object) =>
      orThrow(toTimeloop(gemm({ M: 8, N: 4, K: 16, ...properties }), outputs, { pes: 8 })).problem.split(
        '\n',
      )[0]
    expect(problemOf({})).toBe('problem:')
    expect(problemOf({ precision: 8 })).toBe('# This file does not have the widths of the layer.')
    expect(problemOf({ density: { A: 0.5 } })).toBe('# This file does not have the densities of the layer.')
    expect(problemOf({ precision: 8, density: { A: 0.5 } })).toBe(
      '# This file does not have the widths and densities of the layer.',
    )
  })

  it('writes the problem', () => {
    expect(files.problem).toBe(`problem:
  version: 0.4
  shape:
    name: conv
    dimensions: [N, K, C, R, S, P, Q]
    coefficients:
    - { name: times2, default: 2 }
    data_spaces:
    - { name: input, projection: [[[N]], [[C]], [[P, times2], [R]], [[Q, times2], [S]]] }
    - { name: filter, projection: [[[K]], [[C]], [[R]], [[S]]] }
    - { name: output, projection: [[[N]], [[K]], [[P]], [[Q]]], read_write: true }
  instance:
    N: 1
    K: 64
    C: 64
    R: 3
    S: 3
    P: 28
    Q: 28
`)
  })

  it('writes the mapping, orders innermost first', () => {
    expect(files.mapping).toBe(`mapping:
- target: Memory
  type: temporal
- target: Shared
  type: temporal
  factors: K=16 P=28 Q=28
  permutation: "QPK"
- target: Shared
  type: spatial
  factors: K=4
  permutation: "K"
- target: Cluster0
  type: spatial
  factors: C=64
  permutation: "C"
- target: L1
  type: temporal
  factors: R=3 S=3
  permutation: "SR"
`)
  })

  it('writes as many units', () => {
    expect(files.architecture).toBe(`architecture:
  version: 0.4
  nodes:
  - !Component
    name: Memory
    class: DRAM
  - !Component
    name: Shared
    class: SRAM
  - !Container
    name: units0
    spatial: { meshX: 4 }
  - !Component
    name: Cluster0
    class: SRAM
  - !Container
    name: units1
    spatial: { meshX: 64 }
  - !Component
    name: L1
    class: regfile
  - !Component
    name: MAC
    class: intmac
`)
  })

  it('is read back as the same layer and dataflow', () => {
    const { layer: read, dataflow: back, accelerator } = orThrow(fromTimeloop(files))
    expect(read).toMatchObject({ kind: 'conv2d', name: 'conv', stride: { y: 2, x: 2 } })
    expect(accelerator?.pes).toBe(256)
    const [there, here] = [estimate(read!, back!, { pes: 256 }), estimate(convolution, flow, { pes: 256 })]
    expect({ ...orThrow(there), dataflow: '' }).toEqual({ ...orThrow(here), dataflow: '' })
  })

  it('takes the names of the storages', () => {
    const { mapping } = orThrow(toTimeloop(convolution, flow, { pes: 256, targets: ['GLB', 'Row', 'RF'] }))
    expect(mapping.match(/target: \w+/g)).toEqual(
      ['Memory', 'GLB', 'GLB', 'Row', 'RF'].map((name) => `target: ${name}`),
    )
  })

  it('writes names of several letters in lists', () => {
    const dot = {
      name: 'dot',
      dimensions: ['long', 'n'],
      tensors: [
        { name: 'A', role: 'input', axes: [[{ dimension: 'long' }], [{ dimension: 'n' }]] },
        { name: 'sum', role: 'output', axes: [] },
      ],
    } as const
    const steps = dataflow('steps', [temporalMap(2, 2, 'long'), temporalMap(1, 1, 'n')])
    const written = orThrow(toTimeloop(layer(dot, { long: 8, n: 4 }), steps, { pes: 1 }))
    expect(written.mapping).toContain('  factors: [long=4, n=4]\n  permutation: [n, long]')
    expect(orThrow(fromTimeloop(written)).dataflow?.directives).toEqual(steps.directives)
  })

  it('refuses what factors do not say', () => {
    const product = gemm({ M: 10, N: 4, K: 4 })
    const tagsOf = (result: ReturnType<typeof toTimeloop>) =>
      result._tag === 'Left' ? result.left.map(({ _tag }) => _tag) : []
    expect(tagsOf(toTimeloop(product, dataflow('d', [temporalMap(3, 3, 'M')]), { pes: 1 }))).toEqual([
      'ImperfectTile',
    ])
    expect(tagsOf(toTimeloop(product, flow, { pes: 256 }))).not.toEqual([])
    expect(tagsOf(toTimeloop(product, dataflow('d', [temporalMap(1, 1, 'M')]), {} as never))).toEqual([
      'InvalidHardware',
    ])
    const same = toTimeloop(product, dataflow('d', [temporalMap(1, 1, 'M')]), { pes: 1, targets: ['A', 'A'] })
    expect(tagsOf(same)).toEqual(['Malformed'])
    const odd = {
      name: 'odd',
      dimensions: ["Z'"],
      tensors: [{ name: 'z', role: 'output', axes: [[{ dimension: "Z'" }]] }],
    } as const
    const oddly = toTimeloop(layer(odd, { "Z'": 4 }), dataflow('d', [temporalMap(1, 1, "Z'")]), { pes: 1 })
    expect(tagsOf(oddly)).toEqual(['UnknownDimension'])
  })
})
