/** Mutants of how inputs reach the stages: prepared, swept, loaded, and kept where they are constants. */
import { type Mutant, mutantsOf } from './mutant'

const prepared = ['test/cost/prepare.test.ts', 'test/cost/batch.prop.test.ts']
const swept = ['test/cost/sweep.test.ts', 'test/cost/batch.prop.test.ts']
const analysed = [
  'test/analysis/analysis.test.ts',
  'test/error/errors-hardware.test.ts',
  'test/internal/frozen.test.ts',
]
const constant = ['test/internal/constant.test.ts']
/** Records that hold what was worked out for the schedule before. */
const used = ['test/cost/workspace.prop.test.ts']

export const inputMutants: readonly Mutant[] = [
  ...mutantsOf(
    'src/cost/weights.ts',
    [
      ['inputs weigh what they weighed first', 'into.widths !== widths ||', 'into.widths === null ||'],
      [
        'inputs in L1 weigh the same at any level',
        'into.widths !== widths || into.levels !== counts.levels',
        'into.widths !== widths',
      ],
    ],
    used,
  ),
  ...mutantsOf(
    'src/cost/accesses.ts',
    [
      ['powers of all bases are alike', 'last.base !== base || last.exponent', 'last.exponent'],
      ['powers of all exponents are alike', ' || last.exponent !== exponent', ''],
    ],
    used,
  ),
  ...mutantsOf(
    'src/cost/networks.ts',
    [
      ['tensors keep their channels', '    into.ways[level] = unset\n    most', '    most'],
      ['tensors keep their weights', '    into.ways.fill(unset)\n', ''],
    ],
    used,
  ),
  ...mutantsOf(
    'src/cost/prepare.ts',
    [
      ['dataflows of all levels get the first hardware', '(length << mostTensors) | alignedOf', 'alignedOf'],
      ['hardware with faults is kept', 'fitted !== undefined && report.length === 0', 'fitted !== undefined'],
      [
        'hardware is read again when it is used',
        'const given = snapshot(hardware)',
        'const given = hardware',
      ],
      ['prepared machines have one lane', 'runtime * hardware.pes * hardware.simd', 'runtime * hardware.pes'],
      [
        'power is averaged where there is area',
        'averagePower: hasAveragePower(hardware) ?',
        'averagePower: hasArea ?',
      ],
    ],
    prepared,
  ),
  ...mutantsOf(
    'src/cost/sweep.ts',
    [
      ['only the last level is swept', 'bits |= 1 << level', 'bits = 1 << level'],
      ['bandwidths that are given are swept too', '!isSwept(level, noc, network) ||', 'false ||'],
      ['off-chip transfers take no time', 'longerOf(runtime[i]!, time.offChip)', 'runtime[i]!'],
      [
        'the product is that of the fastest',
        'energyDelay(energy.total, cycles)',
        'energyDelay(energy.total, time.runtime)',
      ],
      ['slow networks may be rounded', '!(cycles <= largestCount)', 'cycles === Number.POSITIVE_INFINITY'],
      ['an infinite product passes', 'if (!areFinite) report', 'if (rows < 0) report'],
      ['an unlimited bandwidth is swept', ' && value < Number.POSITIVE_INFINITY', ''],
      [
        'bandwidths are read once the schedule is there',
        'const read = readBandwidths(bandwidths, report)\n    const loaded = loadAnalysis(analysis, hardware, report)',
        'const loaded = loadAnalysis(analysis, hardware, report)\n    const read = readBandwidths(bandwidths, report)',
      ],
    ],
    swept,
  ),
  ...mutantsOf(
    'src/cost/load-analysis.ts',
    [
      ['the first analysis is that of all', 'if (loaded === schedule) return', 'if (loaded !== null) return'],
      ['other PEs pass', 'if (resolved.pes !== facts.pes) report', 'if (resolved.pes < facts.pes) report'],
      [
        'an analysis that cannot be is believed',
        '=== read.fingerprint &&\n    isSound(read.analysis)',
        '=== read.fingerprint',
      ],
      ['every analysis has one level', 'facts?.schedule.levels ?? 1', '1'],
    ],
    analysed,
  ),
  ...mutantsOf(
    'src/analysis/made.ts',
    [
      [
        'lists of an analysis can be edited',
        'answer ??= { of: frozen(work()) }',
        'answer ??= { of: work() }',
      ],
      ['an analysis can be edited', 'made.set(Object.freeze(analysis), facts)', 'made.set(analysis, facts)'],
      ['lists are written at each look', 'answer ??= {', 'answer = {'],
      [
        'what is revived uses all that it streams',
        'used: tensors.map(({ used }) => used)',
        'used: tensors.map(({ streamed }) => streamed)',
      ],
      [
        'what is revived warns of nothing',
        'warnings,\n    schedule: scheduleOf(analysis)',
        'warnings: [],\n    schedule: scheduleOf(analysis)',
      ],
    ],
    analysed,
  ),
  ...mutantsOf(
    'src/dataflow/schedule.ts',
    [
      ['a schedule is kept for any PEs', 'kept !== undefined && kept.pes === pes', 'kept !== undefined'],
      ['without PEs no cluster fits', 'pes ?? largestCount', 'pes ?? 1'],
    ],
    [...constant, 'test/error/errors-hardware.test.ts', 'test/error/errors-anywhere.test.ts'],
  ),
  ...mutantsOf(
    'src/internal/constant.ts',
    [
      ['getters are constant', "property === undefined || !('value' in property)", 'property === undefined'],
      ['hidden properties are not looked at', 'Object.getOwnPropertyNames(value)', 'Object.keys(value)'],
      [
        'what is frozen outside is frozen inside',
        '!Object.isFrozen(value) || depth > deepest',
        'depth > deepest',
      ],
      ['objects may inherit', '|| !isPlain(value))', ')'],
      ['functions are data', "return typeof value !== 'function'", 'return true'],
      [
        'what was kept for one number serves all',
        'recall(value)?.get(number)',
        'recall(value)?.values().next().value',
      ],
      [
        'anything is kept',
        'if (isConstant(value)) kept.set(value, what)',
        'if (Object.isFrozen(value)) kept.set(value as object, what)',
      ],
      ['what is given is frozen', 'frozen(snapshot(value))', 'frozen(value)'],
      ['large data is looked through', '++looking.parts > mostParts || ', ''],
    ],
    constant,
  ),
]
