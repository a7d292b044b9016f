/** Mutants of what people read: sentences, proposals and hints. */
import { type Mutant, mutantsOf } from './mutant'

export const reportMutants: readonly Mutant[] = [
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
