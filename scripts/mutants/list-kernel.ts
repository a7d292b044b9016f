/** Mutants of the kernel in its JavaScript form, which a property test holds equal to the other form and to the definition. */
import { type Mutant, mutantsOf } from './mutant'

export const kernelMutants: readonly Mutant[] = [
  ...mutantsOf('src/profile/kernel/profile.ts', [
    ['a started cycle is free', 'Math.ceil((macs *', 'Math.floor((macs *'],
    ['a loop moves on once more', 'around * (steps - 1)', 'around * steps'],
    [
      'a step happens once a run',
      'putF64(Scratch.StepTotal, perRun * all)',
      'putF64(Scratch.StepTotal, perRun)',
    ],
  ]),
  ...mutantsOf('src/profile/kernel/trips.ts', [
    ['a short last tile is full', 'last = length - lastStart', 'last = cover'],
  ]),
  ...mutantsOf('src/profile/kernel/volumes.ts', [
    ['nothing of a standing unit is kept', '=== 0 ? size : size - kept\n    ', '=== 0 ? size : size\n    '],
    ['a standing cover moves', 'if (!stands) union +=', 'union +='],
  ]),
  ...mutantsOf('src/profile/kernel/project.ts', [
    ['outputs are not divided', 'weighted(r, outputs, end) / divisor', 'weighted(r, outputs, end)'],
    ['the last drain counts', 'if (words > f64At(most)) putF64', 'putF64'],
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
    ['boxes are charged for all runs', 'rowBytes + Row.PerRun)', 'rowBytes + Row.Count)'],
  ]),
]
