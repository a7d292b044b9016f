/** Files that are small and ask for much: they are refused, or read in a time that their size explains. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { expect, test } from 'vitest'
import { fromOnnx, type OnnxOptions } from '../../src/onnx'
import { processorTime } from '../support/processor-time'
import { model } from './build'

const field = (number: number, body: Uint8Array): Uint8Array =>
  new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(body).finish()

const repeated = (unit: readonly number[], times: number): Uint8Array => {
  const bytes = new Uint8Array(unit.length * times)
  for (let i = 0; i < bytes.length; i++) bytes[i] = unit[i % unit.length]!
  return bytes
}

/** Far more than it takes on two busy cores, far less than it took (up to 69 s). */
const mostSeconds = 15

const timed = (bytes: Uint8Array, options?: OnnxOptions) => {
  const start = processorTime()
  const result = fromOnnx(bytes, options)
  expect((processorTime() - start) / 1000).toBeLessThan(mostSeconds)
  return result
}

const empty = (tag: number, times: number) => repeated([tag, 0], times)

test.each([
  ['nodes', field(7, empty(0x0a, 1_000_000))],
  ['initializers', field(7, empty(0x2a, 1_000_000))],
  ['stated shapes', field(7, empty(0x6a, 1_000_000))],
  ['inputs of a node', field(7, field(1, empty(0x0a, 1_000_000)))],
  ['attributes of a node', field(7, field(1, empty(0x2a, 1_000_000)))],
  ['attributes of all nodes', field(7, repeated([...field(1, empty(0x2a, 1000))], 3000))],
  ['numbers that are not packed', field(7, field(1, field(5, repeated([0x40, 1], 1_000_000))))],
  [
    'numbers of all attributes',
    field(7, field(1, repeated([...field(5, field(8, new Uint8Array(60_000)))], 60))),
  ],
])('too many %s are refused', (_, bytes) => {
  const result = timed(bytes)
  expect(result._tag === 'Left' && result.left[0].message).toMatch(/more than \d+ (entries|parts)/)
})

test('a long list of numbers is passed over', () => {
  expect(timed(field(7, field(1, field(5, field(8, new Uint8Array(30_000_000))))))._tag).toBe('Right')
})

test('sums of known numbers come to an end', () => {
  const count = 20_000
  const nodes = Array.from({ length: count }, (_, i) => ({
    op: 'Add',
    inputs: [i === 0 ? 'a' : `t${i}`, 'a'],
    outputs: [`t${i + 1}`],
  }))
  const result = timed(
    model({ initializers: [{ name: 'a', dims: [1024], ints: Array(1024).fill(1) }], nodes }),
  )
  expect(result._tag === 'Right' && result.right.free).toHaveLength(count)
})

test('thousands of dimensions in the options take no longer each', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `d${i}`)
  const inputs = names.map((name) => ({ name: `input ${name}`, dims: [name] }))
  const dimensions = Object.fromEntries(names.map((name) => [name, 2]))
  expect(timed(model({ inputs, nodes: [] }), { dimensions })._tag).toBe('Right')
  const unknown = timed(model({ inputs: [{ name: 'x', dims: [1] }], nodes: [] }), { dimensions })
  expect(unknown._tag === 'Left' && unknown.left).toHaveLength(50)
})
