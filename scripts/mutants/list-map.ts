/**
 * Mutants of mapping search. Those of the bounds stand in their definition, and are tried without the kernel that computes the
 * same: it would catch every difference, and a fault that stands in both would go unseen.
 */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const admissibility = ['test/map/{traps,bound.prop}.test.ts']
const again = ['test/map/again.prop.test.ts']
const fills = ['test/map/fills.prop.test.ts']
const parts = ['test/map/parts.test.ts']
const restricted = ['test/map/restrictions.test.ts']
const answers = ['test/map/{equality,restrictions,parts,laws}.test.ts']

const boundMutants: readonly Mutant[] = triedWith(admissibility, [
  ...mutantsOf('src/map/bound.ts', [
    ['a bound is one cycle too high', 'crossing) - 1e-6)', 'crossing) - 1e-6) + 1'],
    [
      'a bound is 0.01 % of energy too high',
      'perCycle * bound.runtime) * (1 - rounding)',
      'perCycle * bound.runtime) * 1.0001',
    ],
    ['a cycle more costs static energy', 'perCycle * bound.runtime)', 'perCycle * (bound.runtime + 1))'],
  ]),
  ...mutantsOf('src/map/general-bound.ts', [
    ['a tile that fills L1 is too large', "outer > l1Room ? 'l1'", "outer >= l1Room ? 'l1'"],
    ['a tile that fills a cluster is too large', 'outer > clusterRoom ?', 'outer >= clusterRoom ?'],
    [
      'the general bound is a cycle too high',
      'runtime: Math.max(cycles, Math.ceil(outside))',
      'runtime: Math.max(cycles, Math.ceil(outside)) + 1',
    ],
    [
      'skipped operations take cycles',
      'const executed = hardware.perTensor?.sparsity?.executed ?? 1',
      'const executed = 1',
    ],
    ['gated operations take energy', 'sparsity?.effective ?? 1', 'sparsity?.executed ?? 1'],
  ]),
  ...mutantsOf('src/map/corner.ts', [
    [
      'steps are as many with any tiles',
      'ceil(ceil(extent, least), units) === ceil(ceil(extent, most), units) ?',
      'most > 0 ?',
    ],
    [
      'the last tile inside is one of its parts',
      'if (ceil(tile.most, inner.least) <= together)',
      'if (ceil(tile.least, inner.most) <= together)',
    ],
    [
      'a short last tile takes two steps inside',
      'last === least || last > limit ? 1 : ((tiles - 1) * least) / extent',
      '1',
    ],
    [
      'a short last tile of cluster 0 takes two steps inside',
      'last === tile || last > limit ? 1 : full / (full + last)',
      '1',
    ],
    [
      'the longest tiles leave the longest short one',
      'Math.min(most - 1, extent - least * full)',
      'Math.min(most - 1, extent - most * full)',
    ],
    [
      'the shortest tiles leave the shortest short one',
      'Math.max(1, extent - most * full) : 1',
      'Math.max(1, extent - least * full) : 1',
    ],
    ['the last tile of cluster 0 is full', 'most: heldTile === tile.least ? 0 : heldTile', 'most: 0'],
    ['the last cover is full', 'return extent - (steps - 1) * units * tile', 'return units * tile'],
    ['a short last tile keeps all PEs busy', 'ceil(last, inner.most)))', 'ceil(tile.least, inner.most)))'],
    ['more units are busy than the fewest', 'Math.min(units.least, tiles))', 'Math.min(units.most, tiles))'],
    [
      'a short last tile has as many tiles inside',
      'Math.max(ceil(extent, inner.most), (tiles - 1) * perTile + 1)',
      'tiles * perTile',
    ],
    [
      'a short last tile has as many steps inside',
      'ceil(innerTiles, innerMost), (tiles - 1) * stepsInside + 1)',
      'ceil(innerTiles, innerMost), tiles * stepsInside)',
    ],
    ['the last step of cluster 0 is full', '(steps - 1) * tile.least + 1,', 'steps * tile.least,'],
    ['the last run of cluster 0 has all its steps', '(steps - 1) * stepsInside + 1,', 'steps * stepsInside,'],
    [
      'tiles inside are those of the largest tile',
      'ceil(tile.least, inner.most)\n',
      'ceil(tile.most, inner.most)\n',
    ],
    ['an undecided spatial loop folds', 'const innerMost = mayBeInner', 'const innerMost = isInner'],
    [
      'tiles wait for the most units',
      'isOuter ? mostTiles <= units.least',
      'isOuter ? mostTiles <= units.most',
    ],
    [
      'the largest tiles fill the most units',
      'const tiles = ceil(extent, tile.most)',
      'const tiles = ceil(extent, tile.least)',
    ],
  ]),
  ...mutantsOf('src/map/amount.ts', [
    [
      'a short last tile is beyond the first elements',
      '(pieces - 1) * Math.min(least, k) + 1',
      'pieces * Math.min(least, k)',
    ],
    [
      'a window reaches one value less',
      '(dilation * (corner.loops[b]!.extent - 1)) / stride',
      '(dilation * (corner.loops[b]!.extent - 2)) / stride',
    ],
    [
      'halos are counted too often',
      ' -\n  mostBeyond(view, corner, a, dilation) * mostBeyond(view, corner, b, stride)',
      '',
    ],
    ['a new sweep meets nothing', 'const lost = view.sweeps(first, a) *', 'const lost ='],
    [
      'what a window shares is new',
      'stride * ((steps - 2) * cover.least + 1) > dilation',
      'stride * ((steps - 1) * cover.least + 1) > dilation',
    ],
    [
      'some PEs spread a loop in one fold',
      'Math.ceil(tile.most / inner.least) <= innerUnits.least',
      'Math.ceil(tile.least / inner.most) <= innerUnits.most',
    ],
  ]),
  ...mutantsOf('src/map/compute-bound.ts', [
    [
      'the first step is that of one PE of many',
      'return 1 / Math.max(1, loop.steps - 1)',
      'return 1 / Math.max(1, loop.steps)',
    ],
    [
      'the first step is the shortest one',
      'Math.min(1, tile.most / loop.critical)',
      'Math.min(1, tile.least / loop.critical)',
    ],
    ['the last fold is full', 'tile + Math.min(tile, extent - (folds - 1) * units * tile)', 'tile + tile'],
    [
      'the last step computes a full tile',
      '(steps - 1) * inTile + 1, inTile, best)',
      'steps * inTile, best)',
    ],
    ['an undecided spatial loop spreads nothing', 'if (box.inner === ANY) critical /= innerUnits.most', ''],
  ]),
  ...mutantsOf('src/map/transfer.ts', [
    ['a transfer waits a cycle more', 'flowing + fewest * (latency - 1)', 'flowing + fewest * latency'],
    ['transfers of no latency hide nothing', 'Math.max(0, flowing - most)', 'flowing'],
  ]),
  ...mutantsOf('src/map/time-bound.ts', [
    [
      'an undecided spatial loop leaves the first tile',
      'box.inner === ANY ? macs / innerUnits.most : macs',
      'macs',
    ],
    [
      'the first step of a short run is full',
      '(loop.steps - 1) * loop.inner.least + Math.min(loop.inner.least, lastTile(loop))',
      'loop.steps * loop.inner.least',
    ],
    [
      'a run on a short tile takes in all of it',
      '(runs - full) * transfer(1, network)',
      '(runs - full) * transfer(entry, network)',
    ],
    ['all steps are full', 'lastTile(loop) === loop.tile.least ? loop.steps : loop.steps - 1', 'loop.steps'],
    [
      'a short tile enters like a full one',
      '(loop.steps - 1) * least + Math.min(least, lastTile(loop))',
      'loop.steps * least',
    ],
    ['what slides enters whole', 'if ((outer.by & ~tensor.plainBits) !== 0) return 0\n', ''],
    ['runs show what others hide', 'isWithin ? exposed : innerFill', 'exposed'],
  ]),
  ...mutantsOf('src/map/critical.ts', [
    ['the first PE works on a longer tile', 'Math.min(length, inner))', 'Math.min(length, inner + 1))'],
  ]),
  ...mutantsOf('src/map/kinds.ts', [
    ['the steps that begin anew compute too', 'critical * (1 - ofFirst)', 'critical'],
    ['all PEs are at work in all steps', '(loops.macs / pes) * (1 - ofAll)', '(loops.macs / pes)'],
    ['all that moves arrives in the rest', 'steps) * (1 - first)', 'steps)'],
    ['units that go idle keep their outputs', 'network.reduction || (', 'network.reduction && ('],
    [
      'runs that begin anew are exposed as well',
      '(productOver(corner, inner, ends.full) - 1)',
      'productOver(corner, inner, ends.full)',
    ],
    ['as many steps in the rest as in all', '({ steps }) => steps) - 1)', '({ steps }) => steps))'],
    ['what stays takes another drain', 'ends.innerDrain\n  }', 'ends.innerDrain + ends.drain\n  }'],
    ['what stays is filled twice', 'return brought + begun', 'return ends.fill + brought + begun'],
    ['steps that begin anew inside compute too', '(length * (1 - first)) / simd', 'length / simd'],
    [
      'what stays inside takes another drain',
      'transfers(critical, 1, most + 1, network) + drain\n',
      'transfers(critical, 1, most + 1, network) + drain + innerDrain\n',
    ],
    [
      'what stays inside is filled twice',
      'return fill + brought + exposedSteps',
      'return fill + innerFill + brought + exposedSteps',
    ],
    [
      'a short tile begins anew as a full one',
      'productOver(corner, inner & relevant, ({ cover }) => cover.least)',
      'productOver(corner, inner & relevant, ({ cover }) => cover.most)',
    ],
  ]),
  ...mutantsOf('src/map/volumes.ts', [
    [
      'what does not scale inside is on the hyperbola',
      'repeated = { volume: share * strong,',
      'repeated = { volume: strong,',
    ],
    ['the class holds in every visit', 'share * strong + (1 - share) * Math.min(strong, weak))', 'strong)'],
    ['every PE has a copy in every visit', 'copies.busyInside / copies.tiles', 'copies.busyInside'],
    [
      'values that lie apart share what neighbours do',
      'amount *= isApart ? a + b - 1 : distinct',
      'amount *= distinct',
    ],
    ['what stays comes anew', 'const again = irrelevant & ~over\n', 'const again = irrelevant\n'],
    [
      'cluster 0 is visited for every tile',
      'used * repeats(corner, again, ({ steps }) => steps)',
      'used * repeats(corner, again, ({ tiles }) => tiles)',
    ],
  ]),
  ...mutantsOf('src/map/held.ts', [
    ['PEs that spread a loop hold what one does', '(isSpread ? innerUnits.most : 1) * room', 'room'],
    ['the PEs of a cluster hold one element less', 'return Math.min(size, ', 'return -1 + Math.min(size, '],
    ['what is just held is not', 'if (size <= held) return 0', 'if (size < held) return 0'],
    [
      'a short tile along the loop that moves is brought whole',
      '(whole * (extent - shortOf(corner.loops[loop]!).most)) / extent',
      'whole',
    ],
    ['a short tile is more than what is held', 'withShort > held', 'size > held'],
  ]),
  ...mutantsOf(
    'src/map/again.ts',
    [
      [
        'a window reaches no further than its tile',
        'dilation * (extent - 1) + 1',
        'dilation * (tile.most - 1) + 1',
      ],
      ['short tiles come again as full ones', 'short.most > 0 ? full / (full + 1) : 1', '1'],
      ['nothing that slides is kept', 'Math.max(0, all - kept) / all', '1'],
      [
        'one element less is kept',
        'const each = Math.max(0, reach - stride)',
        'const each = Math.max(0, reach - stride - 1)',
      ],
    ],
    again,
  ),
  ...mutantsOf('src/map/still.ts', [
    ['the second loops of windows stand as well', 'bits & ~(1 << b), relevant', 'bits, relevant'],
    [
      'all PEs hold tiles as long as those of level 0',
      'loop === spread ? ceil(tile.least, innerUnits.most) : tile.least',
      'tile.least',
    ],
    [
      'the longest tile is one shorter',
      'return Math.min(most, size + Math.floor(',
      'return -1 + Math.min(most, size + Math.floor(',
    ],
    [
      'a short tile has as many tiles inside',
      '(tiles - 1) * ceil(tile.least, longest) + 1',
      'tiles * ceil(tile.least, longest)',
    ],
    [
      'what fills a PE is too large',
      '> room) return Number.POSITIVE_INFINITY',
      '>= room) return Number.POSITIVE_INFINITY',
    ],
    ['inputs come anew in every step', ' && outer.always\n', '\n'],
    [
      'an input that is held is not moved',
      'Math.max(most, Math.min(whereMoved, whereHeld))',
      'Math.max(most, whereMoved)',
    ],
    [
      'an input that moves is not held',
      'Math.max(most, Math.min(whereMoved, whereHeld))',
      'Math.max(most, Math.min(1e300, whereHeld))',
    ],
  ]),
  ...mutantsOf('src/map/moved.ts', [
    ['the loops of a class keep every tensor', 'of.stays === number ? of.inner : irrelevant', 'of.inner'],
    ['what moves with an inner loop moves always', 'always: over === 0', 'always: true'],
  ]),
  ...mutantsOf('src/map/coupled.ts', [
    [
      'the hyperbola of two tensors is wrong by one',
      'return product / Math.min(largest, room)',
      'return product / (Math.min(largest, room) - 1)',
    ],
    [
      'the fewest units share a tile',
      'loop === box.outer ? units.most : 1',
      'loop === box.outer ? units.least : 1',
    ],
    [
      'loops of a window do not move together',
      'moved += Math.min(perMac(tensor, corner, loop, most), alone(partner, loop))',
      'moved += perMac(tensor, corner, loop, most)',
    ],
    ['a window that slides is new', 'part *= Math.min(b, axis.stride) / b', 'part *= 1'],
    [
      'the tensor that stays needs its room twice',
      'tensors.filter((_, t) => t !== stays),\n      tile',
      'tensors,\n      tile',
    ],
  ]),
  ...mutantsOf('src/map/energy-bound.ts', [
    ['a cover has no room of its own', 'spaceOf(streams) + covers[stays]!', 'spaceOf(streams)'],
    ['partial sums cross three times together', 'together(streams, 1, 2)', 'together(streams, 3, 6)'],
    ['the first partial sums are read', '(outer - used * width) * shared.read', 'outer * shared.read'],
    [
      'the first partial sums come from outside',
      'const back = (moved - tensor.used) * tensor.width',
      'const back = all',
    ],
    [
      'what fills the shared buffer does not fit',
      '> machine.sharedRoom) continue',
      '>= machine.sharedRoom) continue',
    ],
    ['clusters share by the outer network', 'const inner = (shares(1)', 'const inner = (shares(0)'],
  ]),
  ...mutantsOf('src/map/target.ts', [
    [
      'an unknown capacity costs the first price',
      'Math.min(...energy.points.map(([, each]) => each))',
      'energy.points[0]![1]',
    ],
  ]),
])

