/** Mutants of the kernel in its JavaScript form, which a property test holds equal to the other form and to the definition. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const defined = ['test/profile/step-table.prop.test.ts', 'test/profile/charges.prop.test.ts']

export const kernelMutants: readonly Mutant[] = triedWith(defined, [
  ...mutantsOf('src/profile/kernel/pe-cycles.ts', [
    ['a started cycle is free', 'Math.ceil((f64At(macs)', 'Math.floor((f64At(macs)'],
  ]),
  ...mutantsOf('src/profile/kernel/regular-steps.ts', [
    ['a loop moves on once more', 'around * (steps - 1)', 'around * steps'],
    ['a step happens once a run', 'const times = perRun * runs', 'const times = perRun'],
  ]),
  ...mutantsOf('src/profile/kernel/trips.ts', [
    ['a short last tile is full', 'last = length - lastStart', 'last = cover'],
  ]),
  ...mutantsOf('src/profile/kernel/volumes.ts', [
    ['nothing of a standing unit is kept', '=== 0 ? size : size - kept\n    ', '=== 0 ? size : size\n    '],
  ]),
  ...mutantsOf('src/profile/kernel/project.ts', [
    ['outputs are not divided', 'out / divisor)', 'out)'],
    ['the last drain counts', 'if (words > most) most = words', 'most = words'],
  ]),
  ...mutantsOf('src/profile/kernel/time.ts', [
    ['single buffers hide what leaves', 'cycles += ingress + egress', 'cycles += ingress'],
    ['what leaves takes no time', 'if (egress > cycles) cycles = egress', ''],
    [
      'a run has the steps of all runs',
      'f64At(row + Row.PerRun) * cycles',
      'f64At(row + Row.Count) * cycles',
    ],
    ['units have no skew', 'let inBox = skew', 'let inBox: number = 0'],
  ]),
  ...mutantsOf('src/profile/kernel/links.ts', [
    ['a started cycle is free', 'Math.ceil(words /', 'Math.floor(words /'],
  ]),
  ...mutantsOf('src/profile/kernel/charge.ts', [
    ['boxes are charged for one step of each kind', 'f64At(rows + (row << Row.Shift) + Row.PerRun))', '1)'],
  ]),
])
