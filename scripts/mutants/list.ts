/**
 * The mutants of the analysis, the costs, legality, the tables and what people read. Each changes some answer: faults that only cost time
 * (a coarser period, a looser fast path) are not listed, because no test of answers can tell them from the original.
 */
import { cliMutants } from './list-cli'
import { codecMutants } from './list-codec'
import { costMutants } from './list-cost'
import { einsumMutants } from './list-einsum'
import { exploreMutants } from './list-explore'
import { formatMutants } from './list-formats'
import { fusionMutants } from './list-fusion'
import { fusionNetworkMutants } from './list-fusion-network'
import { fusionReportMutants } from './list-fusion-report'
import { inputMutants } from './list-inputs'
import { kernelMutants } from './list-kernel'
import { languageModelMutants, repeatedLayerMutants, tokensPictureMutants } from './list-language-models'
import { legalityMutants } from './list-legality'
import { machineMutants } from './list-machine'
import { machineReportMutants } from './list-machine-report'
import { mapMutants } from './list-map'
import { matcherMutants } from './list-matchers'
import { onnxMutants } from './list-onnx'
import { projectionMutants } from './list-projection'
import { reportMutants } from './list-report'
import { stageMutants } from './list-stages'
import { validationMutants, validationPictureMutants } from './list-validation'
import { type Mutant, mutantsOf, triedWith } from './mutant'

const defined = ['test/profile/step-table.prop.test.ts', 'test/profile/charges.prop.test.ts']

const definitionMutants: readonly Mutant[] = triedWith(defined, [
  ...mutantsOf('src/profile/definition/footprint.ts', [
    ['the halo between windows counts twice', ': s * a + d * (b - s)', ': s * a + d * b'],
    [
      'a plain axis keeps what moved',
      'second === undefined) return a.shift === 0 ? a.to : 0',
      'second === undefined) return a.to',
    ],
    ['nothing is kept between tiles', 'return size - kept', 'return size'],
    ['the tile before lies on the other side', 'start: -shift, length: from', 'start: shift, length: from'],
    ['a piece counts as one residue', 'pieceA.width * pieceB.width * overlap', 'pieceA.width * overlap'],
  ]),
  ...mutantsOf('src/profile/definition/residue.ts', [
    [
      'a range has one number more',
      'floorDivide(start + length - 1 - residue',
      'floorDivide(start + length - residue',
    ],
    ['a range begins too early', 'ceilDivide(start - residue', 'floorDivide(start - residue'],
    [
      'a range ends one residue early',
      'modulo(start + length, modulus)',
      'modulo(start + length - 1, modulus)',
    ],
    ['an overlap lacks its end', '- Math.max(a.first, b.first) + 1)', '- Math.max(a.first, b.first))'],
    ['the last residue is left out', '(starts[i + 1] ?? modulus)', '(starts[i + 1] ?? modulus - 1)'],
  ]),
  ...mutantsOf('src/profile/definition/schedule.ts', [
    ['a spatial loop has no folds', 'spatial ? tile * units : tile', 'tile'],
    ['a short last tile is full', 'last: extent - lastStart', 'last: cover'],
    ['a run starts where the last one did', 'shift - (before?.lastStart ?? 0)', 'shift'],
    [
      'one more move to a full tile',
      'shortVariants(steps - 2, full, last)',
      'shortVariants(steps - 1, full, last)',
    ],
    ['a loop wraps forwards', 'shift: -lastStart', 'shift: lastStart'],
  ]),
  ...mutantsOf('src/profile/definition/sliding.ts', [
    ['groups of units lie too close', '(period * tile) / d', 'tile / d'],
    [
      'the last unit of a group is left out',
      'Math.ceil((count - i) / period)',
      'Math.floor((count - i) / period)',
    ],
    [
      'a difference keeps one of the subtracted',
      'Math.min(a.last, b.first - 1)',
      'Math.min(a.last, b.first)',
    ],
    ['every class begins at the first unit', '(first + i) * axis.tile', 'i * axis.tile'],
  ]),
  ...mutantsOf('src/profile/definition/transition.ts', [
    ['reversed, a shift stays', 'to: from, shift: -shift', 'to: from, shift'],
    ['transitions are told apart without their shifts', `\${from}:\${to}:\${shift}`, `\${from}:\${to}`],
  ]),
  ...mutantsOf('src/profile/definition/union.ts', [
    ['neighbouring intervals share a number', 'Math.max(first, end + 1)', 'Math.max(first, end)'],
    ['a progression has one copy more', '(only.count - 1) * Math.min(', 'only.count * Math.min('],
    ['copies reach one phase further', 'progressions[i]!.count - 1', 'progressions[i]!.count'],
  ]),
  ...mutantsOf('src/profile/definition/units.ts', [
    ['the unit with the short tile is idle', 'cover % tile === 0 ? full : full + 1', 'full'],
    ['a unit that was idle held something', 'before: move.from > 0', 'before: covers.before'],
  ]),
  ...mutantsOf('src/profile/definition/volume.ts', [
    [
      'the last class decides what all share',
      'Math.max(most, newElements(tensor, transition, measure))',
      'Math.max(0, newElements(tensor, transition, measure))',
    ],
    ['what is kept of the other axes arrives again', '(others - kept) * covered', 'others * covered'],
    [
      'disjoint tiles count once',
      'return { sum, union: sum }',
      'return { sum, union: unionOfEqual(tensor, classes) }',
    ],
  ]),
  ...mutantsOf('src/profile/definition/profile.ts', [
    ['every drain is final', 'if (final) addVolumes', 'addVolumes'],
    ['the idlest PE counts', 'Math.max(macs, product(box))', 'Math.min(macs, product(box))'],
  ]),
])

const limitMutants: readonly Mutant[] = [
  ...mutantsOf('src/profile/complexity.ts', [
    ['any number of residues is looked at', 'units > mostResidues &&', 'units < 0 &&'],
  ]),
  ...mutantsOf('src/internal/limits.ts', [
    ['a few residues are too many', 'const mostResidues = 64', 'const mostResidues = 1'],
  ]),
  ...mutantsOf('src/analysis/analyze.ts', [
    [
      'too many kinds of step are not reported',
      'report.push(tooManySteps(problem.tensors))',
      'tooManySteps(problem.tensors)',
    ],
  ]),
]

export const mutants: readonly Mutant[] = [
  ...definitionMutants,
  ...limitMutants,
  ...kernelMutants,
  ...projectionMutants,
  ...costMutants,
  ...stageMutants,
  ...inputMutants,
  ...einsumMutants,
  ...codecMutants,
  ...matcherMutants,
  ...exploreMutants,
  ...formatMutants,
  ...fusionMutants,
  ...machineMutants,
  ...machineReportMutants,
  ...validationMutants,
  ...validationPictureMutants,
  ...legalityMutants,
  ...reportMutants,
  ...cliMutants,
  ...fusionNetworkMutants,
  ...fusionReportMutants,
  ...mapMutants,
  ...languageModelMutants,
  ...tokensPictureMutants,
  ...repeatedLayerMutants,
  ...onnxMutants,
]
