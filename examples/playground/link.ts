/**
 * The state as the part of an address behind `#`, and back. Every value stands under a name of its own, so that a link can
 * be read and edited by hand; what cannot be understood keeps its default and is named.
 */

import { isAreaTable } from './area-tables'
import { isModel } from './block'
import { isFollower } from './chain'
import { isTable } from './energy-tables'
import { initial, plainBlock, plainFusion, plainHardware, plainLayer } from './initial'
import { isKind, kinds } from './kinds'
import { fileNetwork, networks } from './presets'
import {
  type BlockState,
  blockFields,
  type FusionState,
  type HardwareField,
  type HardwareForm,
  type HardwareState,
  hardwareFields,
  isSweepField,
  type LayerState,
  type Sight,
  type State,
  sizesFor,
  start,
} from './state'

const version = '1'
const longestField = 60
const longestLine = 400
const longestText = 20_000

/** A state, and the names of the values of the link that were not understood. */
export type Opened = { readonly state: State; readonly misread: readonly string[] }

type Pair = readonly [name: string, value: string]

type Values = { readonly values: URLSearchParams; readonly misread: string[] }

const windowFields = ['stride', 'dilation', 'padding'] as const

const elementFields = ['precision', 'density'] as const

const layerPairs = ({
  kind,
  name,
  sizes,
  network,
  precision,
  density,
  ...window
}: LayerState): readonly Pair[] => [
  ['layer', kind],
  ['name', name],
  ...Object.entries(sizes),
  ...(kinds[kind].windowed ? windowFields.map((field): Pair => [field, window[field]]) : []),
  ...elementFields.flatMap((field): readonly Pair[] => {
    const text = { precision, density }[field]
    return text === '' ? [] : [[field, text]]
  }),
  // No link holds the layers of a file.
  ['network', network === fileNetwork ? '' : network],
]

const hardwarePairs = (hardware: HardwareState): readonly Pair[] =>
  hardware._tag === 'Text'
    ? [['hardware', hardware.text]]
    : hardwareFields.flatMap((field): readonly Pair[] => {
        const value = hardware.fields[field]
        return value === plainHardware[field] ? [] : [[field, value]]
      })

const sightPairs = ({ level, unit, step, roof }: Sight): readonly Pair[] => [
  ...(level === null ? [] : [['level', String(level)] as const]),
  ['unit', String(unit)],
  ['step', String(step)],
  ['roof', roof],
]

const fusionPairs = ({ next, tile, halo }: FusionState): readonly Pair[] => [
  ['next', next],
  ['tile', tile],
  ['halo', halo],
]

const blockPairs = (block: BlockState): readonly Pair[] => [
  ['model', block.model],
  ...blockFields.map((field): Pair => [field, block[field]]),
]

const comparisonPairs = ({ pinned, sweep, total }: State): readonly Pair[] => [
  ...(pinned === '' ? [] : [['pinned', pinned] as const]),
  ['sweep', sweep],
  ['total', total],
]

export const linkOf = (state: State): string => {
  const { layer, dataflow, hardware, sight, fusion, block } = state
  const pairs: readonly Pair[] = [
    ['v', version],
    ...layerPairs(layer),
    ['dataflow', dataflow],
    ...hardwarePairs(hardware),
    ...sightPairs(sight),
    ...fusionPairs(fusion),
    ...blockPairs(block),
    ...comparisonPairs(state),
  ]
  const values = new URLSearchParams()
  for (const [name, value] of pairs) values.append(name, value)
  return values.toString()
}

/** The value under a name if it passes, else what it is by default. */
const read = (
  { values, misread }: Values,
  name: string,
  absent: string,
  passes: (value: string) => boolean,
): string => {
  const value = values.get(name)
  if (value === null) return absent
  if (passes(value)) return value
  misread.push(name)
  return absent
}

const isLine = (value: string): boolean => value.length <= longestLine && !/[\r\n]/.test(value)
const isField = (value: string): boolean => value.length <= longestField && isLine(value)
const isText = (value: string): boolean => value.length <= longestText

