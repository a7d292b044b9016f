/** Mutants of the readers and writers of other tools' files. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const timeloop = ['test/formats/timeloop/from-timeloop.test.ts', 'test/formats/timeloop/to-timeloop.test.ts']
const accelforge = ['test/formats/accelforge/from-accelforge.test.ts']
const tables = [
  'test/formats/scale-sim/from-scale-sim.test.ts',
  'test/formats/layers-csv/from-layers-csv.test.ts',
]
const zigzag = ['test/formats/zigzag/from-zigzag.test.ts']
const nests = ['test/notation/print-loop-nest.test.ts']

const hostile = ['test/formats/hostile.test.ts']
const bounds = ['test/formats/yaml/bounds.test.ts']
const words = ['test/formats/words.test.ts']

export const formatMutants: readonly Mutant[] = [
  ...triedWith(hostile, [
    ...mutantsOf('src/formats/source/counts.ts', [
      [
        'any product is counted',
        'if (isPositiveInteger(result)) return result',
        'if (result > 0) return result',
      ],
    ]),
    ...mutantsOf('src/formats/yaml/product.ts', [
      ['numbers may be infinite', 'Number.isFinite(result) ? result : undefined', 'result'],
    ]),
    ...mutantsOf('src/formats/source/source.ts', [
      ['marks of the order of bytes are text', "text.startsWith('\\uFEFF')", 'text.length < 0'],
    ]),
    ...mutantsOf('src/formats/scale-sim/config.ts', [
      ['sections may repeat keys', 'used.includes(name) && known.has(name)', 'name.length < 0'],
    ]),
  ]),
  ...triedWith(
    bounds,
    mutantsOf('src/formats/yaml/bounds.ts', [
      ['texts have brackets that open', 'if (!isText && !/^', 'if (!/^'],
      ['closed brackets stay open', 'Math.max(0, open - 1)', 'open'],
    ]),
  ),
  ...triedWith(
    words,
    mutantsOf('src/formats/nest/buffers.ts', [
      ['words have 8 bits', 'export const defaultBits = 16', 'export const defaultBits = 8'],
      ['bytes are not whole', 'Math.ceil(words * elementBytes)', 'words * elementBytes'],
    ]),
  ),
  ...triedWith(timeloop, [
    ...mutantsOf('src/formats/timeloop/mapping.ts', [
      ['permutations are outermost first', 'rank(b) - rank(a)', 'rank(a) - rank(b)'],
      ['any number of units is there', 'if (spread <= below) return', 'if (spread >= 0) return'],
    ]),
    ...mutantsOf('src/formats/timeloop/print-mapping.ts', [
      [
        'permutations are written outermost first',
        'order.map(timeloopName).reverse()',
        'order.map(timeloopName)',
      ],
    ]),
    ...mutantsOf('src/formats/nest/groups.ts', [
      [
        'what bypasses a storage is kept there, whatever moves it',
        'if (loop === undefined)\n      readAs(',
        'if (loop !== null)\n      readAs(',
      ],
    ]),
    ...mutantsOf('src/formats/nest/assemble.ts', [
      ['nothing stands off-chip', 'groups.length > 2 && first', 'groups.length > 99 && first'],
    ]),
  ]),
  ...triedWith(
    accelforge,
    mutantsOf('src/formats/accelforge/mapping.ts', [
      ['a tile is a factor', 'return extent / size', 'return size'],
      ['loops may stop before tiles of 1', 'if (extent > 1)\n', 'if (extent > 99)\n'],
    ]),
  ),
  ...triedWith(
    accelforge,
    mutantsOf('src/formats/accelforge/workload.ts', [
      ['an unused width is not noted', 'if (!hasMachine) noteWidth', 'if (hasMachine) noteWidth'],
    ]),
  ),
  ...triedWith(tables, [
    ...mutantsOf('src/formats/scale-sim/topology.ts', [
      ['a last window in part does not count', 'Math.ceil((extent', 'Math.floor((extent'],
      ['a depthwise layer is one product', 'count: C }', 'count: 1 }'],
    ]),
    ...mutantsOf('src/formats/layers-csv/from-layers-csv.ts', [
      ['type 3 is always a product', 'const isGemm = isProduct(named)', 'const isGemm = true'],
      ['windows of fully connected layers are ignored', "if (!areOne(named, ['R', 'S']))", 'if (false)'],
      ['a column N of convolutions is ignored', "|| columns.includes('M')) return", '|| true) return'],
    ]),
  ]),
  ...triedWith(
    accelforge,
    mutantsOf('src/formats/accelforge/architecture.ts', [
      ['sets of tensors are names', ' && !sets.includes(name)', ''],
    ]),
  ),
  ...triedWith(
    zigzag,
    mutantsOf('src/formats/zigzag/port.ts', [
      ['ports of other levels count', 'serving.length > 0 ? serving : able', 'able'],
    ]),
  ),
  ...triedWith(
    zigzag,
    mutantsOf('src/formats/zigzag/memory.ts', [['a cost is of an element', ') / reads.widest', ')']]),
  ),
  ...triedWith(
    nests,
    mutantsOf('src/notation/print-loop-nest.ts', [
      [
        'tiles start one apart',
        '.reduce((product, { factor }) => product * factor, 1)',
        '.reduce((product) => product, 1)',
      ],
    ]),
  ),
]
