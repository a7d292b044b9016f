/**
 * Mutants of precision, channels, skew, static energy, bypassing and sparsity (docs/spec.md, sections 10 to 15 and 17), most of which
 * the committed excerpt of the reference cases tells from the original.
 */
import { type Mutant, mutantsOf, triedWith } from './mutant'

const cases = ['test/cases/cases.test.ts']
const simulated = ['test/cost/machine.prop.test.ts']
const defined = ['test/profile/step-table.prop.test.ts', 'test/profile/charges.prop.test.ts']

const arrivals: readonly Mutant[] = [
  ...mutantsOf('src/cost/transfer-rules.ts', [
    ['inputs win over a name', 'keep.all ?? own ?? ofRole ?? true', 'keep.all ?? ofRole ?? own ?? true'],
    ['what nobody speaks of is not kept', 'own ?? ofRole ?? true)', 'own ?? ofRole ?? false)'],
  ]),
  ...mutantsOf('src/hardware/transfer-rules.ts', [
    [
      'L1 keeps what the first clusters keep',
      '(level === levels - 1 ? reloadedInL1 : reloadedInClusters[level]!)',
      '(level > 0 ? reloadedInL1 : (reloadedInClusters[level] ?? 0))',
    ],
    ['all levels count intervals', '  level === 0 ? contiguous : 0', '  level >= 0 ? contiguous : 0'],
    ['lists of accelerators forget what L1 keeps', 'a.reloadedInL1 === b.reloadedInL1 &&', ''],
  ]),
  ...mutantsOf('src/cost/counts.ts', [
    [
      'what is resident has no holes',
      'counts.whole[t] = intervalOf(tensors[t]!, extents)',
      'counts.whole[t] = counts.used[t]!',
    ],
  ]),
  ...mutantsOf('src/profile/definition/profile.ts', [
    [
      'what is reloaded is streamed anew',
      'acquired(tensor, { units: 1, loops: [] }, covers, measure)',
      'acquired(tensor, { units: 1, loops: [] }, { ...covers, before: false }, measure)',
    ],
  ]),
]

