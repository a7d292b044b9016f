/** The codec of operators that are written as einsums. */
import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { readEinsum } from '../operator/einsum/read-einsum'
import type { Operator } from '../operator/operator'
import { type Described, describedCodec, refuse } from './shape'

const hint = "Write the product as a text, such as 'm k, k n -> m n'."

/** An einsum as its operator; what is wrong with the text has its own words. */
export const einsumCodec: Described<Operator> = describedCodec<Operator>(
  { expected: 'an einsum', hint: () => hint },
  {
    _tag: 'Ruled',
    of: { _tag: 'Text' },
    rule: 'The text is an einsum; this schema does not check how it is written.',
  },
  (value, context) => {
    if (typeof value !== 'string') return t.failure(value, context)
    const { operator, refusals } = readEinsum(value, undefined)
    const failures = refusals.flatMap(({ fault: tag, hint: repair, ...said }) => {
      const failed = refuse({ ...said, tag, hint: () => repair }, value, context)
      return isLeft(failed) ? failed.left : []
    })
    return failures.length === 0 ? t.success(operator) : t.failures(failures)
  },
)
