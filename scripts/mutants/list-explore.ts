/** Mutants of exploring: what stages declare, the rules that follow, and what is counted instead of looked at. */
import { type Mutant, mutantsOf } from './mutant'

const declared = ['test/explore/declarations.prop.test.ts', 'test/explore/rules.test.ts']
const explored = [
  'test/explore/growth.prop.test.ts',
  'test/explore/rules.test.ts',
  'test/explore/pairs.prop.test.ts',
]

export const exploreMutants: readonly Mutant[] = [
  ...mutantsOf(
    'src/cost/time.ts',
    [
      ['the runtime rises with bandwidth', "    bandwidth: 'falls',", "    bandwidth: 'rises',"],
      ['lanes take no time', "    simd: 'falls',\n", ''],
    ],
    declared,
  ),
  ...mutantsOf(
    'src/cost/residency.ts',
    [['off-chip traffic reads no capacity', "declare({ l2: 'falls' }, { counts", 'declare({}, { counts']],
    declared,
  ),
  ...mutantsOf(
    'src/cost/energy.ts',
    [['energy by the capacity of L1 is constant', "? {} : { l1: 'varies' }", '? {} : {}']],
    declared,
  ),
  ...mutantsOf(
    'src/cost/energy.ts',
    [['energy by the capacity of L2 is constant', "? {} : { l2: 'varies' }", '? {} : {}']],
    explored,
  ),
  ...mutantsOf(
    'src/cost/totals.ts',
    [['the average power rises with time', "seconds: 'falls' }", "seconds: 'rises' }"]],
    declared,
  ),
  ...mutantsOf(
    'src/cost/area.ts',
    [
      ['no network shrinks', "a1 >= 0 ? 'rises' : 'varies'", "a1 >= 0 ? 'rises' : 'rises'"],
      ['a bus is free', 'area.bus[of] === 0 ? growing', 'area.bus[of] >= 0 ? growing'],
    ],
    declared,
  ),
  ...mutantsOf(
    'src/cost/area.ts',
    [['what is left for bytes is the whole limit', 'limit - besides) / perByte', 'limit) / perByte']],
    explored,
  ),
  ...mutantsOf(
    'src/cost/stage.ts',
    [
      ['what falls and what rises rise together', "a === b ? a : 'varies'", 'a'],
      ['what falls with what falls, falls', "outer === 'rises' ? inner : opposite[inner]", 'inner'],
    ],
    declared,
  ),
  ...mutantsOf(
    'src/explore/rules.ts',
    [
      ['utilization is better if it falls', "(isMaximized(figure) ? 'falls' : 'rises')", "'rises'"],
      [
        'every limit has a border',
        'asked.limited.every((figure) => isBordered',
        'asked.limited.some((figure) => isBordered',
      ],
      [
        'larger machines are sound',
        "areNoBetter(asked, 'pes') && areSoundFewer(asked, 'pes')",
        "areNoBetter(asked, 'pes')",
      ],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/explore/profile.ts',
    [
      ['less energy makes up for off-chip time', 'if (offChip < cycles) least', 'if (offChip < 0) least'],
      [
        'any lanes take as long where bandwidth saves nothing',
        'a.slowest !== b.slowest || a.fastest !== b.fastest',
        'a.slowest < 0',
      ],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/explore/pairs.ts',
    [
      ['rows under the line are counted from the first', 'from + some - 1, first)', 'from, first)'],
      ['a row has one column fewer', '+ under + floorSum', '+ floorSum'],
      ['any step is even', '- values[i - 1]! !== step', '- values[i - 1]! < step'],
      [
        'a row ends where it surely may',
        'return within + countWhile(within, beyond',
        'return within + 0 * countWhile(within, beyond',
      ],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/internal/arithmetic.ts',
    [['the axes of a floor sum are not exchanged', 'b = end - n * m', 'b = end']],
    explored,
  ),
  ...mutantsOf(
    'src/explore/budget.ts',
    [
      ['one limit counts, of two', 'surely = Math.min(surely, left.surely)', 'surely = left.surely'],
      [
        'the average power has no limit',
        'runtime, energy }) ?? 0) <= limit',
        'runtime, energy }) ?? 0) >= 0',
      ],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/explore/search.ts',
    [['no larger buffer saves power', 'if (bandwidths === 0) continue', 'if (bandwidths === 0) break']],
    explored,
  ),
  ...mutantsOf(
    'src/explore/sound.ts',
    [
      ['some exact counts are enough', '!allExact || !(mostRuntime', '!(mostRuntime'],
      [
        'one slow design is like all',
        '!(leastRuntime <= largestCount)) return true',
        '!(mostRuntime <= largestCount)) return true',
      ],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/explore/cells.ts',
    [
      ['a larger machine is no better', '!counts || size >= alike.least', 'true'],
      ['the first speaks for all', 'if (areSame(ofFirst, ofLast)) {', 'if (true) {'],
      ['lanes are visited in order of size', 'visited.sort((a, b) => a - b)', 'visited'],
    ],
    explored,
  ),
  ...mutantsOf(
    'src/explore/alone.ts',
    [['the shared buffer always fits', 'hardware, SHARED)) return', 'hardware, counts.levels)) return']],
    explored,
  ),
]
