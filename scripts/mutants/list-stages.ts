/** Mutants of the stages of the costs, and of what they declare. */
import { type Mutant, mutantsOf } from './mutant'

const simulated = ['test/cases/cases.test.ts']
const declared = ['test/explore/declarations.prop.test.ts']
const derived = ['test/cost/declarations.test.ts', 'test/explore/rules.test.ts']
const sharing = ['test/cost/networks.test.ts']
const priced = ['test/hardware/tables.test.ts', 'test/cases/cases.test.ts']
const overflowing = ['test/cost/exact.test.ts', 'test/error/errors-hardware.test.ts']

const stages: readonly Mutant[] = [
  ...mutantsOf(
    'src/cost/traffic.ts',
    [
      ['every arrival in a cluster is the first', 'used[t]! : sum[at(level - 1, t)]!', 'used[t]! : sum[i]!'],
      [
        'a network that shares carries each copy',
        'shared ? union[i]! : sum[i]!',
        'shared ? sum[i]! : union[i]!',
      ],
      ['nothing accumulates in the shared buffer', 'level === 0 ? used[t]!', 'level === 0 ? crossing[i]!'],
    ],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/residency.ts',
    [
      ['outputs leave once', 'writes[t] = isOutput ? crossing : 0', 'writes[t] = isOutput ? used : 0'],
      ['an element is a byte', 'Math.floor(of / elementBytes)', 'Math.floor(of)'],
      [
        'what crosses need not be counted exactly',
        'into.trafficWeight = crossingWeight\n',
        'into.trafficWeight = Math.min(crossingWeight, 2 ** 53 - 1)\n',
      ],
      ['the later of equal tensors stays', '(choice >> (tensors - 1 - t)) & 1', '(choice >> t) & 1'],
    ],
    [...simulated, 'test/cost/residency.test.ts'],
  ),
  ...mutantsOf(
    'src/cost/requirements.ts',
    [
      ['tiles of units are not doubled', 'const space = buffers * unitTile', 'const space = unitTile'],
      ['clusters have the capacity of the level below', 'clusters[buffer - 1]!', 'clusters[buffer]!'],
      [
        'the shared buffer has the capacity of L1',
        'if (buffer === SHARED) return l2',
        'if (buffer === SHARED) return l1',
      ],
    ],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/requirements.ts',
    [
      [
        'the space of streamed tiles may be rounded',
        'return streamedSpace <= largestCount && traffic',
        'return traffic',
      ],
    ],
    overflowing,
  ),
  ...mutantsOf(
    'src/cost/accesses.ts',
    [
      [
        'a PE reads an operand once a fill',
        'operandReads(macs, hardware, t), sum[',
        'sum[at(levels - 1, t)]!, sum[',
      ],
      ['sums that come back are not written', 'back + crossing[t]!)', 'crossing[t]!)'],
      [
        'a cluster is read as often as the level above',
        'crossing[at(level, t)]!, sum[',
        'crossing[at(level - 1, t)]!, sum[',
      ],
    ],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/accesses.ts',
    [
      [
        'each tensor is counted by itself',
        'total += of[at(buffer, t)]!',
        'total = Math.max(total, of[at(buffer, t)]!)',
      ],
    ],
    overflowing,
  ),
  ...mutantsOf(
    'src/cost/energy.ts',
    [
      ['a write costs what a read does', 'writes[i]! * perWrite', 'writes[i]! * perRead'],
      [
        'the shared buffer costs what L1 does',
        'SHARED, accesses, weights, bytes[SHARED]!',
        'SHARED, accesses, weights, bytes[levels]!',
      ],
      ['networks cost nothing', 'mac + network + offChip', 'mac + offChip'],
      ['all clusters cost what the outermost do', 'energy.clusters[buffer - 1]!', 'energy.clusters[0]!'],
      [
        'every network carries what the first does',
        'elements += crossing[at(level, t)]!',
        'elements += crossing[t]!',
      ],
    ],
    priced,
  ),
  ...mutantsOf(
    'src/cost/networks.ts',
    [
      [
        'every bandwidth is that of the first network',
        'setChannel(into.links, level, 0',
        'setChannel(into.links, 0, 0',
      ],
    ],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/networks.ts',
    [
      ['networks that reduce are known as others', ' + (reduction ? 2 : 0)', ''],
      ['networks that multicast are known as others', '(multicast ? 1 : 0) + ', ''],
      ['inputs are known as outputs', '((tensors << 8) | inputs)', 'tensors'],
      ['operators of more tensors are known as others', '((tensors << 8) | inputs)', 'inputs'],
      ['the ways of all levels are those of the first', 'ways[level] === wanted', 'ways[0] === wanted'],
    ],
    sharing,
  ),
  ...mutantsOf(
    'src/cost/counts.ts',
    [['inputs of the operator before stay inputs', 'into.inputs = 0\n', '']],
    sharing,
  ),
  ...mutantsOf(
    'src/cost/time.ts',
    [['off-chip transfers hide nothing', 'onChip > offChip ? onChip : offChip', 'onChip + offChip']],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/time.ts',
    [['a runtime may be rounded', 'runtime <= largestCount', 'Number.isFinite(runtime)']],
    overflowing,
  ),
  ...mutantsOf(
    'src/cost/totals.ts',
    [
      ['a cycle takes as many seconds as the clock has hertz', 'runtime / clock', 'runtime * clock'],
      ['power is energy over cycles', 'averagePower(energy, into.seconds)', 'averagePower(energy, runtime)'],
      ['power is area', "areaPowerOf('power', area,", "areaPowerOf('area', area,"],
    ],
    priced,
  ),
  ...mutantsOf(
    'src/cost/totals.ts',
    [['a product may be infinite', 'Number.isFinite(edp + area', 'Number.isFinite(area']],
    overflowing,
  ),
  ...mutantsOf(
    'src/cost/bound.ts',
    [
      ['off-chip time is what it has more', 'offchip: offChip }', 'offchip: offChip - onChip }'],
      ['compute bounds the outermost level', 'level: levels - 1, cycles', 'level: 0, cycles'],
      [
        'of equal causes what leaves comes first',
        "return ingress === most ? 'ingress' : 'egress'",
        "return egress === most ? 'egress' : 'ingress'",
      ],
    ],
    ['test/cost/bound.test.ts'],
  ),
  ...mutantsOf(
    'src/cost/buffers.ts',
    [
      ['every buffer holds the tensors of the shared one', 'at(buffer, 0)', 'at(SHARED, 0)'],
      ['clusters need what the level above does', 'needOf(tensors, 1 + level,', 'needOf(tensors, level,'],
      [
        'the minimum is what is required',
        'minimum: residency.streamedSpace',
        'minimum: residency.totalSpace',
      ],
    ],
    simulated,
  ),
  ...mutantsOf(
    'src/cost/buffers.ts',
    [
      ['clusters of clusters are as many as in one', 'buffers *= units[level]!', 'buffers = units[level]!'],
      ['clusters with a capacity are unlimited', 'hardware.clusters[level] === null && weight', 'weight'],
    ],
    ['test/hardware/hardware.test.ts', 'test/cases/cases.test.ts'],
  ),
]

