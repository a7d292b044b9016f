/** Codecs as the entry has them: total, and schemas of Standard Schema. */
import { isRight } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { attempt } from '../error/attempt'
import { type Codec, type Described, describedCodec, plainHint, refuse } from './shape'
import { standardOf } from './standard'

const unreadable = (value: unknown, context: t.Context): t.Validation<never> => {
  const given = 'something that cannot be read'
  return refuse({ expected: 'plain data', hint: plainHint, given }, value, context)
}

/** The codec, which answers with a failure also where a value throws or is nested too deep for the stack. */
export const guarded = <A>({ description, structure, validate }: Described<A>): Codec<A> => {
  const type = describedCodec<A>(description, structure, (value, context) => {
    const looked = attempt(() => validate(value, context))
    return isRight(looked) ? looked.right : unreadable(value, context)
  })
  return Object.assign(type, { '~standard': standardOf(type) })
}