const readField = (from: Values, name: string, absent: string): string => read(from, name, absent, isField)

/** Lines end as they do in a text field. */
const readText = (from: Values, name: string, absent: string): string =>
  read(from, name, absent, isText).replace(/\r\n?/g, '\n')

const readLayer = (from: Values): LayerState => {
  const given = read(from, 'layer', plainLayer.kind, isKind)
  const kind = isKind(given) ? given : plainLayer.kind
  const sizes = Object.entries(sizesFor(kind)).map(([name, value]) => [name, readField(from, name, value)])
  return {
    kind,
    name: readField(from, 'name', plainLayer.name),
    sizes: Object.fromEntries(sizes),
    stride: readField(from, 'stride', plainLayer.stride),
    dilation: readField(from, 'dilation', plainLayer.dilation),
    padding: readField(from, 'padding', plainLayer.padding),
    precision: read(from, 'precision', plainLayer.precision, isLine),
    density: read(from, 'density', plainLayer.density, isLine),
    network: read(from, 'network', plainLayer.network, (id) => id === '' || Object.hasOwn(networks, id)),
  }
}

const overlaps: readonly string[] = ['within-runs', 'across-runs', 'none']

/** Fields that take one of a list. */
const listed: Partial<Record<HardwareField, (value: string) => boolean>> = {
  overlap: (value) => overlaps.includes(value),
  energy: isTable,
  area: isAreaTable,
}

const readHardware = (from: Values): HardwareState => {
  if (from.values.has('hardware')) return { _tag: 'Text', text: readText(from, 'hardware', '') }
  const fields = hardwareFields.map((field) => [
    field,
    read(from, field, plainHardware[field], listed[field] ?? isField),
  ])
  return { _tag: 'Form', fields: Object.fromEntries(fields) as HardwareForm } // every field is there
}

const isNumber = (value: string): boolean => /^\d{1,15}$/.test(value)

const readSight = (from: Values): Sight => {
  const level = read(from, 'level', '', (value) => /^\d{1,2}$/.test(value))
  const roof = read(from, 'roof', start.roof, (value) => ['auto', 'offchip', 'network'].includes(value))
  return {
    level: level === '' ? null : Number(level),
    unit: Number(read(from, 'unit', String(start.unit), isNumber)),
    step: Number(read(from, 'step', String(start.step), isNumber)),
    roof: roof === 'network' || roof === 'offchip' ? roof : 'auto',
  }
}

const readFusion = (from: Values): FusionState => {
  const halo = read(from, 'halo', plainFusion.halo, (value) => value === 'retain' || value === 'recompute')
  return {
    next: read(from, 'next', plainFusion.next, isFollower),
    tile: readField(from, 'tile', plainFusion.tile),
    halo: halo === 'recompute' ? 'recompute' : 'retain',
  }
}

const readBlock = (from: Values): BlockState => ({
  model: read(from, 'model', plainBlock.model, isModel),
  batch: readField(from, 'batch', plainBlock.batch),
  tokens: readField(from, 'tokens', plainBlock.tokens),
  cached: readField(from, 'cached', plainBlock.cached),
  bits: readField(from, 'bits', plainBlock.bits),
})

const readComparison = (from: Values): Pick<State, 'pinned' | 'sweep' | 'total'> => {
  const sweep = read(from, 'sweep', initial.sweep, isSweepField)
  const total = read(from, 'total', initial.total, (value) => value === 'same' || value === 'fastest')
  return {
    pinned: readText(from, 'pinned', ''),
    sweep: isSweepField(sweep) ? sweep : initial.sweep,
    total: total === 'fastest' ? 'fastest' : 'same',
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
    fusion: readFusion(from),
    block: readBlock(from),
    ...readComparison(from),
    file: null,
  }
  return { state, misread }
}

/** What to tell about a link; nothing if all of it was understood. */
export const noticeOf = (misread: readonly string[]): string => {
  if (misread.length === 0) return ''
  if (misread.includes('v'))
    return 'This link is from another version of the page: it starts with an example.'
  return `Parts of this link were not understood and are as in the example: ${misread.join(', ')}.`
}
