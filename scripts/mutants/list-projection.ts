/**
 * Mutants of what becomes of a step table: projected, timed, charged, saved and read back. Those of the kernel are tried in
 * its JavaScript form, which a property test holds equal to the binary and to the definition.
 */
import { type Mutant, mutantsOf } from './mutant'

const defined = ['test/profile/step-table.prop.test.ts']
const charged = ['test/profile/charges.prop.test.ts']
const kept = ['test/profile/kernel.test.ts', ...defined]

const kernel: readonly Mutant[] = [
  ...mutantsOf(
    'src/profile/kernel/project.ts',
    [
      ['all elements weigh the same', 'f64At(at) + weight * f64At(volume)', 'f64At(at) + f64At(volume)'],
      ['every tensor travels over every channel', 'if (i32At(way + Way.Channel) !== channel) continue', ''],
      ['drains travel over every channel', '=== 0 && i32At(way + Way.Channel) === channel)', '=== 0)'],
      ['drained elements weigh the same', 'sum += f64At(way + Way.Weight) *', 'sum +='],
      ['drains are divided twice', 'most : most / divisor', 'most : most / divisor / divisor'],
      ['what leaves is divided twice', 'out / divisor)', 'out / divisor / divisor)'],
      ['words are added to those of the last projection', 'clearColumns(words, wordsEnd, wordBytes)\n', ''],
      ['all levels are projected like the first', '+ level * Projection.LevelBytes', ''],
      [
        'rows count what units share once',
        '+ i32At(way + Way.Volume)\n    addColumn',
        '+ Volume.Union\n    addColumn',
      ],
      [
        'drains count what units share once',
        '(t << Volume.Shift) + i32At(way + Way.Volume))',
        '(t << Volume.Shift))',
      ],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/time.ts',
    [
      ['a shared port carries outputs twice', 'ingress += egress\n        egress = 0', 'ingress += egress'],
      [
        'the last channel decides',
        'if (ingress > longestIngress) longestIngress = ingress',
        'longestIngress = ingress',
      ],
      ['channels drain in turn', 'if (cycles > longest) longest = cycles', 'longest += cycles'],
      [
        'runs that overlap expose all their fills',
        'i32At(record + LevelRecord.RowStart) + i32At(record + LevelRecord.Initial)',
        'i32At(record + LevelRecord.EntryEnd)',
      ],
      [
        'the skew comes in each run where runs overlap',
        'inRuns = overlap !== Overlap.AcrossRuns',
        'inRuns = overlap !== Overlap.WithinRuns',
      ],
      ['one unit has a skew', 'LevelRecord.Units) - 1) * f64At', 'LevelRecord.Units)) * f64At'],
      ['only the outermost level drains', 'total += drainCycles', 'if (level === 0) total += drainCycles'],
      ['a sweep changes every level', '((levelBits >> level) & 1) !== 0', 'levelBits >= 0'],
      ['every level starts the first runs', 'runs + (runsBefore(table, first) << Run.Shift)', 'runs'],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/charge.ts',
    [
      [
        'of equally long runs the first is charged',
        'if (entry !== 0 && !isBefore(entryVector, boxVector, entry, box)) continue',
        'if (entry !== 0) continue',
      ],
      [
        'a skew at the end is charged to nothing',
        'if (overlap === Overlap.AcrossRuns)\n      addCycles',
        'if (overlap === Overlap.None)\n      addCycles',
      ],
      ['ties are charged to what leaves', 'else if (ingress >= egress)', 'else if (ingress > egress)'],
      ['an exposed fill is never hidden', 'if (egress > ingress + inner)', 'if (egress > ingress)'],
      ['drains are not charged', 'drainCycles(record, linksAt(links, level), channels))', '0)'],
    ],
    charged,
  ),
  ...mutantsOf(
    'src/profile/kernel/delays.ts',
    [
      ['a network carries both directions', 'arriving > leaving ? arriving : leaving', 'arriving + leaving'],
      ['steps count once a run', 'f64At(volumes + r * bytes + VolumeRow.Count)', 'f64At(row + Row.PerRun)'],
      ['every level has an idle network', 'putF64(at + Delay.IngressLeast, Infinity)\n', ''],
      ['the last rate is the peak', 'if (rate > f64At(at + Delay.Peak)) putF64', 'putF64'],
      [
        'demand is that of one channel',
        'for (let c: i32 = 0; c < channels; c++)',
        'for (let c: i32 = 0; c < 1; c++)',
      ],
      ['a demand counts once a row', '+ times * demand)', '+ demand)'],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/links.ts',
    [
      ['the first word takes no cycle', '(cycles > 1 ? cycles : 1)', 'cycles'],
      ['nothing waits for the latency', 'if (words === 0) return 0\n', ''],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/saved-schedule.ts',
    [
      ['half of the drains are saved', 'drains * (tensors << 2)', 'drains * (tensors << 1)'],
      [
        'the end of the last level is not saved',
        '((levels + 1) * LevelRecord.Bytes)',
        '(levels * LevelRecord.Bytes)',
      ],
      [
        'tensors after the fourth have no totals',
        '(Table.Bytes - Table.Streamed) >> 2',
        '(Table.Bytes - Table.Streamed) >> 3',
      ],
      [
        'a table is restored without its inputs',
        'kernel.reserveTable(table, tensors, inputs,',
        'kernel.reserveTable(table, tensors, 0,',
      ],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/schedule-data.ts',
    [
      ['runs are counted from the first level', 'starts.runs + columns.runEnd[row]!', 'columns.runEnd[row]!'],
      [
        'cycles count as MACs',
        'column(views, volumes + VolumeRow.Macs, bytes, rows)',
        'column(views, at + Row.Inner, Row.Bytes, rows)',
      ],
      [
        'initial rows are counted from the first level',
        '>> 2] = columns.initial',
        '>> 2] = starts.rows + columns.initial',
      ],
      ['what is read back has no sums', 'numbers[own + 1] = sum[i]!', 'numbers[own + 1] = union[i]!'],
      ['boxes end where they would alone', '>> 2] = starts.rows + end', '>> 2] = end'],
      [
        'drains of deeper levels replace the first',
        'of(Table.DrainRegion) + starts.drains * drainBytes, drainBytes)\n}',
        'of(Table.DrainRegion), drainBytes)\n}',
      ],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/kernel/step-table.ts',
    [
      ['regions of released tables are lost', 'if (block !== 0) release(block, capacity)\n', ''],
      [
        'half of the drains have room',
        'reserve(table + Table.DrainRegion, drains * (tensors << 4))',
        'reserve(table + Table.DrainRegion, drains * (tensors << 3))',
      ],
    ],
    kept,
  ),
]

const definition: readonly Mutant[] = [
  ...mutantsOf(
    'src/profile/definition/time.ts',
    [
      ['an element is a word', 'sum : sum / divisor', 'sum : sum'],
      ['one unit has a skew', '(units - 1) * networks[i]!.skew', 'units * networks[i]!.skew'],
      [
        'runs that do not overlap share one skew',
        "isOnce = overlap === 'across-runs'",
        "isOnce = overlap !== 'within-runs'",
      ],
      ['a network carries both directions', 'Math.max(arriving, leaving)', 'arriving + leaving'],
      [
        'boxes are charged for all runs',
        'timesCharges(columns.perRun[row]!',
        'timesCharges(columns.count[row]!',
      ],
      [
        'only the last channel drains',
        'return Math.max(0, ...cycles)',
        'return Math.max(0, cycles.at(-1) ?? 0)',
      ],
    ],
    defined,
  ),
  ...mutantsOf(
    'src/profile/definition/charges.ts',
    [
      ['what arrives is compared before fills', '...fill,\n  ...ingress,', '...ingress,\n  ...fill,'],
      ['fills happen once', 'fill: fill.map((cycles) => times * cycles)', 'fill'],
      ['a level gets the charges of all', '(i === level ? cycles : none)', 'cycles'],
    ],
    ['test/cost/bound.test.ts', ...charged],
  ),
]

export const projectionMutants: readonly Mutant[] = [...kernel, ...definition]