const widthMutants: readonly Mutant[] = triedWith(
  ['test/map/bound.prop.test.ts'],
  mutantsOf('src/map/least-widths.ts', [
    ['buffers hold words', '(bytes * unitsPerByte) / least', '(bytes * unitsPerByte) / (2 * least)'],
    ['narrow elements take longer', '(bandwidth / part) * (1 + rounding)', 'bandwidth * part'],
    ['a narrow access costs a word', 'read: read * part', 'read'],
    ['all of an operand is beyond the least', 'widths.operands[t]! - least', 'widths.operands[t]!'],
    ['sums are as wide as operands', 'Math.min(partial[t]!, final[t]!)', 'Math.max(partial[t]!, final[t]!)'],
    [
      'complete sums are as wide as partial ones',
      'used === loops.macs ? widths.final[t]! :',
      'used < 0 ? 0 :',
    ],
  ]),
)

const fillMutants: readonly Mutant[] = triedWith(fills, [
  ...mutantsOf('src/map/least-fills.ts', [
    [
      'a tile that fills the buffer is too large',
      'if (need(low) > room) return null',
      'if (need(low) >= room) return null',
    ],
    ['a step brings a hundredth more', 'least.fills * (1 - rounding)', 'least.fills * 1.01'],
    ['no tile is short', 'if (last === 0) return full', 'if (last >= 0) return full'],
    ['a step moves the loop that brings most', 'Math.min(least, brought)', 'Math.max(least, brought)'],
    ['what counts in part comes in full', '(1 - weights[i]!) * each', 'each'],
  ]),
  ...mutantsOf('src/map/moving.ts', [
    [
      'what slides comes whole',
      'amount *= a * Math.min(b, axis.stride)',
      'amount *= distinctValues(axis, a, b)',
    ],
  ]),
  ...mutantsOf('src/map/spread.ts', [
    ['tiles lie apart by one more', '(units - 1) * tile + 1', 'units * tile + 1'],
    ['folds of units lie apart', 'first.isStill || lieApart(', 'true || lieApart('],
    ['nothing is kept from run to run', ' - (mostTiles - 1) * ends * overlap', ''],
    [
      'folds of PEs lie apart',
      'if (!isOneFold(first, corner) && !lieApart(axis, inner.least, innerUnits.least, second)) return 0',
      '',
    ],
    ['a filter is spread all at once', 'second.tile.least < second.extent || ', ''],
  ]),
])

