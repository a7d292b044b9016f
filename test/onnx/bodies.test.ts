/** Operators with bodies: local functions, If, Loop and Scan are followed, and what is assumed is listed. */
import { describe, expect, test } from 'vitest'
import { fromOnnx, type OnnxLayers, type OnnxOptions } from '../../src/onnx'
import { graph, type Model, model, type Node } from './build'
import { macsOf, read } from './support'

const matMul = (from: string, weight: string, to: string): Node => ({
  op: 'MatMul',
  name: `${to} product`,
  inputs: [from, weight],
  outputs: [to],
})
const relu = (from: string, to: string): Node => ({
  op: 'Relu',
  name: `${to} relu`,
  inputs: [from],
  outputs: [to],
})

const sourcesOf = ({ sources }: OnnxLayers): readonly string[] => sources.map(({ node }) => node)
const listed = (all: OnnxLayers): readonly string[] =>
  [...all.sources, ...all.free, ...all.uncosted].map(({ node }) => node)

describe('local functions', () => {
  /** y = relu(x · transpose(w)), as PyTorch's exporter writes its linear layers. */
  const linear = {
    name: 'linear',
    domain: 'pkg.torch',
    inputs: ['input', 'weight', 'bias'],
    outputs: ['result'],
    nodes: [
      { op: 'Transpose', inputs: ['weight'], outputs: ['t'], attributes: { perm: [1, 0] } },
      matMul('input', 't', 'm'),
      { op: 'Flatten', inputs: ['m'], outputs: ['result'], attributes: { axis: { refersTo: 'from' } } },
    ],
  }
  const call = (attributes = {}): Model => ({
    inputs: [{ name: 'x', dims: [2, 5, 7] }],
    initializers: [{ name: 'w', dims: [3, 7] }],
    functions: [linear],
    nodes: [
      { op: 'linear', domain: 'pkg.torch', name: 'first', inputs: ['x', 'w'], outputs: ['y'], attributes },
      { op: 'Softmax', name: 'last', inputs: ['y'], outputs: ['z'] },
    ],
  })

  test('are costed by their bodies, whose nodes have the name of the call before theirs', () => {
    const all = read(call({ from: 2 }))
    expect(all.layers[0]).toMatchObject({ name: 'first/m product', sizes: { N: 10, K: 3, C: 7 } })
    expect(all.free).toEqual([
      { node: 'first', op: 'linear', reason: 'followed' },
      { node: 'first/t', op: 'Transpose', reason: 'no arithmetic' },
      { node: 'first/result', op: 'Flatten', reason: 'no arithmetic' },
    ])
    expect(all.uncosted).toEqual([])
    expect(all.totals).toEqual({ macs: 2 * 5 * 3 * 7, operations: 5 * 30 })
  })

  test('take the attributes of the call, or their defaults', () => {
    const rows = (given: Model) => read(given).layers.at(-1)!.sizes['N']
    const withDefault = { ...call(), functions: [{ ...linear, defaults: { from: 1 } }] }
    expect(rows(call({ from: 2 }))).toBe(10)
    expect(rows(call({ from: 1 }))).toBe(2)
    expect(rows(call())).toBe(2)
    expect(rows({ ...call({ from: 2 }), functions: withDefault.functions })).toBe(10)
  })

  test('that leave out what their body reads say so', () => {
    const nodes: readonly Node[] = [{ op: 'Relu', inputs: ['bias'], outputs: ['result'] }]
    const { uncosted } = read({ ...call(), functions: [{ ...linear, nodes }] })
    expect(uncosted[0]!.reason).toContain('Its input 1 is missing')
    const unmade: readonly Node[] = [{ op: 'Relu', inputs: ['x'], outputs: ['result'] }]
    expect(read({ ...call(), functions: [{ ...linear, nodes: unmade }] }).uncosted[0]!.reason).toContain(
      'No node makes "x"',
    )
  })

  test('win over an operator of the same name, and are told apart by their domain', () => {
    const double = {
      name: 'Relu',
      domain: 'mine',
      inputs: ['a'],
      outputs: ['b'],
      nodes: [{ op: 'Add', inputs: ['a', 'a'], outputs: ['b'] }],
    }
    const given: Model = {
      inputs: [{ name: 'x', dims: [4] }],
      functions: [double],
      nodes: [
        { op: 'Relu', domain: 'mine', inputs: ['x'], outputs: ['y'] },
        { op: 'Relu', inputs: ['y'], outputs: ['z'] },
      ],
    }
    expect(read(given).sources).toEqual([
      { node: 'y/b', op: 'Add' },
      { node: 'z', op: 'Relu' },
    ])
  })

  test('that call themselves, or each other twice as often each time, come to an end', () => {
    const twice = (name: string, callee: string) => ({
      name,
      domain: 'x',
      inputs: ['a'],
      outputs: ['c'],
      nodes: [
        { op: callee, domain: 'x', inputs: ['a'], outputs: ['b'] },
        { op: callee, domain: 'x', inputs: ['b'], outputs: ['c'] },
      ],
    })
    const start = (functions: Model['functions'], op: string): OnnxLayers =>
      read({
        inputs: [{ name: 'x', dims: [4] }],
        functions: functions ?? [],
        nodes: [{ op, domain: 'x', inputs: ['x'], outputs: ['y'] }],
      })
    const once = { ...twice('f', 'f'), nodes: twice('f', 'f').nodes.slice(0, 1) }
    expect(start([{ ...once, outputs: ['b'] }], 'f').uncosted[0]!.reason).toContain('more than 32 functions')
    const chain = Array.from({ length: 25 }, (_, i) => twice(`f${i + 1}`, `f${i}`))
    expect(start(chain, 'f25').uncosted.some(({ reason }) => reason.includes('131072 nodes'))).toBe(true)
  })
})

