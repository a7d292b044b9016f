/** How the window of a layer slides: stride, dilation and padding as text. */
import type { Entries } from './entries'
import type { FoundPlaces } from './places'
import { placeOf, type Reader, short, warn } from './reader'
import type { Token } from './scan'

export type WindowEntries = {
  readonly stride: Entries
  readonly dilation: Entries
  readonly padding: Entries
}

const axisNames: Readonly<Record<string, 'y' | 'x'>> = {
  Y: 'y',
  "Y'": 'y',
  y: 'y',
  X: 'x',
  "X'": 'x',
  x: 'x',
}
const axisOf = (name: string): 'y' | 'x' | undefined =>
  Object.hasOwn(axisNames, name) ? axisNames[name] : undefined

type PerAxis = { readonly y: number; readonly x: number }

const pathsPerAxis = {
  Stride: { y: 'layer.stride.y', x: 'layer.stride.x' },
  Dilation: { y: 'layer.dilation.y', x: 'layer.dilation.x' },
} as const

/** The values of a block per axis, 1 where nothing is said; entries of other names change nothing. */
export const perAxis = (
  reader: Reader,
  what: keyof typeof pathsPerAxis,
  entries: Entries,
  places: FoundPlaces,
): PerAxis => {
  const found = { y: 1, x: 1 }
  for (const [name, { value, key }] of entries) {
    const axis = axisOf(name)
    if (axis === undefined) {
      if (value !== 1) warnIgnored(reader, key, `${what} of ${short(name)}`)
      continue
    }
    found[axis] = value
    places[pathsPerAxis[what][axis]] = placeOf(reader, key)
  }
  return found
}

const warnIgnored = (reader: Reader, key: Token, what: string): void =>
  warn(reader, 'IgnoredEntry', key, `The ${what} has no meaning for this layer.`)

const sidesOf: Readonly<Record<string, readonly string[]>> = {
  y: ['top', 'bottom'],
  x: ['left', 'right'],
  top: ['top'],
  bottom: ['bottom'],
  left: ['left'],
  right: ['right'],
}

export const paddingOf = (
  reader: Reader,
  entries: Entries,
  places: FoundPlaces,
): Readonly<Record<string, number>> => {
  const sides: Record<string, number> = { top: 0, bottom: 0, left: 0, right: 0 }
  for (const [name, { value, key }] of entries) {
    const side = axisOf(name) ?? name.toLowerCase()
    const named = Object.hasOwn(sidesOf, side) ? sidesOf[side]! : []
    if (named.length === 0) warnIgnored(reader, key, `Padding of ${short(name)}`)
    for (const each of named) {
      sides[each] = value
      places[`layer.padding.${each}`] = placeOf(reader, key)
    }
  }
  return sides
}

/** A layer without a window has no stride, dilation or padding; 1 (or 0) says nothing. */
export const warnOfWindow = (reader: Reader, { stride, dilation, padding }: WindowEntries): void => {
  for (const [what, entries, nothing] of [
    ['Stride', stride, 1],
    ['Dilation', dilation, 1],
    ['Padding', padding, 0],
  ] as const)
    for (const { value, key } of entries.values())
      if (value !== nothing) {
        warnIgnored(reader, key, what)
        break
      }
}