const partMutants: readonly Mutant[] = triedWith(parts, [
  ...mutantsOf('src/map/hyperbola.ts', [
    ['the least lies at the other factor', 'Math.sqrt((b * product) / a)', 'Math.sqrt((a * product) / b)'],
  ]),
  ...mutantsOf('src/map/found.ts', [
    ['energy decides between equal energies', "objective === 'energy' ? runtime : energy", 'energy'],
    ['values are equal when they are near', '<= 1e-9 * Math.max(a, b)', '<= 1e-2 * Math.max(a, b)'],
    [
      'a front keeps dominated points',
      'costs.runtime < runtime || costs.energy < energy)',
      'costs.runtime < runtime || costs.energy >= energy)',
    ],
    ['one value too few is kept', '.slice(0, most)', '.slice(0, most - 1)'],
  ]),
  ...mutantsOf('src/map/ranking.ts', [
    [
      'equal mappings are told apart by none',
      'return first < second ? -1 : first > second ? 1 : 0',
      'return 0',
    ],
    ['one value more than asked for', 'if (top.length === most) break', 'if (top.length > most) break'],
    [
      'a front keeps equal energies',
      'each.energy < front.at(-1)!.energy',
      'each.energy <= front.at(-1)!.energy',
    ],
    ['a bound within a thousandth is met', '1 - 2e-9', '1 - 1e-3'],
    ['a gap is a part of the best', ': best / lower - 1', ': 1 - lower / best'],
  ]),
  ...mutantsOf('src/map/merge.ts', [
    [
      'the greater of two bounds counts',
      "return typeof b === 'number' ? Math.min(a, b) : b",
      "return typeof b === 'number' ? Math.max(a, b) : b",
    ],
    [
      'one proof is enough',
      'proven: (a.proven && b.proven) || reached',
      'proven: a.proven || b.proven || reached',
    ],
    ['the lesser gap of two fronts counts', 'Math.max(...gaps)', 'Math.min(...gaps)'],
    ['nodes of one shard count', 'nodes: a.nodes + b.nodes', 'nodes: a.nodes'],
  ]),
  ...mutantsOf('src/map/order-class.ts', [
    [
      'a class has the inner loops of another',
      'const innermost = inner & movesAll\n',
      'const innermost = inner\n',
    ],
    ['any loop is next', 'next: relevant })', 'next: all })'],
    [
      'one order of the inner loops too many',
      'factorials[countBits(of.inner) - 1]!',
      'factorials[countBits(of.inner)]!',
    ],
  ]),
  ...mutantsOf('src/map/space.ts', [
    [
      'any larger tile is balanced',
      'ceilDivide(extent, tile) !== ceilDivide(extent, tile - 1)',
      'ceilDivide(extent, tile) !== ceilDivide(extent, tile + 1)',
    ],
    ['loops stand the other way round', 'out < within', 'out > within'],
  ]),
])

