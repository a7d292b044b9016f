/** Mutants of what people read: sentences, proposals and hints. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

/** What sentences say: wrong numbers, shares and directions. */
const sentenceMutants = triedWith(
  ['test/report/numbers.prop.test.ts', 'test/report/summary.test.ts'],
  [
    ...mutantsOf('src/report/explain/time-findings.ts', [
      [
        'the floor is said for the runtime',
        '{times(runtime / floor)} times',
        '{times(floor / runtime)} times',
      ],
      ['double buffers save the other way', 'single.runtime - runtime', 'runtime - single.runtime'],
      ['idle units are said to work', '{mean(active)} of the', '{mean(figures.units - active)} of the'],
    ]),
    ...mutantsOf('src/report/explain/reuse-findings.ts', [
      ['reads and fills change places', '{count(parent)} reads of', '{count(units)} reads of'],
      ['parts save what stays', 'percent(1 - parent / units)', 'percent(parent / units)'],
      [
        'tiles are fetched as often as touched',
        '{count(elements)} elements $',
        '{count(touched)} elements $',
      ],
      ['what stays is said to be fetched', 'percent(1 - elements / touched)', 'percent(elements / touched)'],
    ]),
    ...mutantsOf('src/report/explain/space-findings.ts', [
      ['crossings are reads alone', 'const crossings = reads + writes', 'const crossings = reads'],
      ['needs and capacities change places', 'count(required)} ', 'count(capacity)} '],
    ]),
    ...mutantsOf('src/report/explain/gain.ts', [
      ['more cycles are fewer', "runtime > 0 ? 'fewer' : 'more'}`", "runtime > 0 ? 'more' : 'fewer'}`"],
      ['dearer is cheaper', "energy > 0 ? 'less' : 'more'}", "energy > 0 ? 'more' : 'less'}"],
      [
        'shares of the energy are of cycles',
        'share(energy, before.energy.total)',
        'share(energy, before.runtime)',
      ],
      ['more traffic is less', "offchip > 0 ? 'fewer' : 'more'}", "offchip > 0 ? 'more' : 'fewer'}"],
    ]),
    ...mutantsOf('src/report/explain/summary.ts', [
      [
        'the bottleneck has the share of the next',
        'percent(bound.cycles[bound.by] / runtime)',
        'percent(bound.cycles.fill / runtime)',
      ],
      [
        'the least cause comes next',
        '.toSorted(([, a], [, b]) => b - a)',
        '.toSorted(([, a], [, b]) => a - b)',
      ],
      ['the chip takes the rest', 'percent(onChipRuntime / runtime)', 'percent(1 - onChipRuntime / runtime)'],
      ['the floor is said to be reached', 'runtime === floor\n', 'runtime >= floor\n'],
    ]),
    ...mutantsOf('src/report/explain/optimum.ts', [
      ['the best is as much more', 'percent(1 - best / cost)', 'percent(cost / best - 1)'],
      ['other objectives prove as well', 'mapping.objective === objective && typeof', 'typeof'],
      ['nothing known is a proof', '(lower > 0 || gap === 0)', 'lower >= 0'],
    ]),
  ],
)

/** What sentences say of bounds. */
const boundMutants = triedWith(
  ['test/report/bounds.test.ts'],
  mutantsOf('src/report/numbers.ts', [
    ['upper bounds are rounded to nearest', 'Number(apart < 0)', '0'],
    ['lower bounds are rounded to nearest', '-Number(apart > 0)', '0'],
    ['many times are rounded to nearest', 'nearest - step', 'nearest'],
  ]),
)

