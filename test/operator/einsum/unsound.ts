/** Einsums that can be read, and make no operator or have no extents. */
import type { Malformed } from './malformed'

export const unsound: readonly Malformed[] = [
  {
    what: 'a missing comma',
    text: 'm k k n -> m n',
    told: `
UNSUPPORTED COUPLING
k is twice in the dimensions of this tensor.
  1 | m k k n -> m n
    |     ^
  expected: each dimension at most once in a tensor
  given:    k again
  repair:   Remove one k: a diagonal is a tensor with one dimension less. If another operand starts here, write a comma before it.`,
  },
  {
    what: 'letters without spaces',
    text: 'mk, k n -> m n',
    told: `
UNKNOWN DIMENSION
The dimension mk has no extent.
  1 | mk, k n -> m n
    | ^^
  expected: an extent for mk in the sizes
  given:    sizes of m, k and n
  repair:   Write m k: dimensions are words, separated by spaces.`,
  },
  {
    what: 'a misspelt dimension',
    text: 'batch m k, batch k n -> bacth m n',
    names: 'batch m k n',
    told: `
UNKNOWN DIMENSION
The dimension bacth has no extent.
  1 | batch m k, batch k n -> bacth m n
    |                         ^^^^^
  expected: an extent for bacth in the sizes
  given:    sizes of batch, m, k and n
  repair:   Did you mean batch? Give bacth an extent in the sizes, or rename it.`,
  },
  {
    what: 'a dimension with a letter more',
    text: 'm k, k nn -> m n',
    told: `
UNKNOWN DIMENSION
The dimension nn has no extent.
  1 | m k, k nn -> m n
    |        ^^
  expected: an extent for nn in the sizes
  given:    sizes of m, k and n
  repair:   Did you mean n? Give nn an extent in the sizes, or rename it.`,
  },
  {
    what: 'a dimension that has another name in the sizes',
    text: 'm k, k p -> m p',
    told: `
UNKNOWN DIMENSION
The dimension p has no extent.
  1 | m k, k p -> m p
    |        ^
  expected: an extent for p in the sizes
  given:    sizes of m, k and n
  repair:   Did you mean n? Give p an extent in the sizes, or rename it.`,
  },
  {
    what: 'a dimension subtracted',
    text: 'y-r, r -> y',
    names: 'y r',
    told: `
UNSUPPORTED COUPLING
A dimension is subtracted, but the coefficients of an axis are positive.
  1 | y-r, r -> y
    |  ^
  expected: a sum with +
  given:    "-"
  repair:   Write + in place of −: an axis that runs backwards touches the same elements.`,
  },
  {
    what: 'a fraction',
    text: '1.5y+r, r -> y',
    names: 'y r',
    told: `
UNSUPPORTED COUPLING
The coefficient 1.5 is not a positive integer.
  1 | 1.5y+r, r -> y
    | ^^^
  given:    "1.5"
  repair:   Write a positive integer of at most 2^53 − 1 before the dimension, such as 2y.`,
  },
  {
    what: 'a coefficient of zero',
    text: '0y+r, r -> y',
    names: 'y r',
    told: `
UNSUPPORTED COUPLING
The coefficient 0 is not a positive integer.
  1 | 0y+r, r -> y
    | ^
  given:    "0"
  repair:   Leave the dimension out of this axis: it does not move along it.`,
  },
  {
    what: 'a window of three',
    text: 'y+r+t, r, t -> y',
    names: 'y r t',
    told: `
UNSUPPORTED COUPLING
An axis is a sum of at most two dimensions, but this one has 3.
  1 | y+r+t, r, t -> y
    |     ^
  expected: one or two dimensions
  given:    3 dimensions
  repair:   Leave t out of this axis, or give it an axis of its own.`,
  },
  {
    what: 'a dimension added to itself',
    text: 'y+y -> y',
    names: 'y',
    told: `
UNSUPPORTED COUPLING
y is twice in the dimensions of this tensor.
  1 | y+y -> y
    |   ^
  expected: each dimension at most once in a tensor
  given:    y again
  repair:   Write 2y.`,
  },
  {
    what: 'a dimension of a tensor after the semicolon',
    text: 'm -> m; k m',
    names: 'm k',
    told: `
UNSUPPORTED COUPLING
m follows the semicolon, but a tensor before it has it.
  1 | m -> m; k m
    |           ^
  expected: a dimension of no tensor
  given:    m again
  repair:   Remove m here: only dimensions of no tensor follow the semicolon.`,
  },
  {
    what: 'too many tensors',
    text: 'a, a, a, a, a, a, a, a -> a',
    names: 'a',
    told: `
TOO COMPLEX
A product has at most 8 tensors, its outputs among them, but this one has 9.
  1 | a, a, a, a, a, a, a, a -> a
    |                           ^
  given:    9 tensors
  repair:   Split the product into layers: the output of one is an operand of the next.`,
  },
  {
    what: 'too many dimensions',
    text: 'a b c d e f g h i j k l m n o p q -> a',
    names: 'a b c d e f g h i j k l m n o p q',
    told: `
TOO COMPLEX
A product has at most 16 dimensions, but this one has 17.
  1 | a b c d e f g h i j k l m n o p q -> a
    |                                 ^
  given:    17 dimensions
  repair:   Join dimensions that all tensors have next to each other, or split the product.`,
  },
  {
    what: 'a diagonal',
    text: 'D[m] = A[m, m]',
    names: 'm',
    told: `
UNSUPPORTED COUPLING
m is twice in the dimensions of A.
  1 | D[m] = A[m, m]
    |             ^
  expected: each dimension at most once in a tensor
  given:    m again
  repair:   Remove one m: a diagonal is a tensor with one dimension less.`,
  },
  {
    what: 'an output among the operands',
    text: 'C[m, n] = C[m, n] * A[m]',
    names: 'm n',
    told: `
UNSUPPORTED COUPLING
C is the output, and cannot be an operand too.
  1 | C[m, n] = C[m, n] * A[m]
    |           ^^^^^^^
  expected: a name of its own for each output
  given:    C again
  repair:   Rename the operand if it is another tensor. Remove it if the sum itself is meant: adding to it needs no operand.`,
  },
  {
    what: 'one name for two outputs',
    text: 'C[m], C[n] = A[m, n]',
    names: 'm n',
    told: `
UNSUPPORTED COUPLING
Two outputs have the name C.
  1 | C[m], C[n] = A[m, n]
    |       ^^^^
  expected: a name of its own for each output
  given:    C again
  repair:   Rename one C.`,
  },
  {
    what: 'several faults',
    text: 'C[m, m] = A[m, kk] * B[k, o+o]',
    told: `
UNSUPPORTED COUPLING
m is twice in the dimensions of C.
  1 | C[m, m] = A[m, kk] * B[k, o+o]
    |      ^
  expected: each dimension at most once in a tensor
  given:    m again
  repair:   Remove one m: a diagonal is a tensor with one dimension less.

UNKNOWN DIMENSION
The dimension kk has no extent.
  1 | C[m, m] = A[m, kk] * B[k, o+o]
    |                ^^
  expected: an extent for kk in the sizes
  given:    sizes of m, k and n
  repair:   Did you mean k? Give kk an extent in the sizes, or rename it.

UNKNOWN DIMENSION
The dimension o has no extent.
  1 | C[m, m] = A[m, kk] * B[k, o+o]
    |                           ^
  expected: an extent for o in the sizes
  given:    sizes of m, k and n
  repair:   Give o an extent in the sizes, or rename it.

UNSUPPORTED COUPLING
o is twice in the dimensions of B.
  1 | C[m, m] = A[m, kk] * B[k, o+o]
    |                             ^
  expected: each dimension at most once in a tensor
  given:    o again
  repair:   Write 2o.`,
  },
]
