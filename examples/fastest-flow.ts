/** A dataflow for each layer of a language model: products with weights take the fastest that fits of a few. */
import { type Accelerator, type Dataflow, type Estimate, estimate, type Layer } from 'maestro-dataflow'
import {
  fullyConnectedOutputStationary,
  kcPartitioned,
  languageModelDataflow,
} from 'maestro-dataflow/catalog'

const fitting = (layer: Layer, flows: readonly Dataflow[], hardware: Accelerator): readonly Estimate[] =>
  flows.flatMap((flow) => {
    const result = estimate(layer, flow, hardware)
    return result._tag === 'Right' && result.right.buffers.fits ? [result.right] : []
  })

/** All other layers take their own. */
export const fastestFlow =
  (hardware: Accelerator) =>
  (layer: Layer): Dataflow => {
    const own = languageModelDataflow(layer)
    if (layer.kind !== 'fullyConnected') return own
    const flows = [own, kcPartitioned, fullyConnectedOutputStationary]
    const [fastest] = [...fitting(layer, flows, hardware)].sort((a, b) => a.runtime - b.runtime)
    return flows.find(({ name }) => name === fastest?.dataflow) ?? own
  }
