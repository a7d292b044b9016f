/** Bytes that are no model, models that are no graph, and options that say nothing: a Left that helps, never a throw. */
import { describe, expect, test } from 'vitest'
import { type EstimateError, renderErrors } from '../../src/index'
import { fromOnnx, type OnnxOptions } from '../../src/onnx'
import { processorTime } from '../support/processor-time'
import { type Model, model } from './build'
import { read, single } from './support'

const errorsOf = (bytes: unknown, options?: unknown): readonly EstimateError[] => {
  // What callers without types may pass.
  const result = fromOnnx(bytes as Uint8Array, options as OnnxOptions)
  if (result._tag === 'Right') return expect.unreachable('it is accepted')
  for (const error of result.left) {
    for (const text of Object.values(error)) expect(typeof text).toBe('string')
    expect(error.hint.length).toBeGreaterThan(10)
  }
  expect(renderErrors(result.left)).toContain('repair')
  return result.left
}

const tags = (errors: readonly EstimateError[]) => errors.map(({ _tag, path }) => [_tag, path])

describe('bytes', () => {
  test.each([
    ['nothing at all', undefined],
    ['a text', 'model.onnx'],
    ['a list', [8, 8]],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['another view', new Float32Array(2)],
    ['no bytes', new Uint8Array()],
    ['zeros', new Uint8Array(100)],
    ['a huge varint', new Uint8Array(100).fill(0xff)],
    ['a field longer than the file', Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ['a field of a kind that does not exist', Uint8Array.of(0x3f, 1)],
    ['a text', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1')],
    ['groups in groups', new Uint8Array(100_000).fill(0x0b)],
  ])('%s', (_, bytes) => {
    expect(errorsOf(bytes).map(({ _tag }) => _tag)).toEqual(['Malformed'])
  })

  test('of a model, cut off anywhere, are no model or another one', () => {
    const bytes = model(
      single(
        'Conv',
        [
          [1, 3, 8, 8],
          [4, 3, 3, 3],
        ],
        { pads: [1, 1, 1, 1] },
      ),
    )
    let refused = 0
    for (let length = 0; length < bytes.length; length++)
      if (fromOnnx(bytes.subarray(0, length))._tag === 'Left') refused++
    // Only what stands behind the graph may be missing.
    expect(refused).toBeGreaterThan(bytes.length - 10)
  })

  test('may be a view into more, or a Buffer', () => {
    const bytes = model(single('Relu', [[4]]))
    const within = new Uint8Array(bytes.length + 20).fill(0xff)
    within.set(bytes, 10)
    expect(fromOnnx(within.subarray(10, -10))).toEqual(fromOnnx(bytes))
    expect(fromOnnx(Buffer.from(bytes))).toEqual(fromOnnx(bytes))
  })

  test('are not written to', () => {
    const bytes = model(single('Reshape', [[6], { dims: [2], ints: [2, 3] }]))
    const before = bytes.slice()
    fromOnnx(bytes)
    expect(bytes).toEqual(before)
  })

  test('of weights are passed over: thirty megabytes take no time', () => {
    const raw = new Uint8Array(30_000_000)
    const bytes = model(single('Conv', [[1, 64, 56, 56], { dims: [64, 64, 3, 3], raw }]))
    const start = processorTime()
    expect(fromOnnx(bytes)._tag).toBe('Right')
    expect(processorTime() - start).toBeLessThan(5_000)
  })
})

describe('graphs', () => {
  const x = { name: 'x', dims: [4] }
  const relu = (from: string, to: string) => ({
    op: 'Relu',
    inputs: [from],
    outputs: [to],
    name: `${from}→${to}`,
  })
  const errors = (given: Model) => errorsOf(model(given))

  test('in a cycle', () => {
    const [first] = errors({ inputs: [x], nodes: [relu('b', 'a'), relu('a', 'b')] })
    expect(first).toMatchObject({ _tag: 'Malformed', path: 'model.graph.node[0].input' })
    expect(first!.message).toContain('"b", which only "a→b" makes')
    expect(errors({ nodes: [relu('a', 'a')] })[0]!.message).toContain('cycle')
  })

  test('out of order, incomplete, or making a tensor twice', () => {
    expect(tags(errors({ inputs: [x], nodes: [relu('a', 'b'), relu('x', 'a')] }))).toEqual([
      ['Malformed', 'model.graph.node[0].input'],
    ])
    expect(errors({ nodes: [relu('nowhere', 'a')] })[0]!.message).toContain('which no node makes')
    expect(tags(errors({ inputs: [x], nodes: [relu('x', 'a'), relu('x', 'a')] }))).toEqual([
      ['Malformed', 'model.graph.node[1].output'],
    ])
    expect(tags(errors({ inputs: [x], nodes: [relu('x', 'x')] }))).toEqual([
      ['Malformed', 'model.graph.node[0].output'],
    ])
  })

  test('broken a thousand times report fifty faults', () => {
    const nodes = Array.from({ length: 1000 }, (_, i) => relu(`nowhere${i}`, `a${i}`))
    expect(errors({ nodes })).toHaveLength(50)
  })

  test('without nodes have no layers', () => {
    expect(read({ nodes: [] })).toEqual({
      layers: [],
      sources: [],
      totals: { macs: 0, operations: 0 },
      assumed: [],
      free: [],
      uncosted: [],
    })
  })

  test('may leave out inputs and outputs', () => {
    const nodes = [{ op: 'Clip', inputs: ['x', '', ''], outputs: ['y', '', ''] }]
    expect(read({ inputs: [x], nodes }).layers).toHaveLength(1)
  })
})

describe('inputs', () => {
  const given = (...dims: readonly (number | string | null)[]): Model => ({
    inputs: [
      { name: 'x', dims },
      { name: 'mask', dims: ['batch', 'past + 1'] },
    ],
    nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
  })

  test('with symbolic dimensions ask for all of them at once', () => {
    const errors = errorsOf(model(given('batch', 3, 'height')))
    expect(tags(errors)).toEqual([['UnboundParameter', 'options.dimensions']])
    expect(errors[0]!.hint).toContain('{ batch: 1, height: 1, "past + 1": 1 }')
    const dimensions = { batch: 2, height: 7, 'past + 1': 9 }
    expect(read(given('batch', 3, 'height'), { dimensions }).layers[0]!.sizes).toEqual({
      N: 2,
      C: 3,
      Y: 1,
      X: 7,
    })
  })

  test.each([
    ['without a shape', { name: 'x' }],
    ['with a gap', { name: 'x', dims: [null, 3] }],
    ['with a negative extent', { name: 'x', dims: [-1, 3] }],
    ['with an extent beyond 2⁵³', { name: 'x', dims: [2 ** 60] }],
    ['with too many axes', { name: 'x', dims: Array(65).fill(1) }],
  ])('%s ask for one', (_, info) => {
    const incomplete = { inputs: [info], nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }] }
    const errors = errorsOf(model(incomplete))
    expect(tags(errors)).toEqual([['InvalidExtent', 'model.graph.input[0]']])
    expect(errors[0]!.hint).toContain('shapes: { "x":')
    expect(read(incomplete, { shapes: { x: [2, 3] } }).layers).toHaveLength(1)
  })

  test('that are no tensors make what reads them uncosted', () => {
    const inputs = [{ name: 'x', dims: [4], isSequence: true }]
    const { uncosted } = read({ inputs, nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }] })
    expect(uncosted[0]!.reason).toContain('"x" is not a tensor')
  })
})

