/** Mutants of what traffic costs: accesses, time, energy, space, area, networks of layers. */
import { type Mutant, mutantsOf } from './mutant'

export const costMutants: readonly Mutant[] = [
  ...mutantsOf('src/profile/definition/time.ts', [
    [
      'a first fill is hidden',
      "cycles: ingress + inner, charges: plus(ofInner, to('fill', ingress))",
      "cycles: Math.max(ingress, inner), charges: plus(ofInner, to('fill', ingress))",
    ],
    ['no fill is prefetched', "isInitial ? 'egress' : 'everything'", "isEntry ? 'egress' : 'everything'"],
    ['the shortest run counts', 'run.cycles > longest.cycles ||', 'run.cycles < longest.cycles ||'],
    [
      'ties go to ingress',
      'if (inner >= ingress && inner >= egress) return',
      'if (inner > ingress && inner >= egress) return',
    ],
    ['a fill is ingress', "to('fill', ingress)", "to('ingress', ingress)"],
  ]),
  ...mutantsOf('src/profile/definition/charges.ts', [
    ['of equally long runs the last counts', 'difference > 0', 'difference < 0'],
  ]),
  ...mutantsOf('src/cost/traffic.ts', [
    ['first arrivals are added to something', 'crossing[i]! - firstArrivals', 'crossing[i]!'],
    ['a network that multicasts also reduces', 'isInput[t] === 1 ? multicast : reduction', 'multicast'],
  ]),
  ...mutantsOf('src/cost/networks.ts', [
    [
      'steps reduce where they multicast',
      'level, t, counts.isInput[t] === 1 ? network.multicast : network.reduction',
      'level, t, network.multicast',
    ],
    ['every network is the first', 'const network = networks[level]!', 'const network = networks[0]!'],
  ]),
  ...mutantsOf('src/cost/accesses.ts', [
    ['every arrival in the shared buffer is a read', 'accumulations[t]! + left,', 'crossing[t]! + left,'],
    ['outputs leave a cluster unread', 'accumulations[i]! + sum[at(level - 1, t)]!', 'accumulations[i]!'],
    ['inputs are written at every MAC', 'hardware, t), sum[at(levels - 1, t)]!)', 'hardware, t), macs)'],
  ]),
  ...mutantsOf('src/cost/residency.ts', [
    ['revisits do not count', 'moved - counts.used[t]!', '0'],
    [
      'streamed tiles are not doubled',
      'bypasses ? 0 : buffers * levelTile[t]!',
      'bypasses ? 0 : levelTile[t]!',
    ],
    ['of equals the last is chosen', 'space >= leastSpace', 'space > leastSpace'],
    ['streaming all is no choice', 'choice <= allStreamed', 'choice < allStreamed'],
    ['a first visit is read back', 'isOutput ? crossing - whole : crossing', 'crossing'],
    ['space never matters', 'if (into.spaceWeight <= room) return into', 'if (room >= 0) return into'],
    ['of equal traffic the larger stays', 'held < elements)', 'held > elements)'],
    ['streaming always pays', 'movedWeight < kept ||', 'movedWeight > kept ||'],
    ['single buffers are double', "overlap === 'none' ? 1 : 2", '2'],
  ]),
  ...mutantsOf('src/cost/batch.ts', [
    ['other PEs are not profiled again', 'held.pes === pes', 'true'],
    ['other lanes are not profiled again', 'held.simd === simd', 'true'],
    ['failures leave a row', 'else failures.push', 'else if (rows++ >= 0) failures.push'],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['the floor waits without a latency', 'if (latency < 1) return', 'if (latency < 0) return'],
    ['the floor has one lane', 'Math.ceil(macs / (pes * simd))', 'Math.ceil(macs / pes)'],
  ]),
  ...mutantsOf('src/cost/requirements.ts', [
    [
      'clusters always fit',
      'if (!fits(counts, requirements, hardware, buffer)) return false',
      'if (buffer < 0 && !fits(counts, requirements, hardware, buffer)) return false',
    ],
    [
      'an absent capacity has a byte per element',
      'elements[buffer]! * hardware.elementBytes',
      'elements[buffer]!',
    ],
  ]),
  ...mutantsOf('src/cost/energy.ts', [
    ['every network is one hop', '.hops * energy.hop * elements', '.latency * energy.hop * elements'],
    ['clusters cost nothing', 'shared + inClusters', 'shared'],
    ['the last clusters cost nothing', 'buffer < levels; buffer++', 'buffer < levels - 1; buffer++'],
  ]),
  ...mutantsOf('src/cost/area.ts', [
    ['deeper networks are not multiplied', 'parents *= fanOut', 'parents = fanOut'],
    ['the last clusters take no area', 'level < levels - 1 ? parents', 'level < levels - 2 ? parents'],
  ]),
  ...mutantsOf('src/cost/bound.ts', [
    ['a tie is not bound by compute', 'if (compute === most)', 'if (compute > most)'],
    ['a tie is bound by off-chip', 'offChip > onChip)', 'offChip >= onChip)'],
    ['of equal levels the innermost counts', '! > perLevel[most]!', '! >= perLevel[most]!'],
    [
      'the last level is charged nothing',
      'for (let level = 0; level < levels; level++) sum',
      'for (let level = 0; level < levels - 1; level++) sum',
    ],
  ]),
  ...mutantsOf('src/cost/estimate.ts', [
    ['lanes make no difference', 'runtime * hardware.pes * hardware.simd', 'runtime * hardware.pes'],
  ]),
  ...mutantsOf('src/network/totals.ts', [
    ['the product is not of sums', 'edp: energy.total * runtime', 'edp: totals.edp + estimate.edp'],
  ]),
  ...mutantsOf('src/network/choose.ts', [
    [
      'of equal candidates the last is chosen',
      'measure(each) < measure(least)',
      'measure(each) <= measure(least)',
    ],
  ]),
  ...mutantsOf('src/cost/load-analysis.ts', [
    ['fewer lanes pass', 'resolved.simd !== facts.simd', 'resolved.simd > facts.simd'],
    ['an edit passes', "own(value, 'checksum') === read.fingerprint", "own(value, 'checksum') !== null"],
  ]),
]
