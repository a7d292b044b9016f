/** The best mapping of every layer of a language model, for a prompt and for a step, on the accelerators of the guide. */
import { type Accelerator, estimateNetwork, orThrow, perToken } from 'maestro-dataflow'
import {
  exynos2400Like,
  languageModel,
  languageModelDataflow,
  sparseTensorCoreLike,
} from 'maestro-dataflow/catalog'
import { mapNetwork } from 'maestro-dataflow/map'
import { percent, table } from '../table'

// Mappings have at most two levels: tensor cores are the clusters.
const dataCentre: Accelerator = { ...sparseTensorCoreLike, clusters: [{ capacity: 65_536 }] }

const rates = (hardware: Accelerator, tokens: number, cached: number, weights: number): readonly string[] => {
  const precision = { weights, activations: 16, cache: 16, partial: 16 }
  const { layers } = languageModel({ model: 'llama-3-8b', tokens, cached, precision })
  const mapped = orThrow(mapNetwork(layers, hardware, { objective: 'runtime', nodes: 300 }))
  const found = new Map(layers.map(({ layer }, i) => [layer, mapped.layers[i]!.best!.dataflow]))
  const perSecond = (network: ReturnType<typeof estimateNetwork>): string => {
    const { seconds } = orThrow(perToken(layers, orThrow(network), tokens))
    return Number((1 / seconds!).toPrecision(3)).toLocaleString('en')
  }
  const fixed = perSecond(estimateNetwork(layers, languageModelDataflow, hardware))
  const best = perSecond(estimateNetwork(layers, (layer) => found.get(layer)!, hardware))
  return [tokens > 1 ? 'prefill' : 'decode', `${weights}`, fixed, best, percent(mapped.gap!)]
}

for (const [name, hardware] of [
  ['data centre', dataCentre],
  ['phone', exynos2400Like],
] as const) {
  const rows = [16, 4.25].flatMap((bits) => [rates(hardware, 256, 0, bits), rates(hardware, 1, 1023, bits)])
  console.log(`${name}\n\n${table(['', 'bits', 'fixed dataflows', 'best found', 'gap'], rows)}\n`)
}
