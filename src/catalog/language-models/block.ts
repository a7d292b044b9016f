/** The layers of one block. */
import { type Context, residual } from './build'
import { feedForwardLayers } from './feed-forward'
import { groupedLayers, latentLayers } from './mixers'
import type { ModelLayer } from './model-layer'
import { normalization } from './normalization'
import type { BlockShape, LanguageModelShape } from './shape'
import { stateSpaceLayers } from './state-space'

const mixerLayers = (context: Context, width: number, { mixer }: BlockShape): readonly ModelLayer[] => {
  switch (mixer._tag) {
    case 'Grouped':
      return groupedLayers(context, width, mixer)
    case 'Latent':
      return latentLayers(context, width, mixer)
    case 'StateSpace':
      return stateSpaceLayers(context, width, mixer)
  }
}

export const blockLayers = (
  context: Context,
  shape: LanguageModelShape,
  block: BlockShape,
): readonly ModelLayer[] => [
  normalization(context, 'mixer normalization', shape),
  ...mixerLayers(context, shape.width, block),
  residual(context, 'mixer addition', shape.width),
  ...(block.feedForward === null
    ? []
    : [
        normalization(context, 'feed forward normalization', shape),
        ...feedForwardLayers(context, shape.width, block.feedForward),
      ]),
]