describe('options', () => {
  const bytes = model({
    inputs: [{ name: 'image', dims: ['batch', 3] }],
    nodes: [{ op: 'Relu', inputs: ['image'], outputs: ['y'] }],
  })
  const dimensions = { batch: 1 }

  test.each([
    [null, 'Malformed', 'options'],
    [{ dimension: { batch: 1 } }, 'Malformed', 'options.dimension'],
    [{ dimensions: [1] }, 'Malformed', 'options.dimensions'],
    [{ dimensions: { batch: 0 } }, 'InvalidExtent', 'options.dimensions.batch'],
    [{ dimensions: { batch: '1' } }, 'InvalidExtent', 'options.dimensions.batch'],
    [{ dimensions: { batch: 1, bach: 2 } }, 'UnknownDimension', 'options.dimensions.bach'],
    [{ dimensions, shapes: { imag: [1] } }, 'UnknownDimension', 'options.shapes.imag'],
    [{ dimensions, shapes: { image: [1, -3] } }, 'InvalidExtent', 'options.shapes.image'],
    [{ dimensions, shapes: { image: 3 } }, 'InvalidExtent', 'options.shapes.image'],
    [{ dimensions, matrixProducts: 'gemms' }, 'Malformed', 'options.matrixProducts'],
  ])('%j: %s at %s', (options, _tag, path) => {
    expect(errorsOf(bytes, options)).toContainEqual(expect.objectContaining({ _tag, path }))
  })

  test('misspelt are recognized', () => {
    expect(errorsOf(bytes, { dimensions: { batch: 1, bach: 2 } })[0]!.hint).toContain('Did you mean batch?')
  })

  test('are read once, and a getter that throws is an error', () => {
    const hostile = {
      get dimensions(): never {
        throw new Error('no')
      },
    }
    expect(errorsOf(bytes, hostile).map(({ _tag }) => _tag)).toEqual(['Malformed'])
  })
})
