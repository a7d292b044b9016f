/** Texts with several blocks: each is read by itself, and nothing of one leaks into another. */
import { describe, expect, it, test } from 'vitest'
import {
  accelerator,
  conv2d,
  estimate,
  orThrow,
  renderErrors,
  spatialMap,
  temporalMap,
} from '../../src/index'
import {
  locateErrors,
  parseAccelerators,
  parseDataflow,
  parseDataflows,
  parseHardware,
  parseNetwork,
  parseNetworks,
  printDataflow,
  printHardware,
  printNetwork,
} from '../../src/notation'
import { errorsIn, placed } from './support'

const layer = (name: string, rest = '') =>
  `Layer ${name} { Type: GEMM Dimensions { M: 4, N: 4, K: 4 } ${rest} }`
const flow = (dimension: string) => `Dataflow { SpatialMap(1,1) ${dimension}; }`

const networksOf = (text: string) =>
  orThrow(parseNetworks(text)).map(({ name, layers, warnings }) => ({
    name,
    layers: layers.map(({ layer: { name: of }, dataflow }) => {
      const [first] = dataflow?.directives ?? []
      return `${of} ${first !== undefined && 'dimension' in first ? first.dimension : '-'}`
    }),
    warnings: warnings.map(({ _tag, line, column }) => `${_tag} ${line}:${column}`),
  }))

