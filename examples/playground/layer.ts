/** Between the fields of a layer and the layer. */
import type { Layer, Padding, PerAxis } from 'maestro-dataflow'
import { elementsOf, elementsText } from './elements'
import { kindOf, kinds } from './kinds'
import { type LayerState, sizesFor } from './state'

/** A number if it is one, nothing if nothing was typed, else the text: the estimate says what is wrong with it. */
export const typed = (text: string): unknown => {
  const trimmed = text.trim()
  const value = Number(trimmed)
  if (trimmed === '') return undefined
  return Number.isNaN(value) ? trimmed : value
}

const present = (entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined))

const axes = ['y', 'x']
const sides = ['top', 'bottom', 'left', 'right']

/** `2`, or a list of as many numbers as there are names. */
const perName = (text: string, ...lists: readonly (readonly string[])[]): unknown => {
  const parts = text.split(',')
  const names = lists.find(({ length }) => length === parts.length)
  if (parts.length === 1) return typed(text)
  return names === undefined ? text.trim() : present(names.map((name, i) => [name, typed(parts[i] ?? '')]))
}

export const layerOf = (state: LayerState): Layer => {
  const { kind, name, sizes, stride, dilation, padding, precision, density } = state
  const window: readonly (readonly [string, unknown])[] = kinds[kind].windowed
    ? [
        ['stride', perName(stride, axes)],
        ['dilation', perName(dilation, axes)],
        ['padding', perName(padding, axes, sides)],
      ]
    : []
  const extents = Object.entries(sizes).map(([dimension, text]) => [dimension, typed(text)] as const)
  const elements: readonly (readonly [string, unknown])[] = [
    ['precision', elementsOf('Precision', precision)],
    ['density', elementsOf('Density', density)],
  ]
  return kinds[kind].build({ ...present([...extents, ...window, ...elements]), name })
}

const axesText = (value: PerAxis): string => {
  if (typeof value === 'number') return String(value)
  return value.y === value.x ? String(value.y) : `${value.y}, ${value.x}`
}

const paddingText = (value: Padding): string => {
  if (typeof value === 'number' || 'y' in value) return axesText(value)
  const { top, bottom, left, right } = value
  if (top !== bottom || left !== right) return [top, bottom, left, right].join(', ')
  return axesText({ y: top, x: left })
}

const isEqual = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [a, b].map((each) => new Map(Object.entries(each)))
  return left!.size === right!.size && [...left!].every(([key, value]) => isEqual(value, right!.get(key)))
}

/** The fields of a layer; nothing if they cannot say all of it. */
export const fieldsOf = (layer: Layer, network: string): LayerState | undefined => {
  const fields = nearestFields(layer, network)
  return fields !== undefined && isEqual(layerOf(fields), layer) ? fields : undefined
}

const nearestFields = (layer: Layer, network: string): LayerState | undefined => {
  const kind = kindOf(layer)
  if (kind === undefined) return undefined
  const operands = 'operands' in layer ? { operands: layer.operands } : {}
  const sizes = Object.fromEntries(
    Object.entries({ ...layer.sizes, ...operands }).map(([name, size]) => [name, String(size)]),
  )
  const window =
    'stride' in layer
      ? {
          stride: axesText(layer.stride),
          dilation: axesText(layer.dilation),
          padding: paddingText(layer.padding),
        }
      : { stride: '1', dilation: '1', padding: '0' }
  const elements = { precision: elementsText(layer.precision), density: elementsText(layer.density) }
  return { kind, name: layer.name, sizes: sizesFor(kind, sizes), ...window, ...elements, network }
}
