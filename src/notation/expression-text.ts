/** A text that is one size expression. */
import type { Either } from 'fp-ts/Either'
import type { Expression } from '../dataflow/expression'
import { readExpression } from './expression'
import { readText, type TextOptions } from './input'
import type { NotationErrors } from './notation-error'
import { peek, type Reader, unexpected } from './reader'

const hint = 'Write an expression such as 8 + Sz(S) - 1.'

const readOne = (reader: Reader): Expression => {
  const read = readExpression(reader, () => ({ what: 'an expression', hint }))
  const rest = peek(reader)
  if (read !== undefined && rest.kind !== 'end')
    unexpected(reader, rest, 'the end of the expression or an operator', hint)
  return read?.expression ?? 0
}

/**
 * Reads a size expression: numbers, parameters, `Sz(D)`, `+`, `-`, `*`, `floor(a / b)`, `ceil(a / b)`, `min`, `max`,
 * `sum` and `prod`. Nothing is evaluated.
 *
 * @param text - The text of the expression, such as `'8+Sz(S)-1'`.
 * @param options - The name of the file, for the places in errors.
 *
 * @example
 * ```ts
 * import { divideCeil, orThrow, param, plus, sz } from 'maestro-dataflow'
 * import { parseExpression } from 'maestro-dataflow/notation'
 *
 * orThrow(parseExpression('8+Sz(S)-1')) // => plus(8, sz('S'), -1)
 * orThrow(parseExpression('ceil(Sz(C) / groups)')) // => divideCeil(sz('C'), param('groups'))
 * ```
 * @since 0.1.0
 * @category notation
 */
export const parseExpression = (
  text: string,
  options: TextOptions = {},
): Either<NotationErrors, Expression> => readText(text, options, readOne)
