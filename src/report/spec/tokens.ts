/** Tokens a second of language models against context and batch. */
import { messagePicture } from '../faults'
import { type Domain, domainOf, logarithmic } from './log-axis'
import { readTokenRates, type TokenRate } from './token-rate'
import { faintUnlessFits, type Json, type JsonObject, palette, picture, type VegaLiteSpec } from './vega-lite'

type Rate = Required<TokenRate>

const distinct = <A>(values: readonly A[]): readonly A[] => [...new Set(values)]

const ascending = (values: readonly number[]): readonly number[] =>
  [...distinct(values)].sort((a, b) => a - b)

const byWidth = (rates: readonly Rate[], range: (widths: readonly number[]) => Json): JsonObject => {
  const widths = [...ascending(rates.map(({ bits }) => bits))].reverse()
  return {
    field: 'bits',
    type: 'nominal',
    title: 'bits of a weight',
    sort: widths,
    scale: { domain: widths, range: range(widths) },
  }
}

const colourOf = (rates: readonly Rate[]): JsonObject =>
  byWidth(rates, (widths) => widths.map((_, i) => palette[i % palette.length]!))

/** The widest weights have the largest marks and are drawn first, so that equal rates are all seen. */
const sizeOf = (rates: readonly Rate[]): JsonObject => byWidth(rates, () => [130, 30])

const widestFirst = (rates: readonly Rate[]): readonly Rate[] => [...rates].sort((a, b) => b.bits - a.bits)

const shapes = ['circle', 'square', 'diamond', 'triangle-up', 'cross', 'triangle-down']

/** A shape for each batch. */
const shapeOf = (rates: readonly Rate[]): JsonObject => {
  const batches = ascending(rates.map(({ batch }) => batch))
  return {
    field: 'batch',
    type: 'nominal',
    title: 'batch',
    sort: batches,
    scale: { domain: batches, range: batches.map((_, i) => shapes[i % shapes.length]!) },
  }
}

/** Ticks stand at the contexts themselves, so that the ends need not be round. */
const around = (contexts: readonly number[]): Domain => [contexts[0]! / 1.2, contexts.at(-1)! * 1.2]

const width = 280

/** Of at least one rate. */
const panelOf = (rates: readonly Rate[]): JsonObject => {
  const contexts = ascending(rates.map(({ context }) => context))
  const place: JsonObject = {
    x: {
      ...logarithmic('context', 'tokens of context', around(contexts)),
      axis: { values: contexts, labelExpr: "format(datum.value, ',')", labelOverlap: 'greedy' },
    },
    y: logarithmic('tokensPerSecond', 'tokens/s', domainOf(rates.map((rate) => rate.tokensPerSecond))),
    color: colourOf(rates),
  }
  const line: JsonObject = {
    mark: { type: 'line', strokeWidth: 1.5 },
    encoding: { ...place, detail: { field: 'batch', type: 'nominal' } },
  }
  const points: JsonObject = {
    mark: { type: 'point', filled: true },
    encoding: {
      ...place,
      shape: shapeOf(rates),
      size: sizeOf(rates),
      opacity: faintUnlessFits,
      tooltip: [
        { field: 'accelerator', type: 'nominal' },
        { field: 'phase', type: 'nominal' },
        { field: 'tokensPerSecond', type: 'quantitative', title: 'tokens/s', format: ',.4~r' },
        { field: 'bits', type: 'quantitative', title: 'bits of a weight' },
        { field: 'batch', type: 'quantitative', format: ',' },
        { field: 'context', type: 'quantitative', format: ',' },
        { field: 'fits', type: 'nominal', title: 'fits the buffers' },
      ],
    },
  }
  return { width, height: 240, layer: [line, points] }
}

const pictureOf = (rates: readonly Rate[]): VegaLiteSpec => {
  const header: JsonObject = { title: null, labelLimit: width }
  const phases = (['prefill', 'decode'] as const).filter((phase) =>
    rates.some((rate) => rate.phase === phase),
  )
  const accelerators = distinct(rates.map(({ accelerator }) => accelerator))
  return picture(
    'Tokens a second',
    [
      'of all sequences of a batch together, against the tokens of each',
      rates.every(({ fits }) => fits) ? '' : 'a faint mark where a layer does not fit the buffers',
    ],
    {
      data: { values: widestFirst(rates) },
      facet: {
        row: { field: 'phase', type: 'nominal', sort: phases, header },
        column: { field: 'accelerator', type: 'nominal', sort: accelerators, header },
      },
      spec: panelOf(rates),
    },
  )
}

/**
 * Tokens a second of a language model over the context, on logarithmic axes: a panel for each accelerator and phase, a colour
 * for each width of the weights, a shape for each batch. A faint mark does not fit the buffers.
 *
 * @param rates - The rates to draw, one point each.
 *
 * @example
 * ```ts
 * import { type TokenRate, tokensSpec } from 'maestro-dataflow/report'
 *
 * const about = { accelerator: 'phone', phase: 'decode', bits: 4.25, batch: 1 } as const
 * const rates: readonly TokenRate[] = [
 *   { ...about, context: 1024, tokensPerSecond: 16.5 },
 *   { ...about, context: 8192, tokensPerSecond: 13.3 },
 * ]
 * tokensSpec(rates)['title']
 * // => { text: 'Tokens a second', subtitle: 'of all sequences of a batch together, against the tokens of each' }
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const tokensSpec = (rates: readonly TokenRate[]): VegaLiteSpec => {
  const read = readTokenRates(rates)
  if (read._tag === 'Fault') return messagePicture(read.message)
  return read.rates.length === 0 ? messagePicture('There are no rates to show.') : pictureOf(read.rates)
}