const declarations: readonly Mutant[] = [
  ...mutantsOf(
    'src/cost/declarations.ts',
    [
      [
        'what a stage reads by itself is ignored',
        'let trend = reads(hardware)[axis]',
        'let trend = [reads(hardware)[axis]][1]',
      ],
      [
        'a figure is held one stage deep',
        'trendIn(before, axis, hardware, held, from)',
        'trendIn(before, axis, hardware, [], from)',
      ],
      [
        'the last way decides',
        'trend = joined(trend, composed(outer, inner))\n  }\n  return trend\n}\n\n',
        'trend = composed(outer, inner)\n  }\n  return trend\n}\n\n',
      ],
      [
        'no figure follows itself',
        "if (figure === cause) return 'rises'",
        'if (figure === cause) return undefined',
      ],
    ],
    derived,
  ),
  ...mutantsOf(
    'src/cost/stage.ts',
    [
      [
        'what varies rises',
        "if (outer === 'varies') return 'varies'",
        "if (outer === 'varies') return inner",
      ],
      ['one way is none', 'return a ?? b', 'return undefined'],
    ],
    derived,
  ),
  ...mutantsOf(
    'src/cost/totals.ts',
    [
      ['utilization rises with the runtime', "{ runtime: 'falls' }", "{ runtime: 'rises' }"],
      ['lanes are always used', "declare({ pes: 'falls', simd: 'falls' }", "declare({ pes: 'falls' }"],
    ],
    declared,
  ),
  ...mutantsOf(
    'src/cost/requirements.ts',
    [
      [
        'a larger shared buffer fits less',
        "l2Fits: declare({ l2: 'rises' }",
        "l2Fits: declare({ l2: 'falls' }",
      ],
      ['L1 takes no bytes', "l1Bytes: declare({ l1: 'rises' }", 'l1Bytes: declare({}'],
    ],
    declared,
  ),
  ...mutantsOf(
    'src/cost/residency.ts',
    [['residency reads no capacity', "residency: declare({ l2: 'varies' }", 'residency: declare({}']],
    declared,
  ),
  ...mutantsOf(
    'src/cost/accesses.ts',
    [
      [
        'accesses do not follow the residency',
        "crossing: 'varies', residency: 'varies'",
        "crossing: 'varies'",
      ],
    ],
    declared,
  ),
]

export const stageMutants: readonly Mutant[] = [...stages, ...declarations]