const widths: readonly Mutant[] = [
  ...mutantsOf('src/cost/tensor-widths.ts', [
    [
      'the accelerator counts before the layer',
      'firstOf(precision?.[t], ...widthsOn(named.precision, tensor, report)),',
      'firstOf(...widthsOn(named.precision, tensor, report), precision?.[t]),',
    ],
    [
      'a role of the accelerator wins over a name',
      'return [own, ofRole, precision.all ?? undefined]',
      'return [ofRole, own, precision.all ?? undefined]',
    ],
    [
      'a role in a buffer wins over a name',
      'return firstOf(own, ofRole, precision.all).final',
      'return firstOf(ofRole, own, precision.all).final',
    ],
    [
      'the layer counts before the buffer',
      '(widthIn(inBuffer, tensor) ?? final)?.bits',
      '(final ?? widthIn(inBuffer, tensor))?.bits',
    ],
  ]),
  ...mutantsOf('src/cost/tensor-widths.ts', [
    ['complete sums may be wider than partial ones', 'if (ofFinal > ofPartial &&', 'if (ofFinal < 0 &&'],
  ]),
  ...mutantsOf('src/operator/precision.ts', [
    [
      'a role of the layer wins over a name',
      'firstOf(own, ofRoles.get(roleNameOf(tensor)))',
      'firstOf(ofRoles.get(roleNameOf(tensor)), own)',
    ],
  ]),
  ...mutantsOf(
    'src/operator/precision.ts',
    [
      [
        'of a contradiction by name and role nothing is said',
        'if (final.bits > partial.bits) report',
        'if (final.bits < 0) report',
      ],
    ],
    ['test/error/errors-elements.test.ts'],
  ),
  ...mutantsOf('src/operator/widths.ts', [
    [
      'halves of a 32nd of a bit are widths',
      'Number.isInteger(bits * unitsPerBit)',
      'Number.isInteger(bits * 64)',
    ],
  ]),
  ...mutantsOf('src/cost/weights.ts', [
    [
      'level 0 decides what is complete',
      '(buffer === levels ? macs : crossing[i]!) === once',
      '(buffer === levels ? macs : crossing[at(0, t)]!) === once',
    ],
    [
      'sums in L1 are complete',
      '(buffer === levels ? macs : crossing[i]!) === once',
      '(buffer === levels ? once : crossing[i]!) === once',
    ],
    [
      'what comes back is complete',
      'isInput[t] === 1 ? buffers[at(OFF_CHIP, t)]! : partial[t]!',
      'isInput[t] === 1 ? buffers[at(OFF_CHIP, t)]! : final[t]!',
    ],
    [
      'what leaves is complete each time',
      'used[t]! * final[t]! + (writes - used[t]!) * partial[t]!',
      'writes * final[t]!',
    ],
    [
      'inputs travel as they are stored below',
      'buffers[at(level === 0 ? SHARED : level, t)]!',
      'buffers[at(isInput[t] === 1 ? level + 1 : level, t)]!',
    ],
  ]),
  ...mutantsOf('src/cost/residency.ts', [
    ['space is compared in elements', 'elements * buffers[at(SHARED, t)]!', 'elements'],
    [
      'traffic of inputs is compared in elements',
      '? weightOfReads(counts, weights, moved, t)\n    :',
      '? moved\n    :',
    ],
    ['capacities are in elements', ': bytes * unitsPerByte', ': elementsOf(bytes, hardware)! * unitsPerByte'],
  ]),
  ...mutantsOf('src/cost/requirements.ts', [
    [
      'what has no capacity is as large as its words',
      '(areWords ? elements[buffer]! * hardware.elementBytes : bytesOf(weight[buffer]!))',
      'elements[buffer]! * hardware.elementBytes',
    ],
    ['bits off-chip may be rounded', '&& trafficWeight <= largestCount', ''],
  ]),
  ...mutantsOf('src/cost/energy.ts', [
    [
      'a read takes the energy of a word',
      '(read / word) * perRead + ((writes',
      'reads[i]! * perRead + ((writes',
    ],
    [
      'a read off-chip takes the energy of a word',
      '(read / word) * perRead + (written',
      'reads[i]! * perRead + (written',
    ],
    [
      'a word crosses for each element',
      '(elements * onNetwork(weights, counts, hardware, level, t)) / word',
      'elements',
    ],
  ]),
  ...mutantsOf('src/cost/networks.ts', [
    ['words are 32nds of a bit', 'into.projection, 1, weights.word)', 'into.projection, 1, 0)'],
    ['what bypasses is weighed where it is not', 'if (bypassesAny(hardware)) ', 'if (weights.areWords) '],
    ['words on channels are 32nds of a bit', 'weights.areWords ? 0 : weights.word)', '0)'],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['outputs cross the border as partial sums', ': final[t]!)', ': weights.partial[t]!)'],
  ]),
]

const channels: readonly Mutant[] = [
  ...mutantsOf('src/cost/tensor-channels.ts', [
    [
      'a channel of the role wins over one of the name',
      'return byName >= 0\n    ? byName\n    : channels.findIndex(({ tensors: { names } }) => names.includes(roleNameOf(tensor)))',
      'const byRole = channels.findIndex(({ tensors: { names } }) => names.includes(roleNameOf(tensor)))\n  return byRole >= 0 ? byRole : byName',
    ],
  ]),
  ...mutantsOf('src/cost/networks.ts', [
    [
      "channels have the network's port",
      'setChannel(into.links, level, c, bandwidth, latency, sharedPort)',
      'setChannel(into.links, level, c, bandwidth, latency, network.sharedPort)',
    ],
  ]),
  ...mutantsOf('src/cost/energy.ts', [
    [
      "channels have the network's hops",
      'ridden === undefined ? networks[level]! : channelAt',
      'level >= 0 ? networks[level]! : channelAt',
    ],
  ]),
  ...mutantsOf('src/hardware/network.ts', [
    [
      'a channel may multicast',
      "['tensors', 'bandwidth', 'latency', 'port']",
      "['tensors', 'bandwidth', 'latency', 'port', 'multicast']",
    ],
  ]),
  ...mutantsOf('src/hardware/named.ts', [
    ['a tensor may ride on two channels', 'names.has(entry) || before.has(entry)', 'names.has(entry)'],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['a shared port has two directions', 'if (sharedPort) return', 'if (bandwidth < 0) return'],
  ]),
]

