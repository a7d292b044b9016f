/** What works on each token by itself: a feed-forward network, or experts. */
import { type Context, newTokens, pointwise, projection, residual, rowsOf, whole } from './build'
import type { ModelLayer, ModelPart } from './model-layer'
import type { DenseFeedForward, ExpertFeedForward } from './shape'

/** Networks that are alike, each with the same number of rows. */
type Gated = {
  readonly part: ModelPart
  /** Goes before the names, and after them. */
  readonly prefix: string
  readonly suffix: string
  readonly rows: number
  readonly hidden: number
  readonly count: number
}

const gatedLayers = (
  context: Context,
  width: number,
  { part, prefix, suffix, rows, hidden, count }: Gated,
): readonly ModelLayer[] => {
  const name = (of: string): string => `${prefix}${of}${suffix}`
  const inwards = { part, rows, from: width, to: hidden, count }
  return [
    projection(context, name('gate'), inwards),
    projection(context, name('up'), inwards),
    pointwise(context, part, name('product'), {
      ...{ sizes: { N: rows, C: hidden }, operands: [whole, whole], count },
    }),
    projection(context, name('down'), { part, rows, from: hidden, to: width, count }),
  ]
}

const twoLayers = (context: Context, width: number, hidden: number): readonly ModelLayer[] => {
  const part = 'feed forward'
  const rows = newTokens(context)
  return [
    projection(context, 'feed forward 1', { part, rows, from: width, to: hidden }),
    pointwise(context, 'activation', 'activation', { sizes: rowsOf(context, hidden), operands: [whole] }),
    projection(context, 'feed forward 2', { part, rows, from: hidden, to: width }),
  ]
}

/** Experts that get the same number of tokens. */
export type Share = { readonly experts: number; readonly tokens: number }

/**
 * Balanced routing: the choices of all tokens are spread over the experts as evenly as whole numbers allow, so that the work
 * is that of all choices. Fewer choices than experts leave the others idle.
 */
export const sharesOf = (tokens: number, { experts, active }: ExpertFeedForward): readonly Share[] => {
  const choices = tokens * active
  const least = Math.floor(choices / experts)
  const more = choices - least * experts
  return [
    { experts: more, tokens: least + 1 },
    { experts: experts - more, tokens: least },
  ].filter((share) => share.experts > 0 && share.tokens > 0)
}

const weighting = (context: Context, width: number, { experts, tokens }: Share, suffix: string): ModelLayer =>
  pointwise(context, 'routing', `expert weighting${suffix}`, {
    sizes: { N: tokens, C: width },
    operands: [whole, [['N'], 'activations']],
    count: experts,
  })

const sum = (context: Context, width: number, name: string, count: number): readonly ModelLayer[] =>
  count === 0
    ? []
    : [
        pointwise(context, 'routing', name, {
          ...{ sizes: rowsOf(context, width), operands: [whole, whole], count },
        }),
      ]

/** The router, the experts that it chooses, and the sum of what they put out, each weighted. */
const routed = (context: Context, width: number, shape: ExpertFeedForward): readonly ModelLayer[] => {
  const { hidden, experts, active } = shape
  const rows = newTokens(context)
  const shares = sharesOf(rows, shape)
  return [
    projection(context, 'router', { part: 'routing', rows, from: width, to: experts }),
    pointwise(context, 'routing', 'router weights', { sizes: rowsOf(context, experts), operands: [whole] }),
    ...shares.flatMap((share) => {
      const suffix = shares.length === 1 ? '' : ` of ${share.tokens} tokens`
      const each = { part: 'experts', prefix: 'expert ', suffix, hidden } as const
      return [
        ...gatedLayers(context, width, { ...each, rows: share.tokens, count: share.experts }),
        weighting(context, width, share, suffix),
      ]
    }),
    ...sum(context, width, 'expert sum', active - 1),
  ]
}

const expertLayers = (context: Context, width: number, shape: ExpertFeedForward): readonly ModelLayer[] => {
  const { hidden, shared } = shape
  const each = { part: 'shared experts', prefix: 'shared ', suffix: '', hidden } as const
  return [
    ...routed(context, width, shape),
    ...(shared === 0
      ? []
      : gatedLayers(context, width, { ...each, rows: newTokens(context), count: shared })),
    ...sum(context, width, 'shared sum', shared),
  ]
}

const layersOf = (
  context: Context,
  width: number,
  shape: DenseFeedForward | ExpertFeedForward,
): readonly ModelLayer[] => {
  switch (shape._tag) {
    case 'TwoLayer':
      return twoLayers(context, width, shape.hidden)
    case 'Gated':
      return gatedLayers(context, width, {
        ...{ part: 'feed forward', prefix: '', suffix: '', hidden: shape.hidden },
        ...{ rows: newTokens(context), count: 1 },
      })
    case 'Experts':
      return expertLayers(context, width, shape)
  }
}

export const feedForwardLayers = (
  context: Context,
  width: number,
  shape: DenseFeedForward | ExpertFeedForward,
): readonly ModelLayer[] => [
  ...layersOf(context, width, shape),
  residual(context, 'feed forward addition', width),
]
