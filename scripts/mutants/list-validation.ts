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
