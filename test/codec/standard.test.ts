/** Codecs as schemas of Standard Schema. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { array, string, type } from 'io-ts'
import { describe, expect, it } from 'vitest'
import * as codecs from '../../src/codec'
import { acceleratorCodec, decode, jsonDocument, layerCodec, layersCodec, listOf } from '../../src/codec'
import { gemm } from '../../src/index'
import { errorsOf } from '../units/support'

const validate = (schema: StandardSchemaV1, value: unknown) => schema['~standard'].validate(value)

describe('every codec is a schema', () => {
  const every = Object.entries(codecs).filter(([name]) => /[a-z]Codec$/.test(name) && name !== 'eitherCodec')

  it.each(every)('%s', (_name, codec) => {
    expect(codec).toHaveProperty('~standard.version', 1)
    expect(codec).toHaveProperty('~standard.vendor', 'maestro-dataflow')
    expect(codec).toHaveProperty('~standard.validate')
  })

  it('those that are made of others, too', () => {
    const given = { layers: [gemm({ M: 4, N: 4, K: 4 })] }
    expect(validate(jsonDocument({ layers: listOf(layerCodec) }), given)).toEqual({ value: given })
    expect(validate(listOf(string), ['a'])).toEqual({ value: ['a'] })
    expect(validate(codecs.eitherCodec(string), { _tag: 'Right', right: 4 })).toMatchObject({
      issues: [{ path: ['right'] }],
    })
  })
})

describe('validating answers', () => {
  it('the decoded value, with what constructors fill in', () => {
    expect(validate(layerCodec, { kind: 'gemm', sizes: { M: 4, N: 4, K: 4 } })).toEqual({
      value: gemm({ M: 4, N: 4, K: 4 }),
    })
  })

  it('every fault with the keys that lead to it, what is wrong, and the repair', () => {
    const given = { pes: 256, noc: [{ bandwith: 32 }], l2: { capacity: '110592' } }
    const errors = errorsOf(decode(acceleratorCodec)(given))
    const messageAt = (place: string) => {
      const found = errors.find(({ path }) => path === place)
      return `${found?.message} ${found?.hint}`
    }
    expect(validate(acceleratorCodec, given)).toEqual({
      issues: [
        { message: messageAt('hardware.noc[0].bandwith'), path: ['noc', 0, 'bandwith'] },
        { message: messageAt('hardware.l2.capacity'), path: ['l2', 'capacity'] },
      ],
    })
  })

  it('the place of what is missing, and of the whole', () => {
    expect(validate(layersCodec, [{ kind: 'gemm' }])).toMatchObject({ issues: [{ path: [0, 'sizes'] }] })
    expect(validate(acceleratorCodec, 4)).toMatchObject({ issues: [{ path: [] }] })
  })

  it('a fault of what cannot be read', () => {
    const hostile = {
      get pes(): number {
        throw new Error('no')
      },
    }
    expect(validate(acceleratorCodec, hostile)).toMatchObject({ issues: [{ path: [] }] })
  })
})

it('keys leave out what io-ts adds to contexts', () => {
  const fleet = listOf(type({ owner: string, chips: array(acceleratorCodec) }))
  expect(validate(fleet, [{ owner: 'me', chips: [{ pes: '4' }] }])).toMatchObject({
    issues: [{ path: [0, 'chips', 0, 'pes'] }],
  })
})
