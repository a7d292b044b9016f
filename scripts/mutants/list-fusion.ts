/** Mutants of fused chains: of needs, of what lives how long, of what crosses the border of the chip, and of choices. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const byHand = ['test/fusion/by-hand.test.ts', 'test/fusion/rules.test.ts']
const enumerated = [...byHand, 'test/fusion/enumeration.prop.test.ts']
const grouped = ['test/fusion/jumps.prop.test.ts']
const chosen = [...byHand, 'test/fusion/choose.prop.test.ts']

const needMutants = triedWith(enumerated, [
  ...mutantsOf('src/fusion/lines.ts', [
    [
      'what is retained is computed again',
      '  retains ? { low: Math.min(high, Math.max(low, end)), high } : { low, high }',
      '  ({ low, high })',
    ],
    [
      'everything is retained',
      '  retains ? { low: Math.min(high, Math.max(low, end)), high } : { low, high }',
      '  ({ low: Math.min(high, Math.max(low, end)), high })',
    ],
    [
      'a loop that reaches nothing computes again',
      'retains: l > innermostReaching(loops, k)',
      'retains: false',
    ],
    [
      'a loop that reaches nothing keeps everything',
      'retains: l > innermostReaching(loops, k)',
      'retains: true',
    ],
    ['a layer without a box needs something', 'isEmpty(computed) ? null : reach === null', 'reach === null'],
    [
      'the next tile needs nothing',
      'if (!isEmpty(here)) following = here.low',
      'if (!isEmpty(here)) following = top',
    ],
    [
      'what is needed at all ends early',
      'const top = lasts[lasts.length - 1]?.high ?? 0',
      'const top = lasts[0]?.high ?? 0',
    ],
    [
      'the last tile is never short',
      'const moved = { low: tile * loop.size, high: Math.min(loop.extent, (tile + 1) * loop.size) }',
      'const moved = { low: tile * loop.size, high: (tile + 1) * loop.size }',
    ],
  ]),
  ...mutantsOf('src/fusion/touched.ts', [
    [
      'padding is produced',
      'const clipped = { low: Math.max(0, low), high: Math.min(extent, high) }',
      'const clipped = { low, high }',
    ],
    ['sums count twice', 'const shifted = Math.max(0, n - b)', 'const shifted = 0'],
    ['holes are touched', 'return below(place.extent) - below(0)', 'return lengthOf(hullOf(terms, place))'],
    ['gaps are shared', 'if (isDense(a, b) && isDense(c, d))', 'if (a.coefficient > 0)'],
  ]),
  ...mutantsOf('src/fusion/standing.ts', [
    [
      'of the first input, gaps are fetched',
      'elements: k === 0 ? touchedOf(terms, place) : lengthOf(hull)',
      'elements: lengthOf(hull)',
    ],
    [
      'what is handed on has holes',
      'elements: k === 0 ? touchedOf(terms, place) : lengthOf(hull)',
      'elements: touchedOf(terms, place)',
    ],
    ['what is not needed is fetched', 'if (k + 1 < links.length && factor[k + 1] === 0) factor[k] = 0', ''],
  ]),
  ...mutantsOf('src/fusion/links.ts', [
    ['rows left over are a fault', 'if (left >= 0 && left < strideOf', 'if (left === 0 && left < strideOf'],
    [
      'what is handed on ends where the window does',
      'return own.map(({ padding }, a) => ({ padding, extent: produced[a] ?? 1 }))',
      'return own',
    ],
  ]),
  ...mutantsOf('src/fusion/outer-nest.ts', [
    [
      'everything is retained by default and by wish',
      "retains: halos.get(dimension)?.halo !== 'recompute'",
      'retains: true',
    ],
    ['holes may be one element wide', 'return step > reach', 'return step > reach + 1'],
    ['windows that touch leave holes', 'return step > reach', 'return step >= reach'],
    [
      'two loops may move one axis',
      'other !== loop && other.axes[k] === loop.axes[k]',
      'other === loop && other.axes[k] !== loop.axes[k]',
    ],
  ]),
  ...mutantsOf('src/fusion/runs.ts', [
    ['an empty box is a run', 'lengthOf(computed) === 0 ? []', 'lengthOf(computed) < 0 ? []'],
    [
      'kinds that a loop does not move count once',
      'if (of.moves < 0) times *= of.tiles',
      'if (of.moves < 0) times *= 1',
    ],
    [
      'each element is computed once per tile',
      'if (!moved.includes(dimension)) points *= lengthOf(interval)',
      'points *= lengthOf(interval)',
    ],
  ]),
])

const lifetimeMutants = triedWith(enumerated, [
  ...mutantsOf('src/fusion/alive.ts', [
    [
      'what is computed in a step was there before',
      'let alive = isSelf ? contained - fresh : 0',
      'let alive = isSelf ? contained : 0',
    ],
    [
      'what is needed in the step is not alive',
      'let alive = isSelf ? contained - fresh : 0',
      'let alive = 0',
    ],
    [
      'what is computed later lives now',
      'alive += outerContained * later - outerFresh * freshLater',
      'alive += outerContained * later',
    ],
    [
      'outer loops keep what they compute anew',
      'alive += outerContained * later - outerFresh * freshLater',
      'alive += outerContained * (later - freshLater)',
    ],
    [
      'inner loops have no later need',
      'inside = places[i + NO_LATER_CONTAINED]! * inside + places[i + NO_LATER_OUTSIDE]! * all',
      'inside = places[i + NO_LATER_CONTAINED]! * inside',
    ],
    ['inside, only this tile counts', 'all *= places[i + ALL]!', 'all *= places[i + CONTAINED]!'],
    [
      'what earlier tiles saw is computed later',
      'const seen = contained > 0 ? Math.max(end, high) : end',
      'const seen = end',
    ],
  ]),
  ...mutantsOf('src/fusion/occupancy.ts', [
    ['sums live only while they are summed', ': layer === count - 1 || isSumKept', ': layer === count - 1'],
    ['sums are there from the start', ': layer === count - 1 || isSumKept', ': layer >= 0'],
    ['the part that is fetched counts once', 'const fresh = tensor === 0 ? copies : 1', 'const fresh = 1'],
    ['all that is computed counts twice', 'const fresh = tensor === 0 ? copies : 1', 'const fresh = copies'],
    ['the last output counts once', '? weights.last * copies * sums', '? weights.last * sums'],
    [
      'a result is there before it is made',
      'if (layer < tensor - 1) return',
      'if (layer < tensor - 2) return',
    ],
    ['a result goes before it is taken', 'if (layer > tensor) return', 'if (layer >= tensor) return'],
    ['of two layers, the later step is told', 'one[l]! < other[l]!', 'one[l]! > other[l]!'],
    ['what goes on begins anew', 'every(({ isOutput }) => !isOutput)', 'every(({ isOutput }) => isOutput)'],
  ]),
])

const borderMutants = triedWith(enumerated, [
  ...mutantsOf('src/fusion/border.ts', [
    [
      'sums that come back are complete',
      'writeWeight: elements * final + back * partial',
      'writeWeight: (elements + back) * final',
    ],
    ['sums come back complete', 'readWeight: back * partial', 'readWeight: back * final'],
    ['sums never come back', 'const back = elements * (visits - 1)', 'const back = 0'],
    ['any loop over sums brings them back', '.slice(0, Math.max(0, innermost))', '.slice(0)'],
    ['held inputs are held alone', 'copies === 1 ? touched.largest : touched.largestPair', 'touched.largest'],
    ['a streamed input has one copy in one step', 'streamedCopies * mostOf', 'copies * mostOf'],
    [
      'what passes by is in the shared buffer',
      "inside: choice === 'bypassed' ? 0 : insideOf",
      "inside: choice === 'kept' ? 0 : insideOf",
    ],
  ]),
  ...mutantsOf('src/fusion/other-inputs.ts', [
    [
      'a loop that begins anew was nowhere',
      'before: by(computed, (count - 1) * slope) }\n}',
      'before: groups[0]!.computed }\n}',
    ],
    [
      'runs that follow each other share nothing',
      'changes: factor * (runs * each.touched - shared)',
      'changes: factor * runs * each.touched',
    ],
    ['loops that stay repeat nothing', 'loop.loop < step.loop ? loop.tiles :', 'loop.loop < step.loop ? 1 :'],
    [
      'a step back is as wide as one on',
      'of.loop < step ? tilesOf(of) : of.loop > step ? [returnOf(of)] : stepsOf(of)',
      'of.loop < step ? tilesOf(of) : of.loop > step ? tilesOf(of) : stepsOf(of)',
    ],
  ]),
  ...mutantsOf('src/fusion/alone.ts', [
    ['padding crosses', 'elements -= padding', 'elements -= 0'],
    ['padding of what is streamed is left out', 'if (reads !== all) return', 'if (reads < 0) return'],
    [
      'padding is written into the shared buffer',
      'saved += padding * (outside * perRead + inside * perWrite)',
      'saved += padding * outside * perRead',
    ],
  ]),
  ...mutantsOf('src/fusion/chain-costs.ts', [
    [
      'what goes out is not read',
      'read: sumOverRuns(kinds, (cost) => cost.shared.read) + border.read',
      'read: sumOverRuns(kinds, (cost) => cost.shared.read)',
    ],
    ['a buffer costs what its capacity would', 'bytes: capacity ?? bits / 8', 'bytes: bits / 8'],
    ['of equal causes the last is told', 'causes[sums.indexOf(most)]!', 'causes[sums.lastIndexOf(most)]!'],
  ]),
])

const choiceMutants: readonly Mutant[] = triedWith(chosen, [
  ...mutantsOf('src/fusion/choice-search.ts', [
    [
      'equals are both needless',
      '(traffic < item.traffic || always < item.always || j < i)',
      '(traffic <= item.traffic || always < item.always || j < i)',
    ],
    [
      'what layers need does not count',
      'kept = layers.map(({ need, items }) => items.filter(({ own }) => need + own <= peak))',
      'kept = layers.map(({ items }) => items.filter(({ own }) => own <= peak))',
    ],
    [
      'layers without inputs need nothing',
      'const peaks = new Set([largest])',
      'const peaks = new Set<number>()',
    ],
    [
      'of equals the one that takes more wins',
      'a.traffic - b.traffic || a.always - b.always ||',
      'a.traffic - b.traffic || b.always - a.always ||',
    ],
    [
      'of equals the last one wins',
      '(a.before?.rank ?? 0) - (b.before?.rank ?? 0) ||',
      '(b.before?.rank ?? 0) - (a.before?.rank ?? 0) ||',
    ],
    [
      'what is as good as the best is dropped',
      '  traffic - rounding * from[0]!.traffic > best',
      '  traffic + rounding * from[0]!.traffic >= best',
    ],
    ['need does not count', 'one.need !== other.need\n', 'one.need === Number.NaN\n'],
    [
      'the first peak is the best',
      'if (found === null || isBetter(one, found)) found = one',
      'if (found === null) found = one',
    ],
    [
      'what comes later takes nothing',
      'trafficFrom(bound, l + 1, room - peak - always)',
      'trafficFrom(bound, l + 1, room - peak)',
    ],
  ]),
  ...mutantsOf('src/fusion/choice-bound.ts', [
    [
      'a hull is bent inwards',
      '<=\n  (item.traffic - other.traffic)',
      '>=\n  (item.traffic - other.traffic)',
    ],
    [
      'room goes to what saves least',
      'b.saved / b.space - a.saved / a.space',
      'a.saved / a.space - b.saved / b.space',
    ],
    ['no step is taken in part', 'return whole - part *', 'return whole - 0 * part *'],
    [
      'a step is skipped and the next one taken',
      'if (step.space > left) stopped.add(step.layer)',
      'if (step.space > left) stopped.add(-1)',
    ],
  ]),
  ...mutantsOf('src/fusion/choose.ts', [
    ['what fits is not asked', 'const options = best ?? inputs.map', 'const options = inputs.map'],
    [
      'only what crosses least is tried',
      'cheapest === null ? bestOf(inputs, needs, room) : cheapest',
      'cheapest',
    ],
  ]),
])

const groupMutants: readonly Mutant[] = triedWith(grouped, [
  ...mutantsOf('src/fusion/lines.ts', [
    [
      'a group goes on beyond what there is',
      'most = Math.min(most, floorDivide(reach.extent - state.needs[k]!.high, reach.slope))',
      'most = Math.min(most, floorDivide(reach.extent, reach.slope))',
    ],
    [
      'padding of other inputs ends no group',
      'most = Math.min(most, floorDivide(extent - other.high, slope))',
      'most = Math.min(most, floorDivide(extent, slope))',
    ],
    [
      'tiles after a group are those before it',
      'const by = tiles * slopes[k]!',
      'const by = (tiles - 1) * slopes[k]!',
    ],
  ]),
  ...mutantsOf('src/fusion/other-inputs.ts', [
    [
      'inside a group, nothing moves',
      'interval: by(computed, slope), before: computed',
      'interval: computed, before: computed',
    ],
    [
      'a group ends where it begins',
      'interval: next.computed, before: by(computed, (count - 1) * slope)',
      'interval: next.computed, before: computed',
    ],
    [
      'other inputs have no padding to watch',
      'if (term === undefined || axis.length === 1) return []',
      'if (axis.length > 0) return []',
    ],
  ]),
])

export const fusionMutants: readonly Mutant[] = [
  ...needMutants,
  ...lifetimeMutants,
  ...borderMutants,
  ...choiceMutants,
  ...groupMutants,
]
