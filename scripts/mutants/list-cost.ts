/** Mutants of what traffic costs: accesses, time, energy, space, area, networks of layers. */
import { type Mutant, mutantsOf } from './mutant'

export const costMutants: readonly Mutant[] = [
  ...mutantsOf('src/cost/time.ts', [
    [
      'a first fill is hidden',
      'return Math.max(ingress + inner, egress)',
      'return Math.max(inner, ingress, egress)',
    ],
    ['no fill is prefetched', "isInitial ? 'egress' : 'everything'", "isEntry ? 'egress' : 'everything'"],
  ]),
  ...mutantsOf('src/cost/traffic.ts', [
    ['first arrivals are added to something', 'crossing[i]! - firstArrivals', 'crossing[i]!'],
    ['a network that multicasts also reduces', 'isInput[t] === 1 ? multicast : reduction', 'multicast'],
  ]),
  ...mutantsOf('src/cost/accesses.ts', [
    [
      'every arrival in the shared buffer is a read',
      ': accumulations[i]!) + offchipWrites',
      ': crossing[i]!) + offchipWrites',
    ],
    ['outputs leave a cluster unread', 'accumulations[below]! + tape.sum[own]!', 'accumulations[below]!'],
    ['inputs are written at every MAC', 'isInput[t] === 1 ? acquired : macs', 'macs'],
  ]),
  ...mutantsOf('src/cost/offchip.ts', [
    ['revisits do not weigh', '2 * streamed - used', 'streamed'],
    [
      'streamed tiles are not doubled',
      'buffers * tape.levelTile[t]! : tape.used',
      'tape.levelTile[t]! : tape.used',
    ],
    ['of equals the last is chosen', 'weight[SPACE]! >= least[SPACE]!', 'weight[SPACE]! > least[SPACE]!'],
    ['streaming all is no choice', 'choice <= allStreamed', 'choice < allStreamed'],
    ['a first visit is read back', 'isInput[t] === 1 ? streamed : streamed - tape.used[t]!', 'streamed'],
  ]),
  ...mutantsOf('src/cost/offchip.ts', [
    ['space never matters', 'offchip[SPACE]! > capacity', 'offchip[SPACE]! < 0'],
    ['of equal traffic the larger stays', '< tape.used[t]!)', '> tape.used[t]!)'],
    ['streaming always pays', 'gained > 0 ||', 'gained < 0 ||'],
  ]),
  ...mutantsOf('src/cost/batch.ts', [
    ['other PEs are not walked again', 'walked.pes === pes', 'true'],
    ['other lanes are not walked again', 'walked.simd === simd', 'true'],
    ['whoever used the tape meanwhile is ignored', '&& tape.loaded === walked', ''],
    ['failures leave a row', 'else failures.push', 'else if (rows++ >= 0) failures.push'],
    ['hardware is that of the first dataflow', 'known[levels.length] ??=', 'known[0] ??='],
  ]),
  ...mutantsOf('src/cost/floor.ts', [
    ['the floor waits without a latency', 'if (latency < 1) return', 'if (latency < 0) return'],
    ['the floor has one lane', 'macs / (hardware.pes * hardware.simd)', 'macs / hardware.pes'],
  ]),
  ...mutantsOf('src/cost/buffers.ts', [
    ['single buffers are double', "overlap === 'none' ? 1 : 2", '2'],
    [
      'clusters always fit',
      'if (!fits(hardware, buffer)) return false',
      'if (buffer === SHARED && !fits(hardware, buffer)) return false',
    ],
    [
      'an absent capacity has a byte per element',
      '?? required[buffer]! * hardware.elementBytes',
      '?? required[buffer]!',
    ],
  ]),
  ...mutantsOf('src/cost/energy.ts', [
    ['every network is one hop', '.hops * energy.hop * elements', '.latency * energy.hop * elements'],
    ['clusters cost nothing', 'ofBuffer[SHARED]! + inClusters', 'ofBuffer[SHARED]!'],
  ]),
  ...mutantsOf('src/cost/area.ts', [
    ['deeper networks are not multiplied', 'parents *= units', 'parents = units'],
    ['the last clusters take no area', 'level < inLevels - 1) total', 'level < inLevels - 2) total'],
  ]),
  ...mutantsOf('src/cost/estimate.ts', [
    ['a tie is not bound by inner work', 'spent[i + TO_INNER]! >= ingress', 'spent[i + TO_INNER]! > ingress'],
    ['a tie is bound by off-chip', 'offChipTime > onChipRuntime ?', 'offChipTime >= onChipRuntime ?'],
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
  ...mutantsOf('src/cost/evaluate.ts', [
    ['fewer lanes pass', 'resolved.simd !== checked.simd', 'resolved.simd > analysis.simd'],
    ['an edit passes', "own(value, 'checksum') === read.fingerprint", "own(value, 'checksum') !== null"],
  ]),
]
