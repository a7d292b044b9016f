/** Mutants of the comparison with published figures. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const room = 'src/validation'

const tests = ['test/validation/**/*.test.ts']

export const validationMutants: readonly Mutant[] = triedWith(tests, [
  ...mutantsOf(`${room}/statistics.ts`, [
    [
      'a repeated shape counts as often as it is there',
      'else group.push(error)',
      'else groups.set(shape + error, [error])',
    ],
  ]),
  ...mutantsOf(`${room}/sources/eyeriss.ts`, [
    [
      'outputs stay in the buffer',
      'inputs + egress + accumulations + outputs',
      'inputs + egress + accumulations',
    ],
  ]),
  ...mutantsOf(`${room}/sources/eyeriss-energy.ts`, [
    ['zeros save nothing', '(1 - gatedShare * zeros)', '1'],
    ['the first layer is not the unit', 'return own / reference', 'return own'],
  ]),
  ...mutantsOf(`${room}/sources/tenstorrent-p150.ts`, [
    ['weights come after the MACs', 'Math.max(most, runtime)', 'most + runtime'],
  ]),
  ...mutantsOf(`${room}/sources/yolov2-zynq.ts`, [
    ['a MAC takes a cycle', 'design.interval * totalRuntime', 'totalRuntime'],
    [
      'pools take no time',
      '[...convolutionRuns(design, variant), ...poolRuns(design)]',
      'convolutionRuns(design, variant)',
    ],
  ]),
  ...mutantsOf(`${room}/sources/fpga23-cnn-accel.ts`, [
    ['channels are not grouped', "variant === 'as is' ? C :", 'variant !== undefined ? C :'],
  ]),
  ...mutantsOf(`${room}/gemmini-nest.ts`, [
    [
      'a loop steps over its own tiles',
      '[...loops.slice(i + 1), ...inside]',
      '[...loops.slice(i), ...inside]',
    ],
    ['columns of the array are not K', "{ dimension: 'K', factor: columns },", ''],
    ['rows of output are its columns', `P: "Y'", Q: "X'"`, `P: "X'", Q: "Y'"`],
  ]),
  ...mutantsOf(`${room}/sources/timeloop-dosa.ts`, [
    ['a port moves a word', 'const portWords = 2', 'const portWords = 1'],
    ['sums do not come back', "+ movedAt(estimate, 0, 'output').added", ''],
    ['a stride skips inputs', "variant === 'as is' ? [] : ['inputs']", '[]'],
    ['PEs keep inputs', '  estimate.macs / columns', '  0'],
  ]),
  ...mutantsOf(`${room}/sources/scale-sim.ts`, [
    ['the tool counts cycles from 1', "(variant === 'as is' ? 0 : 1)", '0'],
    ['the array takes a word for each row alone', 'bandwidth: 2 * side', 'bandwidth: side'],
  ]),
  ...mutantsOf(`${room}/sources/gemmini.ts`, [
    ['tiles are kept', 'clusters: [{ keep: false }]', 'clusters: [{ keep: true }]'],
    ['DRAM moves 16 words', 'noc: [{ bandwidth: 8 }', 'noc: [{ bandwidth: 16 }'],
  ]),
  ...mutantsOf(`${room}/sources/zigzag-gemm.ts`, [
    ['sums are not read', " + movedBy(estimates, 'C', 'accumulations')", ''],
  ]),
  ...mutantsOf(`${room}/sources/nvdla-sheet.ts`, [
    ['Winograd saves nothing', "(winograd === '1' ? winogradGain : 1)", '1'],
  ]),
])

/** Of the pictures of published figures. */
export const validationPictureMutants: readonly Mutant[] = triedWith(
  ['test/report/validation.test.ts'],
  [
    ...mutantsOf('src/report/spec/validation.ts', [
      ['large sources are drawn last', 'b.rows.length - a.rows.length', 'a.rows.length - b.rows.length'],
      ['figures of 0 are drawn', 'published > 0 && ours > 0', 'published >= 0 && ours > 0'],
    ]),
    ...mutantsOf('src/report/spec/validation-errors.ts', [
      [
        'rows of one shape count each',
        'errorsByShape(validation.rows)',
        'validation.rows.map(({ error }) => error)',
      ],
      ['large errors have steps of their own', 'Math.min(outermost, error)', 'error'],
      ['nobody says what is beyond', 'Math.abs(error) > outermost', 'Math.abs(error) < -outermost'],
    ]),
    ...mutantsOf('src/report/spec/validation-names.ts', [
      [
        'variants have one name',
        'other.variant !== variant',
        'other.variant === variant && other.title !== title',
      ],
      [
        'the ninth source looks like the first',
        'shapes[Math.floor(i / palette.length) % shapes.length]',
        'shapes[0]',
      ],
    ]),
  ],
)
