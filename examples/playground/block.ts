/** A block of a language model on the page's hardware, layer by layer. */
import {
  type Accelerator,
  estimateNetwork,
  type NetworkEstimate,
  type PerToken,
  perToken,
} from 'maestro-dataflow'
import { languageModels, type ModelLayer, transformerBlock } from 'maestro-dataflow/catalog'
import { fastestFlow } from '../fastest-flow'
import { typed } from './layer'
import type { BlockState } from './state'

type ModelId = keyof typeof languageModels

/** The models on offer, in the catalogue's order, and what they are called. */
const labels: Readonly<Record<ModelId, string>> = {
  'gpt-3-175b': 'GPT-3 175B',
  'llama-3-8b': 'Llama 3 8B',
  'llama-3-70b': 'Llama 3 70B',
  'llama-4-scout': 'Llama 4 Scout',
  'llama-4-maverick': 'Llama 4 Maverick',
  'mixtral-8x22b': 'Mixtral 8x22B',
  'qwen3-8b': 'Qwen3 8B',
  'qwen3-30b-a3b': 'Qwen3 30B-A3B',
  'deepseek-v3': 'DeepSeek-V3',
  'mamba-2-2.7b': 'Mamba-2 2.7B',
}

export const isModel = (id: string): id is ModelId => Object.hasOwn(labels, id)

export const models: readonly { readonly id: ModelId; readonly label: string }[] = Object.keys(labels)
  .filter(isModel)
  .map((id) => ({ id, label: labels[id] }))

/** How many blocks the model has, and how many are of the kind that is shown: the last. */
export const blocksOf = (id: string): { readonly all: number; readonly alike: number } => {
  const kinds = isModel(id) ? languageModels[id].blocks : []
  return { all: kinds.reduce((sum, { count }) => sum + count, 0), alike: kinds.at(-1)?.count ?? 0 }
}

/** What was typed; whether it makes sense is for the estimate to say. */
const layersOf = ({ model, batch, tokens, cached, bits }: BlockState): readonly ModelLayer[] => {
  const precision = { weights: typed(bits) ?? '', activations: 16, cache: 16, partial: 32 }
  const counts = { batch: typed(batch) ?? '', tokens: typed(tokens) ?? '', cached: typed(cached) ?? '' }
  return transformerBlock({ model, ...counts, precision } as Parameters<typeof transformerBlock>[0])
}

export type Block =
  | { readonly _tag: 'None'; readonly message: string }
  | {
      readonly _tag: 'Block'
      readonly layers: readonly ModelLayer[]
      readonly network: NetworkEstimate
      /** Of the whole block; null where a layer has no estimate. */
      readonly costs: PerToken | null
      /** Why layers have no estimate. */
      readonly faults: readonly string[]
    }

/** Each thing that is wrong, once. */
const faultsIn = (network: NetworkEstimate): readonly string[] => [
  ...new Set(
    network.layers.flatMap(({ result }) =>
      result._tag === 'Left' ? result.left.map(({ message, hint }) => `${message} ${hint}`) : [],
    ),
  ),
]

export const blockOf = (state: BlockState, hardware: Accelerator): Block => {
  const layers = layersOf(state)
  const result = estimateNetwork(layers, fastestFlow(hardware), hardware)
  if (result._tag === 'Left')
    return { _tag: 'None', message: result.left.map(({ message }) => message).join(' ') }
  const network = result.right
  const faults = faultsIn(network)
  const isEmpty = network.layers.every((each) => each.result._tag === 'Left')
  if (isEmpty) return { _tag: 'None', message: faults.join(' ') }
  const costs = perToken(layers, network, 1)
  return { _tag: 'Block', layers, network, costs: costs._tag === 'Right' ? costs.right : null, faults }
}