/** What pictures show. */
const pictureMutants = triedWith(
  ['test/report/{fronts,array,place-labels,spec,dark-theme,roofline-labels}.test.ts'],
  [
    ...mutantsOf('src/report/spec/dark-theme.ts', [
      ['names are darkened', 'isColour(key) ? inDark(json) : json', 'inDark(json)'],
      ['ramps stay light', '|scheme|', '|'],
    ]),
    ...mutantsOf('src/report/spec/colours.ts', [
      ['text is faint on dark', "ink: '#e6edf3'", "ink: '#6e7781'"],
      ['colours look alike', "'#99e5d9', '#95606d'", "'#99e5d9', '#9ae5d9'"],
    ]),
    ...mutantsOf('src/report/spec/pareto-line.ts', [
      ['dominated designs are on the line', 'if (isBetter) best =', 'if (isBetter && best < 0) best ='],
      ['what does not fit is on the line', 'fits !== false', 'fits !== null'],
      ['stairs are on the wrong side', "isGain(x) ? 'step-before'", "isGain(y) ? 'step-before'"],
      ['the line goes on to the wrong border', 'isGain(y) ? height : 0', 'isGain(y) ? 0 : height'],
    ]),
    ...mutantsOf('src/report/spec/pareto-budget.ts', [
      [
        'budgets are of the other axis',
        'limitsOf(budget, axes[axis]).flatMap',
        "limitsOf(budget, axes[axis === 'x' ? 'y' : 'x']).flatMap",
      ],
    ]),
    ...mutantsOf('src/report/spec/pareto-words.ts', [
      ['axes are hidden', 'measure !== x && measure !== y', 'measure !== x'],
    ]),
    ...mutantsOf('src/report/spec/array.ts', [
      ['all parts are different', 'if (!parts.includes(key)) parts.push(key)', 'parts.push(key)'],
      ['shades do not reach the end', 'Math.max(1, parts.length - 1)', 'Math.max(1, parts.length)'],
    ]),
    ...mutantsOf('src/report/spec/roofline-labels.ts', [
      ['labels may lie on what they count', '[...named, ...counted]', '[...named]'],
      ['labels without room are left out', 'groups.length > crowd', 'groups.length > 0'],
    ]),
    ...mutantsOf('src/report/spec/place-labels.ts', [
      ['labels may lie on labels', 'taken.push(free.box, ...free.leader)', 'taken.push(...free.leader)'],
      ['lines may cross labels', '[box, ...leader].every(isFree)', 'isFree(box)'],
      ['labels may leave the picture', 'left >= 0 && right <= width', 'right <= width'],
    ]),
    ...mutantsOf('src/report/spec/energy.ts', [
      ['what is not counted has no place', 'part.energy > 0 || isUncounted(part, basis)', 'part.energy > 0'],
    ]),
  ],
)

export const reportMutants: readonly Mutant[] = [
  ...sentenceMutants,
  ...boundMutants,
  ...pictureMutants,
  ...triedWith(
    ['test/report/{sentences,numbers}.prop.test.ts'],
    [
      ...mutantsOf('src/report/explain/time-findings.ts', [
        [
          'the share that is left is a product',
          'percent(1 - without / runtime)',
          'percent(1 - without * runtime)',
        ],
        ['the same runtime is another', 'without === runtime', 'without !== runtime'],
        [
          'off-chip time hides nothing',
          'percent(1 - onChipRuntime / offChipTime)',
          'percent(onChipRuntime / offChipTime)',
        ],
      ]),
      ...mutantsOf('src/report/explain/propose-hardware.ts', [
        ['an empty buffer takes a byte', '[{ resident: [], space: 0 }]', '[{ resident: [], space: 1 }]'],
      ]),
      ...mutantsOf('src/report/explain/propose-network.ts', [
        ['hops divide a latency', 'latency.hops * latency.hopLatency', 'latency.hops / latency.hopLatency'],
        ['a latency of two is the least', 'cycles > 1', 'cycles > 4'],
      ]),
      ...mutantsOf('src/report/explain/space-findings.ts', [
        [
          'small parts of the energy vanish',
          '.filter(([, value]) => value > 0)',
          '.filter(([, value]) => value > 1)',
        ],
      ]),
    ],
  ),
  ...mutantsOf('src/notation/to-loop-nest.ts', [
    ['1 divides nothing', '(size) => size > 0 &&', '(size) => size > 1 &&'],
  ]),
  ...mutantsOf('src/report/table/table.ts', [
    ['formulas that begin with a sign are run', '/^[=+\\-@\\t\\r]/', '/^[=@\\t\\r]/'],
  ]),
  ...mutantsOf('src/internal/visible.ts', [
    ['texts may be turned around', '\\p{Bidi_Control}', ''],
    ['halves of characters are printed', '\\p{Cs}', ''],
  ]),
  ...mutantsOf('src/explore/check.ts', [
    ['counts need not add up', 'if (sum !== to - from)', 'if (Number.isNaN(sum))'],
    ['a design may be of any shard', 'range[0] <= index && index < range[1]', 'index >= 0'],
    ['any number of designs is on the front', 'claims.length !== expected.size', 'claims.length < 0'],
  ]),
]