describe('If', () => {
  const branch = (nodes: readonly Node[], out: string) => ({
    graph: graph({ nodes, outputs: [{ name: out }] }),
  })
  const then_branch = branch([matMul('x', 'small', 'a')], 'a')
  const else_branch = branch([matMul('x', 'large', 'b')], 'b')
  const given = (initializers: Model['initializers'] = [], inputs: Model['inputs'] = []): Model => ({
    inputs: [{ name: 'x', dims: [1, 64] }, ...inputs],
    initializers: [{ name: 'small', dims: [64, 8] }, { name: 'large', dims: [64, 32] }, ...initializers],
    nodes: [
      { op: 'If', name: 'choose', inputs: ['c'], outputs: ['y'], attributes: { then_branch, else_branch } },
      relu('y', 'z'),
    ],
  })
  const dynamic = given([], [{ name: 'c', dims: [] }])
  const widthOf = (all: OnnxLayers) => all.layers.at(-1)!.sizes['C']

  test('of a constant condition runs one branch', () => {
    const all = read(given([{ name: 'c', dims: [], ints: [1] }]))
    expect(sourcesOf(all)).toEqual(['choose/a product', 'z relu'])
    expect(all.free).toEqual([
      { node: 'choose', op: 'If', reason: 'followed' },
      { node: 'choose/b product', op: 'MatMul', reason: 'not run' },
    ])
    expect(all.assumed).toEqual([])
    expect(widthOf(all)).toBe(8)
    expect(widthOf(read(given([{ name: 'c', dims: [], ints: [0] }])))).toBe(32)
  })

  test('of a constant takes no option that says otherwise', () => {
    const constant = given([{ name: 'c', dims: [], ints: [0] }])
    expect(widthOf(read(constant, { branches: { choose: 'else' } }))).toBe(32)
    const result = fromOnnx(model(constant), { branches: { choose: 'then' } })
    const [error] = result._tag === 'Left' ? result.left : []
    expect(error?.path).toBe('options.branches.choose')
    expect(error?.expected).toContain('whose condition depends on data')
  })

  test('of a condition that is computed from shapes is decided, too', () => {
    const nodes: readonly Node[] = [
      { op: 'Shape', inputs: ['x'], outputs: ['s'] },
      { op: 'Gather', inputs: ['s', 'one'], outputs: ['width'] },
      { op: 'Equal', inputs: ['width', 'sixtyFour'], outputs: ['c'] },
    ]
    const computed = given([
      { name: 'one', dims: [], ints: [1] },
      { name: 'sixtyFour', dims: [], ints: [64] },
    ])
    const all = read({ ...computed, nodes: [...nodes, ...computed.nodes] })
    expect(widthOf(all)).toBe(8)
    expect(all.assumed).toEqual([])
  })

  test('of data runs the branch with more work, which is said', () => {
    const all = read(dynamic)
    expect(widthOf(all)).toBe(32)
    expect(all.assumed).toEqual([{ node: 'choose', op: 'If', reason: expect.stringContaining('more work') }])
    expect(all.assumed[0]!.reason).toContain('then 512, else 2048')
    expect(all.assumed[0]!.reason).toContain(`branches: { "choose": 'then' }`)
    expect([...listed(all)].sort()).toEqual(['choose', 'choose/a product', 'choose/b product', 'z relu'])
  })

  test('runs the branch of the option', () => {
    const all = read(dynamic, { branches: { choose: 'then' } })
    expect(widthOf(all)).toBe(8)
    expect(all.assumed).toEqual([])
    const wrong = (branches: unknown) => {
      const result = fromOnnx(model(dynamic), { branches } as OnnxOptions) // what callers without types may pass
      return result._tag === 'Left' ? result.left.map(({ _tag, path }) => [_tag, path]) : []
    }
    expect(wrong({ choose: 'both' })).toEqual([['Malformed', 'options.branches.choose']])
    expect(wrong({ chose: 'then' })).toEqual([['UnknownDimension', 'options.branches.chose']])
  })

  test('without a body is not costed', () => {
    const attributes = { then_branch, other: else_branch }
    const nodes: readonly Node[] = [{ op: 'If', name: 'choose', inputs: ['c'], outputs: ['y'], attributes }]
    const all = read({ ...dynamic, nodes }, { branches: { choose: 'else' } })
    expect(all.uncosted[0]!.reason).toContain('Its body is missing')
  })

  test('may be nested 16 deep', () => {
    const nested = (depth: number): readonly Node[] =>
      depth === 0
        ? [matMul('x', 'small', 'y')]
        : [
            {
              op: 'If',
              name: 'choose',
              inputs: ['c'],
              outputs: ['y'],
              attributes: { then_branch: branch(nested(depth - 1), 'y') },
            },
          ]
    const constant = given([{ name: 'c', dims: [], ints: [1] }])
    expect(read({ ...constant, nodes: nested(16) }).uncosted).toEqual([])
    expect(read({ ...constant, nodes: nested(17) }).uncosted[0]!.reason).toContain('nested too deep')
  })
})

