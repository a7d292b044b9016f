/**
 * The state as the part of an address behind `#`, and back. Every value stands under a name of its own, so that a link can
 * be read and edited by hand; what cannot be understood keeps its default and is named.
 */
import { isKind, kinds } from './kinds'
import { networks } from './presets'
import {
  type HardwareForm,
  type HardwareState,
  hardwareFields,
  initial,
  type LayerState,
  type Sight,
  type State,
  sizesFor,
} from './state'

const version = '1'
const longestField = 60
const longestText = 20_000

/** A state, and the names of the values of the link that were not understood. */
export type Opened = { readonly state: State; readonly misread: readonly string[] }

type Values = { readonly values: URLSearchParams; readonly misread: string[] }

const windowFields = ['stride', 'dilation', 'padding'] as const

const layerPairs = ({ kind, name, sizes, network, ...window }: LayerState): readonly (readonly string[])[] => [
  ['layer', kind],
  ['name', name],
  ...Object.entries(sizes),
  ...(kinds[kind].windowed ? windowFields.map((field) => [field, window[field]]) : []),
  ['network', network],
]

const hardwarePairs = (hardware: HardwareState): readonly (readonly string[])[] =>
  hardware._tag === 'Text' ? [['hardware', hardware.text]] : Object.entries(hardware.fields)

const sightPairs = ({ level, unit, step, roof }: Sight): readonly (readonly string[])[] => [
  ...(level === null ? [] : [['level', String(level)]]),
  ['unit', String(unit)],
  ['step', String(step)],
  ['roof', roof],
]

export const linkOf = ({ layer, dataflow, hardware, sight }: State): string =>
  new URLSearchParams(
    [
      ['v', version],
      ...layerPairs(layer),
      ['dataflow', dataflow],
      ...hardwarePairs(hardware),
      ...sightPairs(sight),
    ].map(([name = '', value = '']) => [name, value]),
  ).toString()

/** The value under a name if it passes, else what it is by default. */
const read = ({ values, misread }: Values, name: string, absent: string, passes: (value: string) => boolean): string => {
  const value = values.get(name)
  if (value === null) return absent
  if (passes(value)) return value
  misread.push(name)
  return absent
}

const isField = (value: string): boolean => value.length <= longestField && !/[\r\n]/.test(value)
const isText = (value: string): boolean => value.length <= longestText

const readField = (from: Values, name: string, absent: string): string => read(from, name, absent, isField)

/** Lines end as they do in a text field. */
const readText = (from: Values, name: string, absent: string): string =>
  read(from, name, absent, isText).replace(/\r\n?/g, '\n')

const readLayer = (from: Values): LayerState => {
  const { layer: absent } = initial
  const given = read(from, 'layer', absent.kind, isKind)
  const kind = isKind(given) ? given : absent.kind
  const defaults = sizesFor(kind)
  const sizes = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, readField(from, name, value)]),
  )
  const window = { stride: '1', dilation: '1', padding: kind === absent.kind ? absent.padding : '0' }
  return {
    kind,
    name: readField(from, 'name', kind === absent.kind ? absent.name : ''),
    sizes,
    stride: readField(from, 'stride', window.stride),
    dilation: readField(from, 'dilation', window.dilation),
    padding: readField(from, 'padding', window.padding),
    network: read(from, 'network', absent.network, (id) => Object.hasOwn(networks, id)),
  }
}

const overlaps: readonly string[] = ['within-runs', 'across-runs', 'none']

const readHardware = (from: Values): HardwareState => {
  if (from.values.has('hardware')) return { _tag: 'Text', text: readText(from, 'hardware', '') }
  const { hardware } = initial
  const absent = (hardware._tag === 'Form' ? hardware.fields : {}) as HardwareForm // it starts as a form
  const fields = hardwareFields.map((field) => [
    field,
    field === 'overlap'
      ? read(from, field, absent.overlap, (value) => overlaps.includes(value))
      : readField(from, field, absent[field]),
  ])
  return { _tag: 'Form', fields: Object.fromEntries(fields) as HardwareForm } // every field is there
}

const isNumber = (value: string): boolean => /^\d{1,15}$/.test(value)

const readSight = (from: Values): Sight => {
  const { sight: absent } = initial
  const level = read(from, 'level', '', (value) => /^\d{1,2}$/.test(value))
  const roof = read(from, 'roof', absent.roof, (value) => value === 'offchip' || value === 'network')
  return {
    level: level === '' ? null : Number(level),
    unit: Number(read(from, 'unit', String(absent.unit), isNumber)),
    step: Number(read(from, 'step', String(absent.step), isNumber)),
    roof: roof === 'network' ? 'network' : 'offchip',
  }
}

/** Reads any text: nothing in a link is an error. A link of another version is not read at all. */
export const openLink = (hash: string): Opened => {
  const values = new URLSearchParams(hash.replace(/^#/, ''))
  const misread: string[] = []
  if ([...values.keys()].length === 0) return { state: initial, misread }
  if (values.get('v') !== version) return { state: initial, misread: ['v'] }
  const from = { values, misread }
  const state: State = {
    layer: readLayer(from),
    dataflow: readText(from, 'dataflow', initial.dataflow),
    hardware: readHardware(from),
    sight: readSight(from),
  }
  return { state, misread }
}

/** What to tell about a link; nothing if all of it was understood. */
export const noticeOf = (misread: readonly string[]): string => {
  if (misread.length === 0) return ''
  if (misread.includes('v')) return 'This link is from another version of the page: it starts with an example.'
  return `Parts of this link were not understood and are as in the example: ${misread.join(', ')}.`
}
