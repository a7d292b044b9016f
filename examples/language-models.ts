/**
 * Tokens a second of Llama 3 8B on an accelerator in the style of a data centre's and on one of a phone's, for a prompt and for
 * steps of generation, against batch and context, with weights of 16, 8 and 4.25 bits; and what crosses the border of the chip
 * for a token. Activations and cache have 16 bits, sums 32. Each layer takes the fastest that fits of a few dataflows.
 */
import {
  type Accelerator,
  type Dataflow,
  type Estimate,
  estimate,
  estimateNetwork,
  type Layer,
  orThrow,
  perToken,
} from 'maestro-dataflow'
import {
  fullyConnectedOutputStationary,
  kcPartitioned,
  languageModel,
  languageModelDataflow,
  nvdlaLike,
  sparseTensorCoreLike,
} from 'maestro-dataflow/catalog'
import { table } from './table'

const machines: readonly (readonly [name: string, hardware: Accelerator])[] = [
  ['data centre (A100-like, 1,555 GB/s)', sparseTensorCoreLike],
  ['phone (NVDLA-like, 32 GB/s)', nvdlaLike],
]

const estimatesOf = (layer: Layer, flows: readonly Dataflow[], hardware: Accelerator): readonly Estimate[] =>
  flows.flatMap((flow) => {
    const result = estimate(layer, flow, hardware)
    return result._tag === 'Right' && result.right.buffers.fits ? [result.right] : []
  })

/** The fastest that fits, of the layer's own dataflow and others for products with weights. */
const flowOf =
  (hardware: Accelerator) =>
  (layer: Layer): Dataflow => {
    const own = languageModelDataflow(layer)
    const flows =
      layer.kind === 'fullyConnected' ? [own, kcPartitioned, fullyConnectedOutputStationary] : [own]
    const fitting = estimatesOf(layer, flows, hardware)
    const [fastest] = [...fitting].sort((a, b) => a.runtime - b.runtime)
    return flows.find(({ name }) => name === fastest?.dataflow) ?? own
  }

type Work = { readonly batch: number; readonly tokens: number; readonly cached: number }

const works: readonly Work[] = [
  { batch: 1, tokens: 1024, cached: 0 },
  ...[1, 16, 64].flatMap((batch) => [1023, 8191].map((cached) => ({ batch, tokens: 1, cached }))),
]

/** 1.23, 12.3, 123, 1,234. */
const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)

const contents = ['weights', 'cache', 'activations'] as const

const lineOf = (hardware: Accelerator, weights: number, work: Work): readonly string[] => {
  const precision = { weights, activations: 16, cache: 16, partial: 32 }
  const { layers } = languageModel({ model: 'llama-3-8b', ...work, precision, logits: 'last' })
  const network = orThrow(estimateNetwork(layers, flowOf(hardware), hardware))
  const { batch, tokens, cached } = work
  const { seconds, energy, offchip } = orThrow(perToken(layers, network, batch * tokens))
  return [
    tokens === 1 ? 'generation' : 'prompt',
    `${batch}`,
    `${cached + tokens}`,
    `${weights}`,
    shown(1 / (seconds ?? Number.NaN)),
    shown(energy.total / 1e9),
    ...contents.map((content) => shown((offchip.contents[content] ?? 0) / 8e6)),
    network.fits ? '' : 'does not fit',
  ]
}

const head = ['', 'batch', 'context', 'bits', 'tokens/s', 'mJ', ...contents, 'buffers']

for (const [name, hardware] of machines) {
  const lines = works.flatMap((work) => [16, 8, 4.25].map((weights) => lineOf(hardware, weights, work)))
  console.log(`\n${name}; mJ and off-chip MB are those of a token\n\n${table(head, lines)}`)
}