describe('Loop', () => {
  /** state = relu(state · w), and each state beside. */
  const body = (more: readonly Node[] = [], goesOn = 'cond') =>
    graph({
      inputs: [{ name: 'i' }, { name: 'cond' }, { name: 'state' }],
      outputs: [{ name: goesOn }, { name: 'next' }, { name: 'next' }],
      nodes: [matMul('state', 'w', 'm'), relu('m', 'next'), ...more],
    })
  const loop = (count: Model['initializers'], inputs: readonly string[], of = body()): Model => ({
    inputs: [
      { name: 'x', dims: [2, 8] },
      { name: 'data', dims: [] },
    ],
    initializers: [{ name: 'w', dims: [8, 8] }, ...(count ?? [])],
    nodes: [
      {
        op: 'Loop',
        name: 'loop',
        inputs: [...inputs, 'x'],
        outputs: ['y', 'all'],
        attributes: { body: { graph: of } },
      },
      relu('all', 'z'),
    ],
  })
  const ten = [{ name: 'n', dims: [], ints: [10] }]
  const yes = { name: 'yes', dims: [], ints: [1] }
  const no = { name: 'no', dims: [], ints: [0] }

  test.each([
    ['without a condition', ['n', '']],
    ['with one that stays true', ['n', 'yes']],
  ])('of a constant trip count runs as often: %s', (_, inputs) => {
    const all = read(loop([...ten, yes], inputs))
    expect(sourcesOf(all)).toEqual([
      ...Array(10).fill('loop/m product'),
      ...Array(10).fill('loop/next relu'),
      'z relu',
    ])
    expect(all.totals).toEqual({ macs: 10 * 128, operations: 10 * 16 + 160 })
    expect(all.assumed).toEqual([])
    expect(all.free).toEqual([{ node: 'loop', op: 'Loop', reason: 'followed' }])
  })

  test.each([
    ['a trip count of data', loop([], ['data', '']), 'depends on data: its body'],
    ['a condition of data', loop(ten, ['n', 'data']), 'at most 10 times'],
    [
      'a condition that its body computes',
      loop(ten, ['n', ''], body([{ op: 'Greater', inputs: ['i', 'data'], outputs: ['more'] }], 'more')),
      'at most 10 times',
    ],
    ['neither', loop([], ['', '']), 'depends on data'],
  ])('of %s is costed once, which is said', (_, given, reason) => {
    const all = read(given)
    expect(all.totals.macs).toBe(128)
    expect(all.assumed).toEqual([{ node: 'loop', op: 'Loop', reason: expect.stringContaining(reason) }])
    // How many results it leaves is not known.
    expect(all.uncosted.map(({ node }) => node)).toEqual(['z relu'])
  })

  test('that never runs costs nothing', () => {
    for (const given of [
      loop([{ name: 'n', dims: [], ints: [0] }], ['n', '']),
      loop([...ten, no], ['n', 'no']),
    ]) {
      const all = read(given)
      expect(all.totals).toEqual({ macs: 0, operations: 0 })
      expect(all.free.map(({ node, reason }) => [node, reason])).toEqual([
        ['loop', 'not run'],
        ['loop/m product', 'not run'],
        ['loop/next relu', 'not run'],
        ['z relu', 'empty'],
      ])
    }
  })

  test('whose body ends it runs once', () => {
    const ends = [{ op: 'Identity', inputs: ['no'], outputs: ['over'] }]
    const all = read(loop([...ten, no], ['n', ''], body(ends, 'over')))
    expect(all.totals.macs).toBe(128)
    expect(all.assumed).toEqual([])
  })

  test('whose state grows is costed like its first run, which is said', () => {
    const grows = graph({
      inputs: [{ name: 'i' }, { name: 'cond' }, { name: 'state' }],
      outputs: [{ name: 'cond' }, { name: 'next' }],
      nodes: [
        {
          op: 'Concat',
          name: 'grow',
          inputs: ['state', 'state'],
          outputs: ['next'],
          attributes: { axis: 0 },
        },
        relu('state', 'work'),
      ],
    })
    const given = loop(ten, ['n', ''], grows)
    const all = read({ ...given, nodes: [given.nodes[0]!, relu('y', 'z')] })
    expect(all.totals.operations).toBe(10 * 16)
    expect(all.assumed[0]!.reason).toContain('every run is costed like the first')
    expect(all.uncosted[0]!.reason).toContain('changes from one run of a loop to the next')
  })

  test('in a loop runs as often as both together', () => {
    const outer = graph({
      inputs: [{ name: 'j' }, { name: 'go' }, { name: 'outerState' }],
      outputs: [{ name: 'go' }, { name: 'last' }],
      nodes: [
        {
          op: 'Loop',
          name: 'inner',
          inputs: ['n', '', 'outerState'],
          outputs: ['last', 'rest'],
          attributes: { body: { graph: body() } },
        },
      ],
    })
    const given = loop(ten, ['n', ''], outer)
    expect(read({ ...given, nodes: given.nodes.slice(0, 1) }).totals.macs).toBe(100 * 128)
  })

  test('of more runs than can be listed is not costed', () => {
    const all = read(loop([{ name: 'n', dims: [], ints: [2 ** 40] }], ['n', '']))
    expect(all.layers.filter(({ name }) => name.startsWith('loop'))).toEqual([])
    expect(all.uncosted[0]!.reason).toContain('1099511627776 layers')
  })
})

