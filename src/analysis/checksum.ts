/**
 * Reading an analysis: every value once, in a fixed order, into a copy with a fingerprint. So `evaluate` can tell a
 * revived analysis from an edited one, works on what it has checked, and knows whether the value is an analysis at all.
 */
import { isNonNegativeInteger } from '../internal/arithmetic'
import { mostEntries } from '../internal/limits'
import { isRecord, own } from '../internal/read'
import type { Analysis } from './analysis'

type State = { hash: number; sound: boolean }
type Read = (state: State, value: unknown) => unknown

const mix = (state: State, bits: number): void => {
  state.hash = Math.imul(state.hash ^ bits, 0x01000193) ^ (state.hash >>> 15)
}

const unsound = (state: State): undefined => {
  state.sound = false
  return undefined
}

/** Everything that an analysis counts is a whole number. */
const addNumber: Read = (state, value) => {
  if (!isNonNegativeInteger(value)) return unsound(state)
  mix(state, value | 0)
  mix(state, (value / 0x1_0000_0000) | 0)
  return value
}

const addText: Read = (state, value) => {
  if (typeof value !== 'string') return unsound(state)
  mix(state, value.length)
  for (let i = 0; i < value.length; i++) mix(state, value.charCodeAt(i))
  return value
}

const addList = (state: State, value: unknown, add: Read): unknown => {
  if (!Array.isArray(value)) return unsound(state)
  const { length } = value
  if (length > mostEntries) return unsound(state)
  mix(state, length)
  const copy: unknown[] = []
  for (let i = 0; i < length && state.sound; i++) copy.push(add(state, value[i]))
  return copy
}

const bitsOf = /* @__PURE__ */ new Float64Array(1)
const halves = /* @__PURE__ */ new Int32Array(bitsOf.buffer)

/** Widths and densities may be fractions. */
const addFraction: Read = (state, value) => {
  if (typeof value !== 'number' || !(value > 0) || value === Number.POSITIVE_INFINITY) return unsound(state)
  bitsOf[0] = value
  mix(state, halves[0]!)
  mix(state, halves[1]!)
  return value
}

const addFlag: Read = (state, value) => {
  if (typeof value !== 'boolean') return unsound(state)
  mix(state, value ? 1 : 2)
  return value
}

/** A value that may be `none`, which is null or undefined. */
const unless =
  (none: null | undefined, add: Read): Read =>
  (state, value) => {
    if (value !== none) return add(state, value)
    mix(state, 3)
    return none
  }

type Fields = readonly (readonly [key: string, add: Read])[]

const addRecord =
  (fields: Fields): Read =>
  (state, value) => {
    if (!isRecord(value)) return unsound(state)
    const copy: Record<string, unknown> = {}
    for (let i = 0; i < fields.length && state.sound; i++) {
      const [key, add] = fields[i]!
      copy[key] = add(state, own(value, key))
    }
    return copy
  }

const addNumbers: Read = (state, value) => addList(state, value, addNumber)

const listOf = (fields: Fields): Read => {
  const add = addRecord(fields)
  return (state, value) => addList(state, value, add)
}

const volumes: Fields = [
  ['union', addNumbers],
  ['sum', addNumbers],
]

const columns: Fields = [
  ['initial', addNumber],
  ['entries', addNumber],
  ['count', addNumbers],
  ['perRun', addNumbers],
  ['macs', addNumbers],
  ['volumes', /* @__PURE__ */ listOf(volumes)],
  ['runEnd', addNumbers],
  ['runEntry', addNumbers],
  ['runBox', addNumbers],
  ['boxEnd', addNumbers],
  ['drains', /* @__PURE__ */ listOf(volumes)],
]

const totals: Fields = [
  ['union', addNumber],
  ['sum', addNumber],
  ['unitTile', addNumber],
  ['levelTile', addNumber],
]

const level: Fields = [
  ['units', addNumber],
  ['steps', addNumber],
  ['activeUnitSteps', addNumber],
  ['tensors', /* @__PURE__ */ listOf(totals)],
  ['columns', /* @__PURE__ */ addRecord(columns)],
]

const tensor: Fields = [
  ['name', addText],
  ['role', addText],
  ['used', addNumber],
  ['streamed', addNumber],
  [
    'precision',
    /* @__PURE__ */ unless(
      undefined,
      /* @__PURE__ */ addRecord([
        ['partial', /* @__PURE__ */ unless(null, addFraction)],
        ['final', /* @__PURE__ */ unless(null, addFraction)],
      ]),
    ),
  ],
  [
    'density',
    /* @__PURE__ */ unless(
      undefined,
      /* @__PURE__ */ addRecord([
        ['share', addFraction],
        ['block', /* @__PURE__ */ unless(null, addNumber)],
        ['aligned', addFlag],
      ]),
    ),
  ],
]

const warning: Fields = [
  ['_tag', addText],
  ['path', addText],
  ['message', addText],
]

const addAnalysis = /* @__PURE__ */ addRecord([
  ['_tag', addText],
  ['version', addNumber],
  ['layer', addText],
  ['dataflow', addText],
  ['pes', addNumber],
  ['simd', addNumber],
  ['macs', addNumber],
  ['transitions', addNumber],
  ['tensors', /* @__PURE__ */ listOf(tensor)],
  ['levels', /* @__PURE__ */ listOf(level)],
  ['warnings', /* @__PURE__ */ listOf(warning)],
])

/** A copy of an analysis and its fingerprint, or null if the value is none. */
export const readAnalysis = (
  value: unknown,
): { readonly analysis: Analysis; readonly fingerprint: number } | null => {
  const state: State = { hash: 0x811c9dc5 | 0, sound: true }
  const copy = addAnalysis(state, value)
  // Every property that the type has was read by its own reader; an unsound one ends in null.
  return state.sound ? { analysis: copy as Analysis, fingerprint: state.hash } : null
}

/** The fingerprint of an analysis. */
export const checksumOf = (analysis: unknown): number => readAnalysis(analysis)?.fingerprint ?? 0