const answerMutants: readonly Mutant[] = triedWith(answers, [
  ...mutantsOf('src/map/answer.ts', [
    ['what was closed does not bound', 'Math.min(open, closed, goal.below)', 'Math.min(open, goal.below)'],
    ['what is open does not bound', 'Math.min(open, closed, goal.below)', 'Math.min(closed, goal.below)'],
    ['a stopped search is proven', 'proven: isDone ||', 'proven: true ||'],
    ['the closed part of a front leaves no gap', 'search.closedGap,', '0,'],
    [
      'nothing found in time is infeasible',
      'result.best === null && areDone(blocks)',
      'result.best === null',
    ],
  ]),
  ...mutantsOf('src/map/search-state.ts', [
    [
      'a box within a hundredth of the best is closed',
      '(1 + goal.gap) * (1 + tolerance)',
      '(1 + goal.gap) * 1.01',
    ],
    ['the first of several values is to be beaten', 'found[goal.top - 1]', 'found[0]'],
    ['a box at the limit is closed', 'runtime > limits.runtime ||', 'runtime >= limits.runtime ||'],
  ]),
  ...mutantsOf(
    'src/map/mirror.ts',
    [
      [
        'both of two mirrored halves are closed',
        'if (own !== image) return image < own',
        'if (own !== image) return true',
      ],
      ['orders do not tell sides apart', 'orders.some((rules) => rules.length > 0)', 'false'],
      ['tiles do not tell sides apart', 'rules.some((rule) => rule !== null)', 'false'],
    ],
    ['test/map/{parts,pattern,mirror}.test.ts'],
  ),
  ...mutantsOf(
    'src/map/kernel/bound.ts',
    [
      [
        'a box is worse that costs half as much',
        'least * fewest >= cap.edp',
        'least * fewest * 2 >= cap.edp',
      ],
      ['a box is worse that is nearly as good', 'least >= cap.energy ||', 'least * 1.01 >= cap.energy ||'],
    ],
    ['test/map/kernel.prop.test.ts'],
  ),
  ...mutantsOf(
    'src/map/narrow-part.ts',
    [
      [
        'what fits is not looked at again',
        'if (low[i]! > whole.low[i]!) return true',
        'if (low[i]! > whole.low[i]!) return false',
      ],
      [
        'smaller tiles leave the others as they are',
        'return !isCut || narrowByShape(space, part, draft)',
        'return true',
      ],
      ['a part is as large as the whole', 'if (part.high[i]! < high[i]!) high[i] = part.high[i]!', ''],
    ],
    ['test/map/narrow.prop.test.ts'],
  ),
  ...mutantsOf(
    'src/map/capacity.ts',
    [
      [
        'a tile less fits',
        'least + Math.floor((room - need) / step)',
        'least + Math.ceil((room - need) / step) - 1',
      ],
    ],
    answers,
  ),
  ...mutantsOf(
    'src/map/count-ways.ts',
    [
      [
        'loops that may be innermost are not counted',
        'first += outside * (sums[from + 1]! + nextOuter * sums[from]!)',
        'first += outside * sums[from + 1]!',
      ],
      ['what is distinguished at both levels is counted once', 'nextOuter * nextInner * own', '0'],
      [
        'the orders of a class are those of any',
        'factorials[Math.max(0, outside - 1)]!',
        'factorials[outside]!',
      ],
    ],
    ['test/map/count.test.ts'],
  ),
  ...mutantsOf(
    'src/map/count-free.ts',
    [
      ['boxes of other clusters have the same choices', '  a.least === b.least &&\n', ''],
      ['products are exact', 'if (sum < largestExact) return BigInt(sum)', 'return BigInt(sum)'],
    ],
    ['test/map/count.test.ts'],
  ),
  ...mutantsOf('src/map/narrow.ts', [
    [
      'clusters of as many PEs as tiles are repeated',
      'if (box.least <= used) return false',
      'if (box.least < used) return false',
    ],
    [
      'fewer clusters than tiles are repeated',
      'Math.floor(pes / box.most) >= clusters',
      'Math.floor(pes / box.least) >= clusters',
    ],
    [
      'two folds are tiles for all units',
      'Math.ceil(extent / fewestUnits) - 1)',
      'Math.ceil(extent / mostUnits) - 1)',
    ],
  ]),
  ...mutantsOf(
    'src/map/read-request.ts',
    [
      ['a runtime has no gap', 'const gapOfRuntimes = 0.001', 'const gapOfRuntimes = 0'],
      ['a utilization counts PEs alone', 'macs / (utilization * pes * simd)', 'macs / (utilization * pes)'],
    ],
    restricted,
  ),
  ...mutantsOf(
    'src/map/network-answer.ts',
    [['the gap of a network is that of nothing', '1 / (1 + (gap ?? 0))', '1']],
    restricted,
  ),
  ...mutantsOf(
    'src/map/network-search.ts',
    [['layers of other sizes are one', "{ ...copy, name: '' }", "{ name: '' }"]],
    restricted,
  ),
  ...mutantsOf(
    'src/map/why.ts',
    [
      [
        'the outermost of several buffers is named',
        "['l1', 'clusters', 'l2'] as const) {",
        "['l2', 'clusters', 'l1'] as const) {",
      ],
      [
        'a resident tensor needs two tiles',
        'Math.min(tensor.used, buffers * tilesOf([tensor], cover))',
        'buffers * tilesOf([tensor], cover)',
      ],
    ],
    restricted,
  ),
])

export const mapMutants: readonly Mutant[] = [
  ...boundMutants,
  ...fillMutants,
  ...widthMutants,
  ...partMutants,
  ...answerMutants,
]