const scanOver = (slices: number): Model => {
  const body = graph({
    inputs: [{ name: 'state' }, { name: 'slice' }],
    outputs: [{ name: 'next' }, { name: 'next' }],
    nodes: [matMul('slice', 'w', 'm'), { op: 'Add', name: 'sum', inputs: ['state', 'm'], outputs: ['next'] }],
  })
  const attributes = {
    body: { graph: body },
    num_scan_inputs: 1,
    scan_input_axes: [1],
    scan_output_axes: [1],
  }
  return {
    inputs: [
      { name: 'h', dims: [2, 8] },
      { name: 'x', dims: [2, slices, 8] },
    ],
    initializers: [{ name: 'w', dims: [8, 8] }],
    nodes: [
      { op: 'Scan', name: 'scan', inputs: ['h', 'x'], outputs: ['last', 'all'], attributes },
      relu('all', 'z'),
      relu('last', 'end'),
    ],
  }
}

test('Scan over no slices does not run, and its state is unchanged', () => {
  const all = read(scanOver(0))
  expect(all.free.map(({ node, reason }) => [node, reason])).toEqual([
    ['scan', 'not run'],
    ['scan/m product', 'not run'],
    ['scan/sum', 'not run'],
    ['z relu', 'empty'],
  ])
  expect(sourcesOf(all)).toEqual(['end relu'])
  expect([all.assumed, all.uncosted]).toEqual([[], []])
})

test('Scan runs once for each slice of its inputs', () => {
  const all = read(scanOver(12))
  expect(all.totals).toEqual({ macs: 12 * 128, operations: 12 * 16 + 2 * 12 * 8 + 16 })
  expect(all.layers.filter(({ name }) => name === 'scan/m product').map(macsOf)).toEqual(Array(12).fill(128))
  expect(all.layers.at(-2)!.sizes).toEqual({ N: 2, C: 12, Y: 1, X: 8 })
  expect([all.assumed, all.uncosted]).toEqual([[], []])
})
