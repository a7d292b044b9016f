/** Mutants of the search for the layers to fuse, of explorations of chains, and of needs that lie apart. */
import { type Mutant, mutantsOf } from './mutant'

const searched = ['test/fusion/{fuse-network.prop,best}.test.ts']
const explored = ['test/fusion/explore-fused.test.ts']

const apart = ['test/fusion/gaps.prop.test.ts']

export const fusionNetworkMutants: readonly Mutant[] = [
  ...mutantsOf(
    'src/fusion/alive.ts',
    [
      ['what no tile needs is ahead', 'line.top - next - apart', 'line.top - next'],
      ['what no tile needs is fresh ahead', 'Math.max(next, seen) - apart', 'Math.max(next, seen)'],
      ['what no tile needs lies behind', 'line.needed - later', 'line.top - line.base - later'],
      ['gaps do not come nearer', 'line.ahead[group]! - passed * line.within[group]!', 'line.ahead[group]!'],
    ],
    apart,
  ),
  ...mutantsOf(
    'src/fusion/lines.ts',
    [
      ['the gap after a tile is ahead of the next', 'before[g]! + within[g]!', 'before[g]!'],
      ['needs that lie apart touch', 'all += Math.max(0, here.low - end)', 'all += 0'],
    ],
    apart,
  ),
  ...mutantsOf(
    'src/fusion/cuts.ts',
    [
      ['energies of groups do not add up', 'energy: before.energy + cost.energy', 'energy: cost.energy'],
      ['a group ends one layer early', 'last === count - 1', 'last === count - 2'],
      ['groups follow any groups', 'ways[group.first]!.flatMap', 'ways[0]!.flatMap'],
      ['the product is a sum', 'runtime * energy', 'runtime + energy'],
      [
        'the best network has a cut everywhere',
        'first <= after && last > after',
        'first <= after && last >= after',
      ],
      ['a cut may stay where there is none', 'groups.filter((group) => !ends(group))', 'groups'],
      [
        'the second-best network has the same cuts',
        'cutsAt(whole, after) ? without : cut',
        'cutsAt(whole, after) ? cut : without',
      ],
      [
        'one point of each group is enough for a product',
        "if (objective !== 'edp') return",
        'if (objective.length > 0) return',
      ],
    ],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/group-tiles.ts',
    [
      ['tiles are halves or none', 'tiles <= Math.min(extent, most)', 'tiles <= Math.min(extent, 2)'],
      ['the last tiles are left out', 'tiles <= Math.min(extent, most)', 'tiles < Math.min(extent, most)'],
      ['nests of two dimensions have one of them', 'nests.push([a, b])', 'nests.push([a])'],
      ['one dimension is enough', 'limits.mostDimensions < 2', 'limits.mostDimensions < 3'],
    ],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/search-groups.ts',
    [
      ['a nest need not fit', 'estimate?.buffers.fits === true ? estimate : undefined', 'estimate'],
      [
        'what is alive has to leave room',
        'Math.max(...fullest.most) > roomOf',
        'Math.max(...fullest.most) >= roomOf',
      ],
      [
        'a group has one layer fewer',
        'first + parts.options.mostLayers',
        'first + parts.options.mostLayers - 1',
      ],
      ['the first layer costs what it costs inside', '[first + i, i === 0]', '[first + i]'],
    ],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/nothing-fits.ts',
    [
      ['the layer in the way is the last', 'isReached.lastIndexOf(true)', 'isReached.length'],
      ['a buffer that is just large enough is too small', 'room > roomOf(', 'room >= roomOf('],
    ],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/choose.ts',
    [['the least room is that of one layer', 'limits.map((limit) =>', 'limits.slice(0, 1).map((limit) =>']],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/best-dataflow.ts',
    [['every box has one dataflow', "JSON.stringify({ ...box, name: '' })", 'JSON.stringify(box.kind)']],
    searched,
  ),
  ...mutantsOf(
    'src/fusion/explore-fused.ts',
    [
      [
        'the first parameter varies fastest',
        'let p = parameters.length - 1; p >= 0; p--',
        'let p = 0; p < parameters.length; p++',
      ],
      ['designs that do not fit compete', 'else if (fused.right.buffers.fits)', 'else'],
      [
        'of equal designs the last is best',
        'each[objective] < best[objective]',
        'each[objective] <= best[objective]',
      ],
      [
        'the front is of the first objective',
        'chosen.map((objective) => design[objective])',
        'chosen.map(() => design[chosen[0]!])',
      ],
    ],
    explored,
  ),
]