const kernel: readonly Mutant[] = triedWith(defined, [
  ...mutantsOf('src/profile/kernel/time.ts', [
    [
      'channels wait for each other',
      'if (ingress > longestIngress) longestIngress = ingress',
      'longestIngress += ingress',
    ],
    ['a shared port carries outputs twice', '        egress = 0\n', ''],
    ['drains of channels wait for each other', 'if (cycles > longest) longest = cycles', 'longest += cycles'],
    [
      'the first unit is late too',
      '(f64At(record + LevelRecord.Units) - 1) *',
      'f64At(record + LevelRecord.Units) *',
    ],
    ['every run waits for the wave before', 'inRuns ? skew : 0', 'skew'],
  ]),
  ...mutantsOf('src/profile/kernel/pe-cycles.ts', [
    ['a step may take no cycle', 'cycles > 1 ? cycles : 1', 'cycles'],
  ]),
  ...mutantsOf('src/profile/kernel/project.ts', [
    ['words are rounded before they travel', 'into / divisor', 'Math.ceil(into / divisor)'],
  ]),
])

const staticEnergy: readonly Mutant[] = mutantsOf('src/cost/static-energy.ts', [
  ['a level has as many PEs as units', 'let fixed = pes * pe', 'let fixed = units[levels - 1]! * pe'],
  ['there is one buffer of clusters', 'buffers *= units[level]!', 'buffers = 1'],
  ['there is one L1', 'perL1Byte: pes * l1', 'perL1Byte: l1'],
  [
    'static energy is beside the total',
    'totalEnergy(into.besidesPes, into.pes) + into.static',
    'totalEnergy(into.besidesPes, into.pes)',
  ],
])

const bypass: readonly Mutant[] = [
  ...mutantsOf('src/cost/weights.ts', [
    [
      'inputs that bypass travel as if they were stored',
      'level === 0 && isInput[t] === 1 && isBypassed(hardware, t)',
      'level < 0 && isInput[t] === 1 && isBypassed(hardware, t)',
    ],
  ]),
  ...mutantsOf('src/cost/residency.ts', [
    [
      'what bypasses may be resident',
      'if (bypasses) return Number.POSITIVE_INFINITY',
      'if (bypasses) return 0',
    ],
    [
      'what bypasses takes space',
      'space[t] = streams ? held : whole',
      'space[t] = streams && held > 0 ? held : whole',
    ],
    ['what bypasses is in the minimum', 'bypasses ? 0 : buffers * levelTile[t]!', 'buffers * levelTile[t]!'],
    [
      'what bypasses moves what is streamed',
      'bypasses ? crossing[t]! : streamed[t]!',
      'bypasses && crossing[t]! < 0 ? 0 : streamed[t]!',
    ],
  ]),
  ...mutantsOf('src/cost/accesses.ts', [
    [
      'inputs that bypass are accessed',
      'passes ? 0 : crossing[t]!, passes ? 0 : arriving',
      'passes ? crossing[t]! : crossing[t]!, arriving',
    ],
    [
      'outputs that bypass are accessed',
      'passes ? 0 : accumulations[t]! + left, passes ? 0 : back + crossing[t]!',
      'passes ? left : accumulations[t]! + left, back + crossing[t]!',
    ],
  ]),
]

