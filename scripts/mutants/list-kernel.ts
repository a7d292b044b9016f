/** Mutants of the two kernels over typed arrays. */
import { type Mutant, mutantsOf } from './mutant'

export const kernelMutants: readonly Mutant[] = [
  ...mutantsOf('src/analysis/kernel/coupling.ts', [
    [
      'the tile before lies on the other side',
      'const first = -shiftA - shiftB',
      'const first = shiftA - shiftB',
    ],
    ['a window overlaps one element more', 'after[a]! + after[b]! - 2', 'after[a]! + after[b]! - 1'],
    ['windows never overlap', 'a <= d || b <= s ? a * b : s * a + d * (b - s)', 'a * b'],
  ]),
  ...mutantsOf('src/analysis/kernel/units.ts', [
    ['nothing of a standing cover is kept', '(stands ? size - kept : size)', 'size'],
    ['the unit with the short tile was idle', 'shortBefore > 0 ? fullBefore + 1 : fullBefore', 'fullBefore'],
  ]),
  ...mutantsOf('src/analysis/kernel/level.ts', [
    ['a short last tile is full', 'trips.last[i] = length - lastStart', 'trips.last[i] = cover'],
    ['a short unit makes no box irregular', 'if (units * tile !== after[p]) regular = 0', ''],
  ]),
  ...mutantsOf('src/analysis/kernel/walk.ts', [
    ['a loop moves on once more', 'around * (steps - 1)', 'around * steps'],
    ['a started cycle is free', 'Math.ceil(macs / lanes)', 'Math.floor(macs / lanes)'],
    ['a loop wraps forwards', '= -trips.lastStart[first + l]!', '= trips.lastStart[first + l]!'],
    ['entries of other boxes are alike', 'tape.runs[run] = entry', 'tape.runs[run] = 0'],
    ['a step happens once a run', 'now[TIMES] = now[ONCE]! * runs', 'now[TIMES] = now[ONCE]!'],
    ['one unit of a class drains', 'unitCount[c]!, drains, finals', '1, drains, finals'],
  ]),
  ...mutantsOf('src/cost/kernel/time.ts', [
    ['single buffers hide what leaves', 'cycles = ingress + inner + egress', 'cycles = ingress + inner'],
    ['what leaves takes no time', 'if (egress > cycles) cycles = egress', ''],
    ['a run has the steps of all runs', 'rows[i + PER_RUN]! * cycles', 'rows[i + COUNT]! * cycles'],
    ['the shortest transfer is the longest', 'ingress < leastIngress', 'ingress > leastIngress'],
    ['the drain is not charged', 'toEgress + drainOf(level)', 'toEgress'],
    [
      'a step is charged once',
      'if (charging === CHARGE_EACH) toEgress += egressOfAll',
      'if (charging === CHARGE_EACH) toEgress += egress',
    ],
  ]),
]
