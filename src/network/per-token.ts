/** What a token costs: the totals of a network, shared among tokens, and what crosses the border of the chip by content. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { type EstimateError, type EstimateErrors, fault, type Report } from '../error/error'
import { show } from '../error/show'
import type { EnergyUnit } from '../hardware/energy'
import { isPositiveInteger } from '../internal/arithmetic'
import { isRight } from '../internal/either'
import { mostLayers } from '../internal/limits'
import { isRecord, own, readList } from '../internal/read'
import type { NetworkEstimate } from './network-estimate'
import type { RepeatedLayer } from './repeated'

/**
 * A layer with the contents of each of its tensors, by the tensor's name, such as `{ input: 'activations', filter: 'weights' }`.
 *
 * @since 0.2.0
 * @category networks
 */
export type ContentLayer = RepeatedLayer & {
  /** The contents of each tensor, by the tensor's name, such as `'weights'`. */
  readonly contents: Readonly<Record<string, string>>
}

/**
 * The cost of one token (or sample). `offchip.contents` divides the bits by the contents of the tensors.
 *
 * @since 0.2.0
 * @category networks
 */
export type PerToken = {
  /** MACs per token. */
  readonly macs: number
  /** Cycles per token. */
  readonly cycles: number
  /** Null where the hardware has no clock. */
  readonly seconds: number | null
  /** Energy per token. */
  readonly energy: {
    /** Energy of all components per token. */
    readonly total: number
    /** The unit of the energy: `'MAC'` or `'pJ'`. */
    readonly unit: EnergyUnit
  }
  /** Off-chip traffic per token. */
  readonly offchip: {
    /** Bits that cross the border of the chip, per token. */
    readonly bits: number
    /** Bits per token, by the contents of the tensors. */
    readonly contents: Readonly<Record<string, number>>
  }
}

const incomplete: EstimateError = /* @__PURE__ */ fault('Malformed', 'network', {
  expected: 'a network of which every layer has an estimate',
  given: 'a network without totals',
  hint: 'Repair the layers whose result is a Left, and estimate the network again.',
})

const otherLayers = (given: number, estimated: number): EstimateError =>
  fault('Malformed', 'layers', {
    expected: `the ${estimated} layers that were estimated`,
    given: `${given} layers`,
    hint: 'Pass the list that estimateNetwork was given.',
  })

/** Bits of all layers by content; a tensor whose content is not said is reported. */
const bitsByContent = (
  layers: readonly unknown[],
  network: NetworkEstimate,
  report: Report,
): Readonly<Record<string, number>> => {
  const sums = new Map<string, number>()
  network.layers.forEach(({ count, result }, i) => {
    const given = layers[i]
    const contents = isRecord(given) ? own(given, 'contents') : undefined
    for (const [tensor, { bits }] of isRight(result) ? Object.entries(result.right.offchip.tensors) : []) {
      const content = isRecord(contents) ? own(contents, tensor) : undefined
      if (typeof content === 'string')
        sums.set(content, (sums.get(content) ?? 0) + count * (bits.reads + bits.writes))
      else
        report.push(
          fault('Malformed', `layers[${i}].contents.${tensor}`, {
            expected: 'the contents of the tensor, as a text',
            given: show(content),
            hint: "Write contents: { filter: 'weights', … } with an entry for every tensor of the layer.",
          }),
        )
    }
  })
  return Object.fromEntries(sums)
}

const secondsOf = (network: NetworkEstimate): number | null =>
  network.layers.reduce<number | null>((sum, { count, result }) => {
    const seconds = isRight(result) ? result.right.seconds : null
    return sum === null || seconds === null ? null : sum + count * seconds
  }, 0)

/**
 * The average cost of a token: the totals of a network divided by a number of tokens, and the bits that cross the border of
 * the chip, by the contents of the tensors. `layers` are those that `estimateNetwork` was given, `tokens` those that the
 * network worked on: all of a prompt, or one of each sequence in a step of generation. The result is a Left if they are
 * invalid.
 *
 * @param layers - The layers that `estimateNetwork` was given, with the contents of their tensors.
 * @param network - The estimate of these layers.
 * @param tokens - The tokens that the network worked on: a positive integer.
 *
 * @example
 * ```ts
 * import { estimateNetwork, orThrow, perToken } from 'maestro-dataflow'
 * import { languageModel, languageModelDataflow, tpuV1Like } from 'maestro-dataflow/catalog'
 *
 * const precision = { weights: 8, activations: 8, cache: 8, partial: 32 }
 * const { layers } = languageModel({ model: 'llama-3-8b', batch: 4, tokens: 1, cached: 1023, precision })
 * const network = orThrow(estimateNetwork(layers, languageModelDataflow, tpuV1Like))
 * const { offchip } = orThrow(perToken(layers, network, 4))
 * Object.keys(offchip.contents) // => ['weights', 'activations', 'cache']
 * ```
 * @since 0.2.0
 * @category networks
 */
export const perToken = (
  layers: readonly ContentLayer[],
  network: NetworkEstimate,
  tokens: number,
): Either<EstimateErrors, PerToken> =>
  attempt((report) => {
    const entries = readList(layers, 'layers', mostLayers, 'Malformed', report) ?? []
    if (!isPositiveInteger(tokens))
      report.push(
        fault('Malformed', 'tokens', {
          expected: 'a positive integer',
          given: show(tokens),
          hint: 'Write how many tokens the network works on.',
        }),
      )
    if (!isRecord(network) || !network.complete) report.push(incomplete)
    else if (entries.length !== network.layers.length)
      report.push(otherLayers(entries.length, network.layers.length))
    if (report.length > 0 || !network.complete) return undefined
    const contents = bitsByContent(entries, network, report)
    const { macs, runtime, energy, offchip } = network.totals
    const seconds = secondsOf(network)
    const each = (total: number): number => total / tokens
    return {
      ...{ macs: each(macs), cycles: each(runtime), seconds: seconds === null ? null : each(seconds) },
      energy: { total: each(energy.total), unit: energy.unit },
      offchip: {
        bits: each(offchip.bits),
        contents: Object.fromEntries(Object.entries(contents).map(([key, bits]) => [key, each(bits)])),
      },
    }
  })
