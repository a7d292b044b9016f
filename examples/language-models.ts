/**
 * Tokens a second of Llama 3 8B on an accelerator in the style of a data centre's and on one in the style of a phone's, for a
 * prompt and for steps of generation, against batch and context, with weights of 16, 8 and 4.25 bits; and what crosses the
 * border of the chip for a token. `examples/pictures.ts` draws them.
 */
import type { Accelerator } from 'maestro-dataflow'
import { table } from './table'
import { type Measured, machines, measured, type Work } from './token-rates'

const works: readonly Work[] = [
  ...[1024, 8192].map((context): Work => ({ phase: 'prefill', batch: 1, context })),
  ...[1, 16, 64].flatMap((batch) =>
    [1024, 8192].map((context): Work => ({ phase: 'decode', batch, context })),
  ),
]

/** 1.23, 12.3, 123, 1,234. */
const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)

const contents = ['weights', 'cache', 'activations'] as const

const lineOf = ({
  phase,
  batch,
  context,
  bits,
  tokensPerSecond,
  fits,
  costs,
}: Measured): readonly string[] => [
  phase,
  `${batch}`,
  `${context}`,
  `${bits}`,
  shown(tokensPerSecond),
  shown(costs.energy.total / 1e9),
  ...contents.map((content) => shown((costs.offchip.contents[content] ?? 0) / 8e6)),
  fits === false ? 'no' : 'yes',
]

const head = ['', 'batch', 'context', 'bits', 'tokens/s', 'mJ', ...contents, 'fits']

/** Bytes a second from DRAM. */
const bandwidthOf = ({ offchip, elementBytes = 1, clock = 0 }: Accelerator): number =>
  (offchip?.bandwidth ?? Number.POSITIVE_INFINITY) * elementBytes * clock

const all = measured(works)
for (const [name, hardware] of machines) {
  const lines = all.filter(({ accelerator }) => accelerator === name).map(lineOf)
  const speed = `${Math.round(bandwidthOf(hardware) / 1e9).toLocaleString('en')} GB/s`
  console.log(`\n${name}, ${speed}; mJ and off-chip MB are those of a token\n\n${table(head, lines)}`)
}
