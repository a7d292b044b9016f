/** What people do on the page, each as a function from state to state. */
import type { Dataflow } from 'maestro-dataflow'
import { printDataflow } from 'maestro-dataflow/notation'
import type { Change, MappingView } from 'maestro-dataflow/report'
import { isModel } from './block'
import { isFollower } from './chain'
import { acceleratorOf, asForm, asText, stateOfHardware } from './hardware'
import { plainHardware } from './initial'
import { isKind } from './kinds'
import { accelerators, offersFor, pickLayer, withKind } from './presets'
import {
  blockFields,
  fromStart,
  type HardwareField,
  hardwareFields,
  type LayerState,
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

export const chooseKind =
  (kind: string): Move =>
  (state) =>
    isKind(kind) ? withKind(state, kind) : state

/** The first layer of a network, so that there is one. */
export const chooseNetwork =
  (network: string): Move =>
  (state) =>
    pickLayer(state, network, 0)

export const chooseLayer =
  (index: number): Move =>
  (state) =>
    pickLayer(state, state.layer.network, index)

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

/** Where a window of so many starts when it is moved by its length, within what there is. */
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
