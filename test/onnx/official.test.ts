/** Bytes that the onnx package wrote, and the shapes that its own inference gives (made by fixtures/official.py). */
import { expect, test } from 'vitest'
import { fromOnnx } from '../../src/onnx'
import { follow } from '../../src/onnx/follow/follow'
import { readModel } from '../../src/onnx/format/read-model'

import official from './fixtures/official.json'

type OfficialModel = {
  readonly name: string
  readonly bytes: string
  readonly shapes: Readonly<Record<string, readonly number[]>>
}

const bytesOf = ({ bytes }: OfficialModel): Uint8Array => new Uint8Array(Buffer.from(bytes, 'base64'))

/** The shapes of everything that the nodes make, as we infer them. */
const inferredShapes = (bytes: Uint8Array): Readonly<Record<string, unknown>> => {
  const model = readModel(bytes)
  if (model._tag === 'Left' || model.right === undefined) return expect.unreachable('unreadable')
  const options = {
    dimensions: new Map(),
    shapes: new Map(),
    branches: new Map(),
    matrixProducts: 'convolution',
  } as const
  const { facts } = follow(model.right, options)
  return Object.fromEntries(
    [...facts].map(([name, fact]) => [name, fact?._tag === 'Known' ? fact.shape : fact?.why]),
  )
}

// Each model's names differ, so that its type in JSON is a union that nothing else has.
const models = official.models as unknown as readonly OfficialModel[]

test.each(models.map((model) => [model.name, model] as const))('%s', (_, model) => {
  expect(Object.keys(model.shapes).length).toBeGreaterThan(10)
  expect(inferredShapes(bytesOf(model))).toMatchObject(model.shapes)
})

test('all of their convolutions, pools and products are costed', () => {
  for (const model of models) {
    const result = fromOnnx(bytesOf(model))
    if (result._tag === 'Left') return expect.unreachable(result.left[0].message)
    expect(result.right.uncosted.map(({ op }) => op).sort()).toEqual({ moves: ['TopK'] }[model.name] ?? [])
  }
})
