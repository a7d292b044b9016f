/** What is wrong with the signs of einsums in the form of arrows. */
import type { Malformed } from './malformed'

export const malformedArrows: readonly Malformed[] = [
  {
    what: 'nothing',
    text: '',
    told: `
MALFORMED
The einsum is empty.
  expected: a product of tensors
  given:    an empty text
  repair:   Write a product such as 'm k, k n -> m n' or 'C[m, n] = A[m, k] * B[k, n]'.`,
  },
  {
    what: 'no arrow',
    text: 'm k, k n',
    told: `
MALFORMED
The arrow and the dimensions of the output are missing.
  1 | m k, k n
    |         ^
  expected: -> and the dimensions of the output
  given:    the end of the text
  repair:   Write -> and the dimensions that are not summed: perhaps -> m n.`,
  },
  {
    what: 'a second arrow',
    text: 'm k, k n -> m n -> n',
    told: `
MALFORMED
There is a second arrow.
  1 | m k, k n -> m n -> n
    |                 ^^
  expected: one arrow
  given:    "->"
  repair:   Write a layer for each product: the output of the first is an operand of the second.`,
  },
  {
    what: 'another arrow',
    text: 'm k, k n => m n',
    told: `
MALFORMED
An einsum has an arrow -> before its output, or = after it, but not "=>" here.
  1 | m k, k n => m n
    |          ^^
  repair:   Write -> before the output, or give each tensor its dimensions in brackets, such as C[m, n].`,
  },
  {
    what: 'an equals sign in place of the arrow',
    text: 'm k, k n = m n',
    told: `
MALFORMED
An einsum has an arrow -> before its output, or = after it, but not "=" here.
  1 | m k, k n = m n
    |          ^
  repair:   Write -> before the output, or give each tensor its dimensions in brackets, such as C[m, n].`,
  },
  {
    what: 'a comma too many',
    text: 'm k,, k n -> m n',
    told: `
MALFORMED
The dimensions of an operand are missing before ",".
  1 | m k,, k n -> m n
    |     ^
  expected: the dimensions of an operand
  repair:   Remove the comma, or write () for an operand that is a scalar.`,
  },
  {
    what: 'a trailing comma',
    text: 'm k, -> m',
    told: `
MALFORMED
The dimensions of an operand are missing before "->".
  1 | m k, -> m
    |      ^^
  expected: the dimensions of an operand
  repair:   Remove the comma, or write () for an operand that is a scalar.`,
  },
  {
    what: 'a semicolon between operands',
    text: 'm k; k n -> m n',
    told: `
MALFORMED
The arrow and the dimensions of the output are missing before ";".
  1 | m k; k n -> m n
    |    ^
  expected: -> and the dimensions of the output
  repair:   Write a comma between operands: a semicolon follows the output.`,
  },
  {
    what: 'a product sign between operands without names',
    text: 'm k * k n -> m n',
    told: `
MALFORMED
Without brackets, operands are separated by commas.
  1 | m k * k n -> m n
    |     ^
  expected: a dimension, such as k, 2y or y+r
  given:    "*"
  repair:   Write a comma between the operands, or give each a name and brackets, as in A[m, k] * B[k, n].`,
  },
  {
    what: 'an ellipsis',
    text: '... m k, k n -> ... m n',
    told: `
MALFORMED
An einsum has no ellipsis.
  1 | ... m k, k n -> ... m n
    | ^^^
  expected: a dimension, such as k, 2y or y+r
  given:    "..."
  repair:   Write out its dimensions.`,
  },
  {
    what: 'joined dimensions',
    text: '(m n) k -> m n',
    told: `
MALFORMED
Dimensions are not joined by parentheses.
  1 | (m n) k -> m n
    | ^
  expected: a dimension, such as k, 2y or y+r
  given:    "("
  repair:   Write the dimensions without parentheses: each is an axis of its own.`,
  },
  {
    what: 'letters that names do not have',
    text: 'größe k -> k',
    told: `
MALFORMED
A dimension is expected here, but there is "größe".
  1 | größe k -> k
    | ^^^^^
  expected: a dimension, such as k, 2y or y+r
  repair:   Name dimensions with the letters A to Z and a to z, digits and _, perhaps with a prime at the end.`,
  },
  {
    what: 'two primes',
    text: "Y'' k -> k",
    told: `
MALFORMED
A dimension is expected here, but there is "Y''".
  1 | Y'' k -> k
    | ^^^
  expected: a dimension, such as k, 2y or y+r
  repair:   Name dimensions with the letters A to Z and a to z, digits and _, perhaps with a prime at the end.`,
  },
  {
    what: 'a constant',
    text: 'y+1 -> y',
    names: 'y',
    told: `
MALFORMED
The number 1 has no dimension.
  1 | y+1 -> y
    |   ^
  expected: a dimension, such as k, 2y or y+r
  given:    "1"
  repair:   Leave out the constant: a shift does not change the number of elements. Write a coefficient before its dimension, as in 2y.`,
  },
  {
    what: 'a number after the semicolon',
    text: 'm -> m; 3',
    names: 'm',
    told: `
MALFORMED
A dimension is expected after the semicolon, but there is "3".
  1 | m -> m; 3
    |         ^
  expected: a dimension of no tensor
  repair:   Name the dimensions that no tensor has, or remove the semicolon.`,
  },
  {
    what: 'a comma at the end',
    text: 'm k -> m,',
    told: `
MALFORMED
The dimensions of an output are missing before the end of the text.
  1 | m k -> m,
    |          ^
  expected: the dimensions of an output
  repair:   Remove the comma, or write () for an output that is a scalar.`,
  },
]
