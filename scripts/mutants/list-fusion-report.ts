/** Mutants of what is said and shown of fused chains, and of what fills the shared buffer in each step. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

export const fusionReportMutants: readonly Mutant[] = [
  ...triedWith(
    ['test/fusion/occupancy.test.ts'],
    mutantsOf('src/fusion/occupancy-over-steps.ts', [
      ['steps are numbered by the last loop alone', 'sum * loops[l]!.tiles + tile', 'sum + tile'],
      ['every layer runs in every step', 'isRunning(layer) ? [layer] : []', '[layer]'],
      ['a few steps are too many', 'fused.steps <= most', 'fused.steps < 1'],
      ['the fullest step may be left out', 'const chosen = new Set([keep])', 'const chosen = new Set([0])'],
      ['more steps than asked are shown', 'steps(limit) > most) limit--', 'steps(limit) > 2 * most) limit--'],
      ['any number of steps may be asked', 'most > mostSteps', 'most > 2 * mostSteps'],
      ['all tiles of a group are its first', 'tile: first + i', 'tile: first'],
    ]),
  ),
  ...triedWith(
    ['test/report/fused.test.ts'],
    [
      ...mutantsOf('src/report/fusion/paying-findings.ts', [
        ['what is saved is a share of what is left', '1 - fused / alone', '1 - alone / fused'],
        ['fusing always pays', 'if (saved.length === 0)', 'if (saved.length < 0)'],
        ['the first layer computes again', 'of > layers[most]!.recomputed ? i : most', 'of < 0 ? i : most'],
        [
          'recomputed MACs are a share of the others',
          'recomputed / macs',
          'recomputed / (macs - recomputed)',
        ],
        ['energies that differ by a rounding are saved', "'energy', rounding)", "'energy', -rounding)"],
      ]),
      ...mutantsOf('src/report/fusion/fused-findings.ts', [
        ['shares are of the capacity', 'tensor.bits / required)', 'tensor.bits / (l2.capacity ?? required))'],
        ['the cause is charged to all cycles', 'bound.cycles[bound.by] / runtime', 'runtime / runtime'],
        ['the slowest layer is the first', 'of > layers[most]!.runtime ? i : most', 'of < 0 ? i : most'],
        ['what does not fit is not said', 'fits || capacity === null', 'fits || capacity !== null'],
      ]),
      ...mutantsOf('src/report/fusion/crossing-findings.ts', [
        ['every share is of everything', 'percent(bits / total)', 'percent(total / total)'],
        ['the last output stays inside', 'labels.slice(0, -1)', 'labels'],
        ['inputs never leave the chip', 'egress !== undefined', 'ingress !== undefined'],
      ]),
      ...mutantsOf('src/report/fusion/explain-fused.ts', [
        [
          'what is compared recomputes as well',
          'const { halo: _, ...retaining } = chain',
          'const retaining = chain',
        ],
        [
          'the variant is told where nothing is computed again',
          'present.recomputed === 0',
          'present.recomputed < 0',
        ],
      ]),
      ...mutantsOf('src/report/fusion/fused-tables.ts', [
        ['crossings belong to every layer', 'each.layer === layer', 'each.layer >= layer'],
        ['what is not there is not known', '?? 0),\n        bits', '?? null),\n        bits'],
      ]),
      ...mutantsOf('src/report/fusion/occupancy-spec.ts', [
        ['bars are not stacked', 'top += bits / unit', 'top = bits / unit'],
        ['every capacity has a line', 'of.capacity <= mostHeadroom * fullest.bits', 'of.capacity > 0'],
        ['steps that follow each other have a gap', 'moment.step > before + 1', 'moment.step > before'],
      ]),
    ],
  ),
  ...triedWith(
    ['test/matchers/fused.test.ts'],
    mutantsOf('src/matchers/fused.ts', [
      ['as fast is faster', 'fused.runtime < alone.runtime &&', 'fused.runtime <= alone.runtime &&'],
      ['any gain is enough', '>= by * alone.runtime', '>= 0 * alone.runtime'],
      ['what does not fit is compared', "misfits.right === 'allow' ? []", "misfits.right !== 'nothing' ? []"],
      ['layers alone always fit', "note === '' ? []", "note !== note + ' ' ? []"],
      [
        'a chain fits where its shared buffer does',
        'pass: fused.buffers.fits',
        'pass: fused.buffers.l1.fits',
      ],
    ]),
  ),
]
