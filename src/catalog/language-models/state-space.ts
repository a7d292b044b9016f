/** The mixer of Mamba-2, whose state each token updates in turn. */
import { depthwiseConv2d, layer } from '../../operator/make-layer'
import {
  type Context,
  newTokens,
  type Operand,
  perChannel,
  planned,
  pointwise,
  projection,
  rowsOf,
  whole,
} from './build'
import type { ModelLayer } from './model-layer'
import { stateOutput, stateUpdate } from './operators'
import type { StateSpaceMixer } from './shape'

/** The convolution looks at the tokens before: zeros before the first, or what was kept of the last ones. */
const convolution = (context: Context, channels: number, window: number): ModelLayer => {
  const { batch, tokens, cached } = context
  const before = window - 1
  const columns =
    cached === 0
      ? { X: tokens, padding: { top: 0, bottom: 0, left: before, right: 0 } }
      : { X: tokens + before }
  return planned(
    context,
    {
      ...{ part: 'convolution', name: 'convolution', sum: 'output' },
      contents: { input: 'activations', filter: 'weights', output: 'activations' },
    },
    (options) => depthwiseConv2d({ N: batch, C: channels, R: 1, S: window, Y: 1, ...columns, ...options }),
  )
}

const ofHeads: Operand = [['N', 'C', 'Y'], 'activations']

/** The state of every head, updated and read once for each token. */
const recurrence = (context: Context, mixer: StateSpaceMixer): readonly ModelLayer[] => {
  const { heads, headWidth, stateWidth, groups } = mixer
  const sizes = { N: context.batch, G: groups, H: heads / groups, P: headWidth, S: stateWidth }
  const part = 'state space'
  const count = context.tokens
  const [cache, activations] = ['cache', 'activations'] as const
  return [
    planned(
      context,
      {
        ...{ part, name: 'state update', count, sum: null },
        contents: { state: cache, decay: activations, input: activations, spread: activations, next: cache },
      },
      (options) => layer(stateUpdate, sizes, options),
    ),
    planned(
      context,
      {
        ...{ part, name: 'state output', count, sum: 'output' },
        contents: { state: cache, read: activations, output: activations },
      },
      (options) => layer(stateOutput, sizes, options),
    ),
  ]
}

/** The step of each head, how much of its state stays, what goes in, and what passes by the state. */
const aroundState = (context: Context, mixer: StateSpaceMixer): readonly ModelLayer[] => {
  const { heads, headWidth } = mixer
  const part = 'state space'
  const perHead = rowsOf(context, heads)
  const wide = { ...perHead, Y: headWidth }
  return [
    pointwise(context, part, 'step', { sizes: perHead, operands: [whole, perChannel] }),
    pointwise(context, part, 'decay', { sizes: perHead, operands: [whole, perChannel] }),
    pointwise(context, part, 'state input', { sizes: wide, operands: [ofHeads, whole] }),
    ...recurrence(context, mixer),
    pointwise(context, part, 'skip', { sizes: wide, operands: [ofHeads, ofHeads, perChannel] }),
  ]
}

export const stateSpaceLayers = (
  context: Context,
  width: number,
  mixer: StateSpaceMixer,
): readonly ModelLayer[] => {
  const { heads, headWidth, stateWidth, groups, window } = mixer
  const inner = heads * headWidth
  const channels = inner + 2 * groups * stateWidth
  const rows = newTokens(context)
  return [
    projection(context, 'input', { rows, from: width, to: inner + channels + heads }),
    convolution(context, channels, window),
    pointwise(context, 'activation', 'activation', { sizes: rowsOf(context, channels), operands: [whole] }),
    ...aroundState(context, mixer),
    pointwise(context, 'normalization', 'gated normalization', {
      ...{ sizes: rowsOf(context, inner), operands: [whole, whole, perChannel] },
    }),
    projection(context, 'output', { rows, from: inner, to: width }),
  ]
}
