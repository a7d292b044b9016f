/** What people do on the page, each as a function from state to state. */
import type { Accelerator, Dataflow } from 'maestro-dataflow'
import { printDataflow } from 'maestro-dataflow/notation'
import type { Change, MappingView } from 'maestro-dataflow/report'
import { fastestOffer } from './answer'
import { isModel } from './block'
import { isFollower } from './chain'
import { acceleratorOf, asForm, asText, stateOfHardware } from './hardware'
import { plainHardware } from './initial'
import { isKind } from './kinds'
import {
  accelerators,
  chosenOffer,
  fileNetwork,
  offersFor,
  pickLayer,
  pickNetwork,
  withKind,
} from './presets'
import {
  blockFields,
  fromStart,
  type HardwareField,
  hardwareFields,
  isSweepField,
  type LayerState,
  type Network,
  type State,
} from './state'

export type Move = (state: State) => State

const isHardwareField = (field: string): field is HardwareField =>
  hardwareFields.some((known) => known === field)

/** Fields of the layer that are no sizes. */
const textFields: readonly string[] = ['stride', 'dilation', 'padding', 'precision', 'density']

const typedLayer = (layer: LayerState, field: string, value: string): LayerState => {
  const [, dimension] = /^size-(.+)$/.exec(field) ?? []
  if (dimension !== undefined) return { ...layer, sizes: { ...layer.sizes, [dimension]: value } }
  return textFields.includes(field) ? { ...layer, [field]: value } : layer
}

/** A field of the form, by the end of its id. */
export const typeField =
  (field: string, value: string): Move =>
  (state) => {
    if (field === 'tile') return { ...state, fusion: { ...state.fusion, tile: value } }
    if (blockFields.some((known) => known === field))
      return { ...state, block: { ...state.block, [field]: value } }
    if (!isHardwareField(field)) return { ...state, layer: typedLayer(state.layer, field, value) }
    if (state.hardware._tag === 'Text') return state
    return { ...state, hardware: { _tag: 'Form', fields: { ...state.hardware.fields, [field]: value } } }
  }

export const typeDataflow =
  (dataflow: string): Move =>
  (state) => ({ ...state, dataflow })

export const typeHardware =
  (text: string): Move =>
  (state) => ({ ...state, hardware: { _tag: 'Text', text } })

export const chooseOffer =
  (name: string): Move =>
  (state) => {
    const offer = offersFor(state.layer.kind).find((each) => each.name === name)
    return offer === undefined ? state : fromStart({ ...state, dataflow: offer.text })
  }

/** With another kind of layer, a dataflow that was one on offer becomes the fastest of those on offer for the new kind. */
const suited =
  (move: Move): Move =>
  (state) => {
    const next = move(state)
    const wasOffered = chosenOffer(state.layer.kind, state.dataflow) !== undefined
    if (next.layer.kind === state.layer.kind || !wasOffered) return next
    const fastest = fastestOffer(next)
    return fastest === null ? next : { ...next, dataflow: fastest.text }
  }

export const chooseKind = (kind: string): Move =>
  suited((state) => (isKind(kind) ? withKind(state, kind) : state))

/** The first layer of a network, so that there is one. */
export const chooseNetwork = (network: string): Move => suited((state) => pickNetwork(state, network))

export const chooseLayer = (index: number): Move =>
  suited((state) => pickLayer(state, state.layer.network, index))

/** The layers of a file become a network, of which the first layer is chosen. */
export const openFile = (file: Network): Move =>
  suited((state) => pickNetwork({ ...state, file }, fileNetwork))

export const chooseAccelerator =
  (id: string): Move =>
  (state) => {
    const found = accelerators[id]
    return found === undefined ? state : fromStart({ ...state, hardware: stateOfHardware(found.hardware) })
  }

export const writeHardwareAs =
  (tag: string): Move =>
  (state) => {
    const { hardware } = state
    return { ...state, hardware: tag === 'Text' ? asText(hardware) : asForm(hardware, plainHardware) }
  }

/** Which accelerator of the catalogue the hardware is; '' if none. */
export const chosenAccelerator = ({ hardware }: State): string => {
  const same = JSON.stringify(hardware)
  return (
    Object.keys(accelerators).find((id) => {
      const { hardware: known } = accelerators[id]!
      const written = stateOfHardware(known)
      return same === JSON.stringify(written) || same === JSON.stringify(asText(written))
    }) ?? ''
  )
}

/** Writes a dataflow into the editor. */
export const take =
  (dataflow: Dataflow): Move =>
  (state) =>
    fromStart({ ...state, dataflow: `${printDataflow(dataflow).trim()}\n` })

/** Does what an explanation proposes. */
export const apply =
  ({ dataflow, hardware }: Change): Move =>
  (state) => {
    const before = state.hardware
    const isSame =
      before._tag === 'Form' && JSON.stringify(acceleratorOf(before.fields)) === JSON.stringify(hardware)
    return take(dataflow)({ ...state, hardware: isSame ? before : stateOfHardware(hardware) })
  }

export const lookAtLevel =
  (level: number): Move =>
  (state) => ({ ...state, sight: { ...state.sight, level, unit: 0, step: 0 } })

export const chooseNext =
  (next: string): Move =>
  (state) =>
    isFollower(next) ? { ...state, fusion: { ...state.fusion, next } } : state

export const chooseHalo =
  (halo: string): Move =>
  (state) => ({ ...state, fusion: { ...state.fusion, halo: halo === 'recompute' ? 'recompute' : 'retain' } })

export const chooseModel =
  (model: string): Move =>
  (state) =>
    isModel(model) ? { ...state, block: { ...state.block, model } } : state

export const lookAtRoof =
  (roof: string): Move =>
  (state) => ({ ...state, sight: { ...state.sight, roof: roof === 'network' ? 'network' : 'offchip' } })

/** What stands for the pinned dataflow in the list, if it is none on offer. */
export const own = 'own'

/** Keeps a dataflow to compare with: the page's own, or one on offer; none for an empty name. */
export const pin =
  (name: string): Move =>
  (state) => {
    if (name === own) return state
    const offer = offersFor(state.layer.kind).find((each) => each.name === name)
    return { ...state, pinned: offer?.text ?? '' }
  }

export const pinThis: Move = (state) => ({ ...state, pinned: state.dataflow })

export const chooseSweep =
  (field: string): Move =>
  (state) =>
    isSweepField(field) ? { ...state, sweep: field } : state

export const chooseTotal =
  (total: string): Move =>
  (state) => ({ ...state, total: total === 'fastest' ? 'fastest' : 'same' })

/** Hardware with another value, written as it was written. */
export const takeHardware =
  (hardware: Accelerator): Move =>
  (state) => {
    const next = stateOfHardware(hardware)
    return { ...state, hardware: state.hardware._tag === 'Text' ? asText(next) : next }
  }

/** Where a window starts when it is moved by its length, within what there is. */
export const movedBy = (
  { shown, total }: MappingView['units'],
  direction: number,
  length: number,
): number => {
  const from = shown[0]?.number ?? 0
  const next = from + direction * length
  return next >= total ? from : Math.max(0, next)
}

export const lookFrom =
  (axis: 'unit' | 'step', from: number): Move =>
  (state) => ({ ...state, sight: { ...state.sight, [axis]: from } })
