/** Mutants of what pictures, explanations, totals of networks and errors say of precision, channels, skew and sparsity. */
import { type Mutant, mutantsOf, triedWith } from './mutant'

export const machineReportMutants: readonly Mutant[] = [
  ...triedWith(
    ['test/report/machine.test.ts'],
    [
      ...mutantsOf('src/cost/element-bits.ts', [
        ['units hold elements as wide as above', 'buffers[at(1 + level, t)]!', 'buffers[at(level, t)]!'],
        ['words have no bits', 'bitsOf(areWords ? 1 : weightOf(t)', 'bitsOf(areWords ? 0 : weightOf(t)'],
        [
          'what bypasses travels as it is stored',
          'byTensor((t) => onNetwork(weights, counts, resolved, level, t))',
          'byTensor((t) => buffers[at(level, t)]!)',
        ],
      ]),
      ...mutantsOf('src/report/spec/traffic-figures.ts', [
        ['all ends are as wide as the network', 'end === unitsEnd ? inUnits : crossing', 'crossing'],
        ['some bits are enough for bits', 'known.length === widths.length && differ(known)', 'differ(known)'],
      ]),
      ...mutantsOf('src/report/spec/traffic.ts', [
        [
          'multicast counts bits',
          'to.elements / from.elements : from.elements',
          '(to.bits ?? 0) / (from.bits ?? 1) : from.elements',
        ],
      ]),
      ...mutantsOf('src/report/explain/propose-network.ts', [
        ['skew stays', 'skew > 1 ? 1 : 0', 'skew'],
        ['skew of one cycle is none', 'if (skew === 0) return []', 'if (skew <= 1) return []'],
        ['channels keep their ports', "isShared: port === 'shared'", "isShared: port === 'separate'"],
        ['all channels change', '(i === c ? { ...each, ...value } : each)', '({ ...each, ...value })'],
      ]),
      ...mutantsOf('src/report/spec/roofline-traffic.ts', [
        [
          'networks carry elements',
          '? networkWords(estimate) : networkElements(estimate)',
          '? networkElements(estimate) : networkElements(estimate)',
        ],
        [
          'a network has its own bandwidth only',
          '...channels.flatMap((channel) =>',
          '...[].flatMap((channel: (typeof channels)[number]) =>',
        ],
        [
          'all ride on the network itself',
          '!listed(name, role)) ? [bandwidth]',
          'name !== role) ? [bandwidth]',
        ],
      ]),
      ...mutantsOf('src/report/table/network-lines.ts', [
        [
          'networks have no effective MACs',
          'totals.effective.macs === totals.macs',
          'totals.macs === totals.macs',
        ],
      ]),
    ],
  ),
  ...triedWith(
    ['test/report/machine.prop.test.ts'],
    [
      ...mutantsOf('src/cost/element-bits.ts', [
        [
          'skipped zeros are read',
          'operands: byTensor((t) => operands[t]!)',
          'operands: byTensor((t) => buffers[at(counts.levels, t)]!)',
        ],
      ]),
      ...mutantsOf('src/report/spec/traffic-figures.ts', [
        ['sums are read like operands', 'isInput ? widths?.operands : stored', 'widths?.operands'],
      ]),
    ],
  ),
  ...triedWith(
    ['test/network/network.test.ts'],
    [
      ...mutantsOf('src/network/totals.ts', [
        [
          'other operations are effective MACs',
          "points('macs', estimate.effective.macs)",
          'estimate.effective.macs',
        ],
        [
          'bits are those of the last layer',
          'totals.offchip.bits + count * estimate.offchip.bits',
          'estimate.offchip.bits',
        ],
      ]),
    ],
  ),
  ...triedWith(
    ['test/notation/hardware.test.ts'],
    [
      ...mutantsOf('src/notation/hardware-value.ts', [
        ['items end where the next begins', 'end: peek(reader, -1).end', 'end: peek(reader).end'],
        ['items have no place', 'return item && { ...item, at', 'return item && { ...item, else'],
      ]),
      ...mutantsOf('src/notation/tree.ts', [
        ['lists begin anywhere', 'if (step > length &&', 'if (step < 0 &&'],
        [
          'the first that is left out is the one before',
          '[...path.slice(0, i), length]',
          '[...path.slice(0, i), step - 1]',
        ],
      ]),
    ],
  ),
  ...triedWith(
    ['test/error/errors-elements.test.ts'],
    [
      ...mutantsOf('src/operator/density.ts', [
        [
          'outputs are offered for densities',
          "[...namesOf('input'), inputsName]",
          "[...namesOf('input'), ...namesOf('output'), inputsName]",
        ],
      ]),
      ...mutantsOf('src/hardware/named.ts', [
        [
          'outputs may be gated',
          'entry === outputsName && inputsOnly !== undefined',
          'entry === outputsName && inputsOnly === undefined',
        ],
      ]),
    ],
  ),
]
