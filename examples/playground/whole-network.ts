/** The whole network on the page's hardware: what its layers cost together. */
import { type Dataflow, estimate, estimateNetwork, type Layer, type NetworkEstimate } from 'maestro-dataflow'
import { parseDataflow } from 'maestro-dataflow/notation'
import type { Answer } from './answer'
import { type KindId, kindIds, kindOf } from './kinds'
import { networkOf, offersFor } from './presets'
import type { State } from './state'

export type Whole =
  | { readonly _tag: 'None'; readonly message: string }
  | { readonly _tag: 'Whole'; readonly label: string; readonly network: NetworkEstimate }

/** The dataflows on offer for each kind, read once. */
const offered: Readonly<Partial<Record<KindId, readonly Dataflow[]>>> = Object.fromEntries(
  kindIds.map((kind) => [
    kind,
    offersFor(kind).flatMap(({ text }) => {
      const read = parseDataflow(text)
      return read._tag === 'Right' ? read.right : []
    }),
  ]),
)

/** The fastest on offer for a layer that fits; or the fastest of all, if none does. */
const fastest =
  ({ dataflow, hardware }: Answer) =>
  (layer: Layer): Dataflow => {
    const kind = kindOf(layer)
    const flows = kind === undefined ? [] : (offered[kind] ?? [])
    const legal = flows.flatMap((flow) => {
      const result = estimate(layer, flow, hardware)
      return result._tag === 'Right' ? [{ flow, ...result.right }] : []
    })
    const [best] = [...legal].sort(
      (a, b) => Number(b.buffers.fits) - Number(a.buffers.fits) || a.runtime - b.runtime,
    )
    return best?.flow ?? dataflow
  }

export const wholeOf = (state: State, answer: Answer): Whole => {
  const network = networkOf(state)
  if (network === undefined)
    return {
      _tag: 'None',
      message: 'Choose a network under Layer, or open an ONNX file, to see the costs of all its layers.',
    }
  const flow = state.total === 'same' ? answer.dataflow : fastest(answer)
  const result = estimateNetwork(network.layers, flow, answer.hardware)
  if (result._tag === 'Left')
    return { _tag: 'None', message: result.left.map(({ message }) => message).join(' ') }
  return { _tag: 'Whole', label: network.label, network: result.right }
}