const sparsity: readonly Mutant[] = [
  ...mutantsOf('src/cost/tensor-widths.ts', [
    ['a bitmask takes no bits', 'share * bits + 1', 'share * bits'],
    ['formats are rounded down', 'return Math.ceil(unitsPerBit * of)', 'return Math.floor(unitsPerBit * of)'],
    ['zeros are fetched too', 'l1[t]! / fetched)', 'l1[t]!)'],
    [
      'uniform zeros have a structure',
      'density.block === null && listFormats',
      'density.share < 0 && listFormats',
    ],
  ]),
  ...mutantsOf('src/cost/sparsity.ts', [
    [
      'what takes energy takes time and the reverse',
      'return { effective, executed, isLookedAt }',
      'return { effective: executed, executed: effective, isLookedAt }',
    ],
    ['gates save time', 'effective *= of.share', 'effective *= of.share\n    executed = effective'],
    [
      'what skips is looked at, if it is gated too',
      'if (((skips >> t) & 1) === 0) isLookedAt[t] = 1\n    else {',
      'if ((maskOf(gate, tensors) >> t) & 1) isLookedAt[t] = 1\n    if ((skips >> t) & 1) {',
    ],
    ['blocks across tiles take a certain time', ' && skipped[0]!.isAligned)', ')'],
    ['what is dense skips', 'if (of.share < 1) skipped.push(of)', 'skipped.push(of)'],
  ]),
  ...mutantsOf('src/analysis/elements.ts', [
    ['whole blocks at one level are enough', 'levels.every(({ loops })', 'levels.some(({ loops })'],
  ]),
  ...mutantsOf('src/cost/accesses.ts', [
    [
      'what is gated is not looked at',
      'sparsity.isLookedAt[t] === 1 ? sparsity.executed : sparsity.effective',
      'sparsity.effective',
    ],
    ['a first sum is read', 'stays * (1 - powerOf(1 - effective, macs / stays, last))', 'stays * 0'],
    ['every MAC writes a sum', 'const written = macs * sparsity.effective', 'const written = macs'],
  ]),
  ...mutantsOf('src/cost/energy.ts', [
    ['operands are read as they are stored', 'isL1 && isInput[t] === 1 ? operands[t]! : weight', 'weight'],
    ['zeros take the energy of a MAC', '(perTensor?.sparsity?.effective ?? 1) * energy.mac', 'energy.mac'],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['the floor counts what is skipped', 'perTensor?.sparsity?.executed ?? 1', 'perTensor === null ? 1 : 1'],
  ]),
  ...mutantsOf(
    'src/cost/floor.ts',
    [['rounding lifts the floor', 'Math.ceil(cycles - cycles * rounding)', 'Math.ceil(cycles)']],
    ['test/cost/floor.test.ts'],
  ),
  ...mutantsOf('src/operator/density.ts', [
    ['blocks need not divide the extent', 'extents[dimension]! % m !== 0', 'extents[dimension]! % n !== 0'],
    ['nothing may be a density', 'value > 0 && value <= 1) return', 'value >= 0 && value <= 1) return'],
  ]),
  ...mutantsOf(
    'src/operator/density.ts',
    [['a window may have blocks', 'axis.length === 1 ? [axis[0]!.dimension] : []', '[axis[0]!.dimension]']],
    ['test/error/errors-elements.test.ts'],
  ),
]

/** Those that only machines with much said of them tell from the original. */
const rare: readonly Mutant[] = triedWith(simulated, [
  ...mutantsOf('src/cost/networks.ts', [
    [
      'outputs on channels are reduced where inputs are multicast',
      'const takesUnion = counts.isInput[t] === 1 ? network.multicast : network.reduction',
      'const takesUnion = network.multicast',
    ],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['outputs leave as partial sums', ': weights.final[t]!)', ': weights.partial[t]!)'],
  ]),
  ...mutantsOf('src/hardware/network.ts', [
    [
      "a channel's ports are separate",
      "readPort(record['port'], place, network.sharedPort, report)",
      "readPort(record['port'], place, false, report)",
    ],
    [
      "a channel's latency is one hop",
      "readLatency(record['latency'], place, report, network)",
      "readLatency(record['latency'], place, report)",
    ],
  ]),
  ...mutantsOf('src/cost/area.ts', [
    [
      'channels take no area',
      'terms[at + CHANNELS] = channelsTerm(of, table, fanOut, networks[level]!)',
      'terms[at + CHANNELS] = 0',
    ],
  ]),
  ...mutantsOf('src/cost/for-tensors.ts', [
    [
      'a buffer that nothing enters is missed',
      'const isUnused = bypassed === 2 ** tensors.length - 1',
      'const isUnused = bypassed === 2 ** tensors.length',
    ],
  ]),
  ...mutantsOf('src/cost/tensor-widths.ts', [
    ['one coordinate is enough', 'share * (bits + format.coordinate)', 'share * bits + format.coordinate'],
    ['places in a block take parts of bits', 'Math.ceil(Math.log2(block ?? 1))', 'Math.log2(block ?? 1)'],
    [
      'formats of all inputs win over those of one',
      'if (own !== undefined) return { path',
      'if (own !== undefined && ofRole === undefined) return { path',
    ],
  ]),
  ...mutantsOf('src/cost/sparsity.ts', [
    ['several structures take a certain time', 'skipped.length === 1 &&', 'skipped.length >= 1 &&'],
  ]),
])

export const machineMutants: readonly Mutant[] = [
  ...triedWith(cases, [...widths, ...channels, ...staticEnergy, ...bypass, ...sparsity]),
  ...triedWith(['test/fusion/arrivals.test.ts', ...simulated, ...defined], arrivals),
  ...kernel,
  ...rare,
]
