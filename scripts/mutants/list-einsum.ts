/** Mutants of einsums: of reading, of checking what was read, of printing, and of how faults travel in layers. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const told = ['test/operator/einsum/faults.test.ts', 'test/operator/einsum/meaning.test.ts']
const anyText = ['test/operator/einsum/hostile.prop.test.ts']

export const einsumMutants: readonly Mutant[] = triedWith(told, [
  ...mutantsOf('src/operator/einsum/scan.ts', [
    ['typographic primes stay', `replace(/[’′‘ʼʹ´\`]/g, "'")`, `replace(/[’]/g, "'")`],
    [
      'the end counts the spaces behind the text',
      'const end = text.trimEnd().length',
      'const end = text.length',
    ],
  ]),
  ...mutantsOf('src/operator/einsum/read-axis.ts', [
    ['a coefficient may be a fraction', 'Number.isSafeInteger(value) && value > 0', 'value > 0'],
    ['a coefficient may be zero', 'Number.isSafeInteger(value) && value > 0', 'Number.isSafeInteger(value)'],
    [
      'coefficients are lost',
      'name: word.text, coefficient, start',
      'name: word.text, coefficient: 1, start',
    ],
  ]),
  ...mutantsOf('src/operator/einsum/read-arrow.ts', [
    ['a comma may end the outputs', 'tensors.length > 0 || isMark', 'isMark'],
    [
      'all dimensions are implied',
      'names.indexOf(name) === names.lastIndexOf(name)',
      'names.indexOf(name) <= names.lastIndexOf(name)',
    ],
  ]),
  ...mutantsOf('src/operator/einsum/read-tensors.ts', [
    [
      'a comma may end the dimensions',
      "takeMark(reader, ',') && isMark(peek(reader), ']')",
      "takeMark(reader, ',') && false",
    ],
    ['what follows is not looked at', 'if (continues(peek(reader))) return', 'if (false) return'],
  ]),
  ...mutantsOf('src/operator/einsum/check-parsed.ts', [
    ['an axis has any number of terms', 'axis.slice(2, 3)', 'axis.slice(9, 10)'],
    [
      'an operand may have the name of the output',
      '.filter((operand) => before(operand, outputs))',
      '.filter(() => false)',
    ],
    ['faults are not in the order of the text', 'a.start - b.start', 'b.start - a.start'],
    ['repeated letters may be dimensions', ' && letters.indexOf(letter) === i', ''],
  ]),
  ...mutantsOf('src/operator/einsum/to-operator.ts', [
    ['a tensor that is read twice keeps its name', 'names.includes(name) ? freeName', 'false ? freeName'],
    ['a number may be taken', '[...given, ...names]', 'names'],
    [
      'operands come first in the dimensions',
      '[...outputs, ...operands].flatMap',
      '[...operands, ...outputs].flatMap',
    ],
  ]),
  ...mutantsOf('src/operator/einsum/print.ts', [
    ['dimensions of no tensor are left out', 'uncoupled.length === 0', 'uncoupled.length >= 0'],
    ['scalars are nothing', "axes.length === 0 ? '()'", "axes.length === 0 ? ''"],
  ]),
  ...mutantsOf('src/operator/einsum/read-einsum.ts', [
    ['any number of faults is carried', 'faults.slice(0, mostFaults)', 'faults'],
  ]),
  ...mutantsOf('src/operator/einsum/einsum.ts', [
    ['sizes are kept as they are', 'Object.freeze({ ...sizes })', 'sizes'],
    ['an Either is taken for sizes', '!isRecord(sizes) || isUnopened(sizes)', '!isRecord(sizes)'],
    ['sizes without a number are there', '.filter((name) => sizes[name] !== undefined)', ''],
  ]),
  ...mutantsOf(
    'src/operator/einsum/parse.ts',
    [
      [
        'a repair may be wrong itself',
        'readNamed(readerOf(product)) !== undefined',
        'product !== reader.text',
      ],
    ],
    [...told, ...anyText],
  ),
  ...mutantsOf('src/operator/report-refusals.ts', [
    ['what follows from an unread text is reported', '      unread = true\n', ''],
    ['excerpts have any length', 'excerpt.slice(0, longestExcerpt)', 'excerpt'],
  ]),
])
