/**
 * Tokens a second of Llama 3 8B on an accelerator in the style of a data centre's and on one in the style of a phone's, in both
 * phases, with what `perToken` says of each. Activations and cache have 16 bits, sums 32. Each layer takes the fastest that fits
 * of a few dataflows.
 */
import { type Accelerator, estimateNetwork, orThrow, type PerToken, perToken } from 'maestro-dataflow'
import { exynos2400Like, languageModel, sparseTensorCoreLike } from 'maestro-dataflow/catalog'
import type { TokenRate } from 'maestro-dataflow/report'
import { fastestFlow } from './fastest-flow'

export const machines: readonly (readonly [name: string, hardware: Accelerator])[] = [
  ['data centre (A100-like)', sparseTensorCoreLike],
  ['phone (Exynos 2400-like)', exynos2400Like],
]

/** All tokens of a prompt, or one more behind so many. */
export type Work = {
  readonly phase: TokenRate['phase']
  readonly batch: number
  readonly context: number
}

export type Measured = TokenRate & { readonly costs: PerToken }

const rateOf = (
  [accelerator, hardware]: (typeof machines)[number],
  bits: number,
  { phase, batch, context }: Work,
): Measured => {
  const tokens = phase === 'prefill' ? context : 1
  const precision = { weights: bits, activations: 16, cache: 16, partial: 32 }
  const work = { batch, tokens, cached: context - tokens, precision }
  const { layers } = languageModel({ model: 'llama-3-8b', ...work, logits: 'last' })
  const network = orThrow(estimateNetwork(layers, fastestFlow(hardware), hardware))
  const costs = orThrow(perToken(layers, network, batch * tokens))
  const about = { accelerator, phase, bits, batch, context, fits: network.fits }
  return { ...about, tokensPerSecond: 1 / (costs.seconds ?? Number.NaN), costs }
}

/** Each work on both accelerators, with weights of 16, 8 and 4.25 bits. */
export const measured = (works: readonly Work[]): readonly Measured[] =>
  machines.flatMap((machine) =>
    works.flatMap((work) => [16, 8, 4.25].map((bits) => rateOf(machine, bits, work))),
  )
