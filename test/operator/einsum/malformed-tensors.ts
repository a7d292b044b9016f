/** What is wrong with the signs of einsums that name their tensors. */
import type { Malformed } from './malformed'

export const malformedTensors: readonly Malformed[] = [
  {
    what: 'two equals signs',
    text: 'C[m, n] == A[m, k] * B[k, n]',
    told: `
MALFORMED
An einsum has an arrow -> before its output, or = after it, but not "==" here.
  1 | C[m, n] == A[m, k] * B[k, n]
    |         ^^
  repair:   Write = between the output and the operands.`,
  },
  {
    what: 'a coefficient behind its dimension',
    text: 'O[y] = I[y*2 + r] * F[r]',
    names: 'y r',
    told: `
MALFORMED
The coefficient 2 follows its dimension.
  1 | O[y] = I[y*2 + r] * F[r]
    |            ^
  expected: a coefficient before its dimension
  given:    "2"
  repair:   Write 2y.`,
  },
  {
    what: 'names with an arrow',
    text: 'A[m, k], B[k, n] -> C[m, n]',
    told: `
MALFORMED
A product of named tensors has its output before =, not after an arrow.
  1 | A[m, k], B[k, n] -> C[m, n]
    |                  ^^
  expected: an output, = and the operands
  given:    "->"
  repair:   Write C[m, n] = A[m, k] * B[k, n].`,
  },
  {
    what: 'no brackets',
    text: 'C = A[m, k] * B[k, n]',
    told: `
MALFORMED
C has no dimensions.
  1 | C = A[m, k] * B[k, n]
    | ^
  expected: C and its dimensions in brackets
  given:    "C"
  repair:   Write the dimensions of C in brackets, C[] for a scalar.`,
  },
  {
    what: 'an open bracket',
    text: 'C[m, n] = A[m, k * B[k, n]',
    told: `
MALFORMED
The bracket of "A" is not closed before "*".
  1 | C[m, n] = A[m, k * B[k, n]
    |                  ^
  expected: ]
  repair:   Write ] after the last dimension of A.`,
  },
  {
    what: 'a bracket without a name',
    text: '[m, n] = A[m, k] * B[k, n]',
    told: `
MALFORMED
A name is missing before the bracket.
  1 | [m, n] = A[m, k] * B[k, n]
    | ^
  expected: the name of a tensor and its dimensions in brackets
  given:    "["
  repair:   Name the tensor before its bracket, such as A[m, k].`,
  },
  {
    what: 'a comma before a bracket',
    text: 'C[m, n,] = A[m, k] * B[k, n]',
    told: `
MALFORMED
A dimension is missing after the comma.
  1 | C[m, n,] = A[m, k] * B[k, n]
    |       ^
  expected: a dimension, or no comma
  given:    ","
  repair:   Remove the comma, or name the dimension that follows it.`,
  },
  {
    what: 'a subscript that is read',
    text: 'C[m] = A[B[m]]',
    names: 'm',
    told: `
MALFORMED
Brackets do not open inside brackets.
  1 | C[m] = A[B[m]]
    |           ^
  expected: a dimension, such as k, 2y or y+r
  given:    "["
  repair:   Name a dimension: a subscript that is read from another tensor is not one.`,
  },
  {
    what: 'no product sign',
    text: 'C[m, n] = A[m, k] B[k, n]',
    told: `
MALFORMED
Operands are joined by *, but there is "B".
  1 | C[m, n] = A[m, k] B[k, n]
    |                   ^
  repair:   Write * between the operands.`,
  },
  {
    what: 'a sum of operands',
    text: 'C[m, n] = A[m, n] + B[m, n]',
    names: 'm n',
    told: `
MALFORMED
Operands are joined by *, not by "+".
  1 | C[m, n] = A[m, n] + B[m, n]
    |                   ^
  repair:   Write *: each point counts as one operation, whichever it is.`,
  },
  {
    what: 'a factor',
    text: 'C[m, n] = 2 * A[m, k] * B[k, n]',
    told: `
MALFORMED
The number 2 is not a tensor.
  1 | C[m, n] = 2 * A[m, k] * B[k, n]
    |           ^
  expected: the name of a tensor and its dimensions in brackets
  given:    "2"
  repair:   Leave constant factors out, or name them as a scalar, such as scale[].`,
  },
  {
    what: 'no operands',
    text: 'C[m, n] =',
    told: `
MALFORMED
A tensor is expected here, but there is the end of the text.
  1 | C[m, n] =
    |          ^
  expected: the name of a tensor and its dimensions in brackets
  repair:   Write a tensor such as A[m, k].`,
  },
  {
    what: 'no right side',
    text: 'C[m, n]',
    told: `
MALFORMED
The output is followed by =, but there is the end of the text.
  1 | C[m, n]
    |        ^
  expected: = and the operands
  repair:   Write the output, = and the operands, as in C[m, n] = A[m, k] * B[k, n].`,
  },
  {
    what: 'an operand too few',
    text: 'C[m, n] = A[m, k] *',
    told: `
MALFORMED
A tensor is expected here, but there is the end of the text.
  1 | C[m, n] = A[m, k] *
    |                    ^
  expected: the name of a tensor and its dimensions in brackets
  repair:   Write a tensor such as A[m, k].`,
  },
  {
    what: 'two products',
    text: 'C[m] = A[m] = B[m]',
    names: 'm',
    told: `
MALFORMED
The einsum should end here, but there is "=".
  1 | C[m] = A[m] = B[m]
    |             ^
  expected: the end of the text
  repair:   Write one product in each einsum.`,
  },
  {
    what: 'a fault in a later line',
    text: 'C[m, n] =\n  A[m, k]\n  * B[k; n]',
    told: `
MALFORMED
The bracket of "B" is not closed before ";".
  3 |   * B[k; n]
    |        ^
  expected: ]
  repair:   Write ] after the last dimension of B.`,
  },
  {
    what: 'names with an arrow and more that is wrong',
    text: 'A[m, B[k]] -> C[m]',
    told: `
MALFORMED
A product of named tensors has its output before =, not after an arrow.
  1 | A[m, B[k]] -> C[m]
    |            ^^
  expected: an output, = and the operands
  given:    "->"
  repair:   Write it as in C[m, n] = A[m, k] * B[k, n].`,
  },
]
