/** Mutants of ONNX models that are read as transformers, and of their einsums. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const tests = ['test/onnx/transformers.test.ts', 'test/onnx/products.test.ts']

export const onnxMutants: readonly Mutant[] = triedWith(tests, [
  ...mutantsOf('src/onnx/work/attention.ts', [
    ['query heads share nothing', 'shared: heads / key.heads', 'shared: 1'],
    ['a mask of the operator’s own is a layer', '!isMaskGiven ? []', 'false ? []'],
    ['a value is as wide as a key', '{ ...shape, width: value.width }', 'shape'],
  ]),
  ...mutantsOf('src/onnx/work/products.ts', [
    ['keys that one head has are not shared', 'return isShared ? {', 'return false ? {'],
    ['keys and widths change places', '{ keys: columns, width: depth }', '{ keys: depth, width: columns }'],
  ]),
  ...mutantsOf('src/onnx/work/einsum.ts', [
    ['weights are keys', 'groups.length === 0', 'false'],
    ['heads are sequences', '[groups.slice(0, 1), groups.slice(1)]', '[groups, []]'],
    [
      'queries stand before the heads that share keys',
      'productOf(extents, rows.slice(-1))',
      'productOf(extents, rows.slice(0, 1))',
    ],
    ['a context has the order of its output', "does === 'scores' ? result : weights", 'result'],
  ]),
  ...mutantsOf('src/onnx/work/equation.ts', [
    ['an ellipsis is counted from the first axis', '{count - i}', '{i}'],
    ['an ellipsis comes last', '[...open, ...all.filter(', '[...all.filter('],
    ['an axis of 1 does not stretch', 'label.length > 1 && (before === 1 || extent === 1)', 'false'],
  ]),
  ...mutantsOf('src/onnx/follow/softmaxes.ts', [
    ['no product takes weights', 'products.has(op) && weights.has(first)', 'false'],
    ['masks hide the scores', "op === 'Softmax' || (passing.has(op) && isRead)", "op === 'Softmax'"],
  ]),
  ...mutantsOf('src/onnx/cost/elementwise.ts', [
    ['tokens of a batch are no rows', 'if (shape.length !== 3 ||', 'if (shape.length === 3 ||'],
  ]),
])
