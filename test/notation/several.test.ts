/** Texts with several blocks: each is read by itself, and nothing of one leaks into another. */
import { describe, expect, it, test } from 'vitest'
import { estimate, orThrow, renderErrors } from '../../src/index'
import { locateErrors, parseNetwork, parseNetworks, printNetwork } from '../../src/notation'
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
      'FPS says how a scenario runs the network, not what the network is: it is skipped.',
    )
  })

  it('leave the layers on their line', () => {
    expect(networksOf(`Network a { FPS: 60 ${layer('A')} Probability 1 }`)[0]?.layers).toEqual(['A -'])
  })
})
