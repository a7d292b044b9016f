/** What the page shows is a function of this: what was typed, word for word, and which part of the schedule is looked at. */
import type { Layer } from 'maestro-dataflow'
import { type KindId, kinds } from './kinds'

export type LayerState = {
  readonly kind: KindId
  readonly name: string
  /** By dimension: exactly those of the kind. */
  readonly sizes: Readonly<Record<string, string>>
  /** `2`, or `2, 1` for rows and columns. */
  readonly stride: string
  readonly dilation: string
  /** `1`, `1, 0` for rows and columns, or `1, 1, 0, 0` for top, bottom, left and right. */
  readonly padding: string
  /** Bits: `8`, or `filter: 4, output { partial: 32, final: 8 }`. Shares of nonzeros: `filter: 0.5`. */
  readonly precision: string
  readonly density: string
  /** The network that layers are picked from: one of the catalogue's, the opened file's, or none. */
  readonly network: string
}

export const hardwareFields = [
  'pes',
  'simd',
  'clock',
  'bandwidth',
  'latency',
  'offchip',
  'l1',
  'clusters',
  'l2',
  'elementBytes',
  'energy',
  'area',
  'overlap',
] as const
export type HardwareField = (typeof hardwareFields)[number]
export type HardwareForm = Readonly<Record<HardwareField, string>>

export type HardwareState =
  | { readonly _tag: 'Form'; readonly fields: HardwareForm }
  | { readonly _tag: 'Text'; readonly text: string }

export type RooflineOf = 'offchip' | 'network'

/** The part of the schedule in the mapping view, and the traffic of the roofline. */
export type Sight = {
  /** null: the last, the PEs. */
  readonly level: number | null
  readonly unit: number
  readonly step: number
  /** `auto`: the traffic that bounds the runtime, or comes closest to it. */
  readonly roof: RooflineOf | 'auto'
}

/** Layers under one label. */
export type Network = { readonly label: string; readonly layers: readonly Layer[] }

/** Hardware values that can be swept. */
export const sweepFields = ['pes', 'simd', 'bandwidth', 'latency', 'offchip', 'l1', 'l2'] as const
export type SweepField = (typeof sweepFields)[number]

export const isSweepField = (field: string): field is SweepField =>
  sweepFields.some((known) => known === field)

/** What follows the layer in a fused chain, and how the last one is tiled. */
export type FusionState = {
  readonly next: string
  /** `8`, or `8, 14` for rows and columns; nothing for one step. */
  readonly tile: string
  readonly halo: 'retain' | 'recompute'
}

/** A block of a language model: the new tokens of each sequence, the cached ones before them, and the bits of a weight. */
export type BlockState = {
  readonly model: string
  readonly batch: string
  readonly tokens: string
  readonly cached: string
  readonly bits: string
}

export const blockFields = ['batch', 'tokens', 'cached', 'bits'] as const

export type State = {
  readonly layer: LayerState
  readonly dataflow: string
  readonly hardware: HardwareState
  readonly sight: Sight
  readonly fusion: FusionState
  readonly block: BlockState
  /** The dataflow to compare with, as text; none if empty. */
  readonly pinned: string
  readonly sweep: SweepField
  /** Whose dataflow each layer of the network has: the page's, or the fastest of those on offer. */
  readonly total: 'same' | 'fastest'
  /** The layers of an opened file, which no link holds. */
  readonly file: Network | null
}

/** Where a schedule starts. */
export const start: Sight = { level: null, unit: 0, step: 0, roof: 'auto' }

/** Defaults of a kind, with what another one has under the same names. */
export const sizesFor = (
  kind: KindId,
  known: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(kinds[kind].sizes).map(([name, value]) => [
      name,
      Object.hasOwn(known, name) ? (known[name] ?? value) : value,
    ]),
  )

/** Whatever else changes, the mapping view starts again where the schedule does. */
export const fromStart = (state: State): State => ({
  ...state,
  sight: { ...start, roof: state.sight.roof },
})