describe('several networks', () => {
  it('are a list', () => {
    const text = `Network first { ${layer('A', flow('K'))} ${layer('B')} }\nNetwork second { ${layer('C')} }\nNetwork { }`
    expect(networksOf(text)).toEqual([
      { name: 'first', layers: ['A K', 'B K'], warnings: [] },
      { name: 'second', layers: ['C -'], warnings: [] },
      { name: '', layers: [], warnings: [] },
    ])
  })

  it('share what is declared around them, and nothing else', () => {
    const text = `Constant T 2;
      Dataflow { TemporalMap(T,T) M; }
      Network a { Constant U 3; ${layer('A')} ${layer('B', 'Dataflow { TemporalMap(U,U) N; }')} }
      Network b { Constant U 1; ${layer('C')} ${layer('D', 'Dataflow { TemporalMap(U,U) K; }')} }`
    expect(networksOf(text)).toEqual([
      { name: 'a', layers: ['A M', 'B N'], warnings: [] },
      { name: 'b', layers: ['C M', 'D K'], warnings: [] },
    ])
    const parameters = orThrow(parseNetworks(text)).flatMap(({ layers }) =>
      layers.map(({ dataflow }) => dataflow?.parameters),
    )
    expect(parameters).toEqual([{ T: 2 }, { U: 3 }, { T: 2 }, { U: 1 }])
  })

  it('have layers outside of blocks as networks without a name', () => {
    const text = `${layer('A', flow('K'))} ${layer('B')} Network n { ${layer('C')} } ${layer('D')}`
    expect(networksOf(text)).toEqual([
      { name: '', layers: ['A K', 'B K'], warnings: [] },
      { name: 'n', layers: ['C -'], warnings: [] },
      { name: '', layers: ['D -'], warnings: [] },
    ])
  })

  it('have their own warnings', () => {
    const text = `Accelerator { }
      Network a { FPS: 60 ${layer('A', 'Stride { X: 2 }')} }
      Network b { ${layer('B', 'Stride { X: 2 }')} }`
    expect(networksOf(text).map(({ warnings }) => warnings)).toEqual([
      ['IgnoredEntry 1:1', 'IgnoredEntry 2:19', 'IgnoredEntry 2:89'],
      ['IgnoredEntry 3:81'],
    ])
  })

  it('warn of a dataflow around them that no layer gets, and of none that one of them gets', () => {
    const unused = `${flow('M')}\nNetwork a { ${layer('A', flow('K'))} }\nNetwork b { ${layer('B', flow('K'))} }`
    expect(networksOf(unused).flatMap(({ warnings }) => warnings)).toEqual(['IgnoredEntry 1:1'])
    const used = `${flow('M')}\nNetwork a { ${layer('A', flow('K'))} }\nNetwork b { ${layer('B')} }`
    expect(networksOf(used).flatMap(({ warnings }) => warnings)).toEqual([])
  })

  it('locate the errors of their layers', () => {
    const text = `Network a { ${layer('A', flow('K'))} }\nNetwork b { ${layer('B', 'Dataflow { TemporalMap(2,1) K; }')} }`
    const [, second] = orThrow(parseNetworks(text, { file: 'two.m' }))
    const { layer: of, dataflow, places } = second!.layers[0]!
    const result = estimate(of, dataflow!, { pes: 4 })
    const located = result._tag === 'Left' ? locateErrors(result.left, text, places) : []
    expect(renderErrors(located)).toContain('two.m:2:')
  })

  it('print and read back one by one', () => {
    const text = `Network a { ${layer('A', flow('K'))} }\nNetwork b { ${layer('B')} }`
    const networks = orThrow(parseNetworks(text))
    const again = networks.map((network) => orThrow(parseNetwork(printNetwork(network))))
    expect(again.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test.each([
    [`Network a { ${layer('A')} }\nNetwork b { }\nNetwork c { }`, 'RepeatedEntry 2:1', 3],
    [`${layer('A')}\nNetwork b { }`, 'RepeatedEntry 2:1', 2],
    [`Network b { }\n${layer('A')}\n${layer('B')}`, 'RepeatedEntry 2:1', 2],
  ])('are refused by the singular: %j', (text, place, count) => {
    expect(placed(parseNetwork(text))).toEqual([place])
    const [error] = errorsIn(parseNetwork(text))
    expect(error?.hint).toContain('parseNetworks')
    expect(error?.message).toBe(
      `The text has ${count} Networks, and this is the second: parseNetwork reads one.`,
    )
    expect(parseNetworks(text)).toMatchObject({ _tag: 'Right', right: { length: count } })
  })
})

describe('the statements of a scenario', () => {
  it('are skipped, with a warning at each', () => {
    const text = `Network eye {
  FPS: 60
  ${layer('A', flow('K'))}
}
Network gaze {
  Dependency: { eye }
  Probability: 0.25; FPS 30 Dependency: eye, hand
  ${layer('B', flow('K'))}
}`
    expect(networksOf(text)).toEqual([
      { name: 'eye', layers: ['A K'], warnings: ['IgnoredEntry 2:3'] },
      {
        name: 'gaze',
        layers: ['B K'],
        warnings: ['IgnoredEntry 6:3', 'IgnoredEntry 7:3', 'IgnoredEntry 7:22', 'IgnoredEntry 7:29'],
      },
    ])
    expect(orThrow(parseNetworks(text))[0]?.warnings[0]?.message).toBe(
      'FPS describes how a scenario runs the network, not the network itself: it is skipped.',
    )
  })

  it('leave the layers on their line', () => {
    expect(networksOf(`Network a { FPS: 60 ${layer('A')} Probability 1 }`)[0]?.layers).toEqual(['A -'])
  })
})

describe('several dataflows', () => {
  const text = `// weight-stationary
Constant T 64
Dataflow ws { SpatialMap(1,1) K; TemporalMap(T,T) C; }
// output-stationary
Dataflow { SpatialMap(1,1) Y'; TemporalMap(8,3) X'; TemporalMap(U,1) C }`

  it('are a list', () => {
    const read = orThrow(parseDataflows(text, { file: 'two.m' }))
    expect(
      read.map(({ dataflow: { name, directives, parameters } }) => [name, directives.length, parameters]),
    ).toEqual([
      ['ws', 2, { T: 64 }],
      ['', 3, {}],
    ])
    expect(read.map(({ warnings }) => warnings.map(({ _tag, path }) => `${_tag} ${path}`))).toEqual([
      [],
      ['UnboundParameter two.m:5:65'],
    ])
  })

  it('locate their errors', () => {
    const [, second] = orThrow(parseDataflows(text))
    const conv = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 30, X: 30 })
    const result = estimate(conv, second!.dataflow, { pes: 4 })
    const located = result._tag === 'Left' ? locateErrors(result.left, text, second!.places) : []
    expect(located.map((error) => ('line' in error ? [error._tag, error.line, error.column] : []))).toEqual([
      ['OverlappingMap', 5, 32],
      ['UnboundParameter', 5, 65],
    ])
  })

  it('keep directives outside of blocks apart', () => {
    const mixed = `SpatialMap(1,1) K; Dataflow a { SpatialMap(1,1) C; } TemporalMap(2,2) K;`
    expect(
      orThrow(parseDataflows(mixed)).map(({ dataflow: { name, directives } }) => [name, directives]),
    ).toEqual([
      ['', [spatialMap(1, 1, 'K')]],
      ['a', [spatialMap(1, 1, 'C')]],
      ['', [temporalMap(2, 2, 'K')]],
    ])
  })

  it('print and read back one by one', () => {
    const read = orThrow(parseDataflows(text)).map(({ dataflow }) => dataflow)
    expect(read.map((dataflow) => orThrow(parseDataflow(printDataflow(dataflow))))).toEqual(read)
  })

  it('are refused by the singular', () => {
    expect(placed(parseDataflow(text))).toEqual(['RepeatedEntry 5:1'])
    expect(errorsIn(parseDataflow(text))[0]?.hint).toContain('parseDataflows')
  })

  it('are at least one', () => {
    expect(placed(parseDataflows(''))).toEqual(['MissingEntry 1:1'])
    expect(placed(parseDataflows('Dataflow { SpatialMap(1,1) K; '))).toEqual(['Syntax 1:31'])
  })
})

describe('several accelerators', () => {
  const text = `Accelerator Acc0 {
  num_pes: 8192
  offchip_bw: 128
  col_noc_bw: 64
  col_noc_latency: 2
  col_noc_multicast: False
  top_noc_bw: 256
  top_noc_latency: 1
  top_noc_multicast: True
  global_shared_memory: 4194304 // 4 MiB
  PE_local_memory: 16384
}
Accelerator Acc1 { num_pes: 8192 noc_bw: 4 }`

  it('are a list, and have the names of XRBench', () => {
    expect(orThrow(parseAccelerators(text)).map(({ name, hardware }) => [name, hardware])).toEqual([
      [
        'Acc0',
        accelerator({
          pes: 8192,
          offchip: { bandwidth: 128 },
          noc: [
            { bandwidth: 256, latency: 1, multicast: true },
            { bandwidth: 64, latency: 2, multicast: false },
          ],
          l2: { capacity: 4194304 },
          l1: { capacity: 16384 },
        }),
      ],
      ['Acc1', { pes: 8192, noc: { bandwidth: 4 } }],
    ])
  })

  it('have one network for all levels where only one is named', () => {
    const read = (of: string) => orThrow(parseHardware(`num_pes: 4 ${of}`)).noc
    expect(read('top_noc_bw: 8')).toEqual([{ bandwidth: 8 }])
    expect(read('col_noc_bw: 8')).toEqual([{}, { bandwidth: 8 }])
    expect(placed(parseHardware('num_pes: 4\nnoc_bw: 8\ntop_noc_bw: 8'))).toEqual(['RepeatedEntry 3:1'])
  })

  it('locate the errors of their estimates', () => {
    const [, second] = orThrow(parseAccelerators(text, { file: 'hw.m' }))
    const wrong = { ...second!.hardware, noc: { bandwidth: 0 } }
    const layerOf = conv2d({ K: 4, C: 4, R: 3, S: 3, Y: 30, X: 30 })
    const flowOf = { name: '', directives: [spatialMap(1, 1, 'K')], parameters: {} }
    const result = estimate(layerOf, flowOf, wrong)
    const located = result._tag === 'Left' ? locateErrors(result.left, text, second!.places) : []
    expect(renderErrors(located)).toContain('hw.m:13:34')
  })

  it('print and read back one by one', () => {
    const read = orThrow(parseAccelerators(text)).map(({ hardware }) => hardware)
    expect(read.map((hardware) => orThrow(parseHardware(printHardware(hardware))))).toEqual(read)
  })

  it('are refused by the singular', () => {
    expect(placed(parseHardware(text))).toEqual(['RepeatedEntry 13:1'])
    expect(errorsIn(parseHardware(text))[0]?.hint).toContain('parseAccelerators')
    expect(placed(parseHardware('num_pes: 3\nAccelerator a { num_pes: 4 }'))).toEqual(['RepeatedEntry 2:1'])
  })

  it('are each checked, at their place', () => {
    const wrong =
      'Accelerator a { num_pes: 0 }\nAccelerator b { l1: 3 }\nAccelerator c { num_pes: 2, overlap: no }'
    expect(placed(parseAccelerators(wrong))).toEqual([
      'InvalidHardware 1:17',
      'MissingEntry 2:1',
      'InvalidHardware 3:29',
    ])
  })

  it('have the faults of reading and of meaning reported together', () => {
    expect(placed(parseHardware('num_pes: !\nl1: -3\nclock: 0'))).toEqual([
      'Syntax 1:10',
      'InvalidHardware 2:1',
      'InvalidHardware 3:1',
    ])
  })
})
