/** Codecs as schemas of Standard Schema, version 1 (https://standardschema.dev), which many frameworks take. */
import { isRight } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { issuesOf } from './report'

/**
 * A fault of a value in the form of Standard Schema: the fault with its repair, and the keys that lead to its place.
 *
 * @since 0.2.0
 * @category decoding
 */
export type StandardIssue = {
  /** The fault and its repair. */
  readonly message: string
  /** The keys that lead to the place. */
  readonly path: readonly (string | number)[]
}

/**
 * The result of a schema of Standard Schema: the decoded value, or all faults.
 *
 * @since 0.2.0
 * @category decoding
 */
export type StandardResult<A> =
  | {
      /** The decoded value. */
      readonly value: A
      /** Absent, because nothing is wrong. */
      readonly issues?: undefined
    }
  | {
      /** All faults of the value. */
      readonly issues: readonly StandardIssue[]
    }

/**
 * The interface of Standard Schema, version 1, by which a framework validates with any library's schemas. `validate` answers
 * at once and never throws.
 *
 * @see {@link https://standardschema.dev}
 * @since 0.2.0
 * @category decoding
 */
export type StandardSchema<A> = {
  /** The properties that frameworks read. */
  readonly '~standard': {
    /** The version of Standard Schema. */
    readonly version: 1
    /** The library that the schema is of. */
    readonly vendor: 'maestro-dataflow'
    /** Decodes a value. The result is the decoded value, or all its faults. */
    readonly validate: (value: unknown) => StandardResult<A>
    /** Types only; the property has no value at runtime. */
    readonly types?:
      | {
          /** The type of the input of the validation. */
          readonly input: A
          /** The type of the result of the validation. */
          readonly output: A
        }
      | undefined
  }
}

export const standardOf = <A>(codec: t.Type<A>): StandardSchema<A>['~standard'] => ({
  version: 1,
  vendor: 'maestro-dataflow',
  validate: (value) => {
    const decoded = codec.decode(value)
    return isRight(decoded) ? { value: decoded.right } : { issues: issuesOf(decoded.left) }
  },
})
