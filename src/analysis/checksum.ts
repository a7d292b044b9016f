/**
 * A fingerprint of an analysis, over its values in a fixed order, so that `evaluate` can tell a revived analysis from an
 * edited one. It also tells whether the value has the shape of an analysis at all.
 */
import { isNonNegativeInteger } from '../internal/arithmetic'
import { isRecord, own } from '../internal/read'

type State = { hash: number; sound: boolean }

const mix = (state: State, bits: number): void => {
  state.hash = Math.imul(state.hash ^ bits, 0x01000193) ^ (state.hash >>> 15)
}

const addNumber = (state: State, value: unknown): void => {
  // Everything that an analysis counts is a whole number.
  if (!isNonNegativeInteger(value)) state.sound = false
  else {
    mix(state, value | 0)
    mix(state, (value / 0x1_0000_0000) | 0)
  }
}

const addText = (state: State, value: unknown): void => {
  if (typeof value !== 'string') state.sound = false
  else {
    mix(state, value.length)
    for (let i = 0; i < value.length; i++) mix(state, value.charCodeAt(i))
  }
}

const addList = (state: State, value: unknown, add: (state: State, entry: unknown) => void): void => {
  if (!Array.isArray(value)) state.sound = false
  else {
    mix(state, value.length)
    for (let i = 0; i < value.length; i++) add(state, value[i])
  }
}

type Fields = readonly (readonly [key: string, add: (state: State, value: unknown) => void])[]

const addRecord =
  (fields: Fields) =>
  (state: State, value: unknown): void => {
    if (!isRecord(value)) state.sound = false
    else for (let i = 0; i < fields.length; i++) fields[i]![1](state, own(value, fields[i]![0]))
  }

const addNumbers = (state: State, value: unknown): void => addList(state, value, addNumber)

const listOf =
  (fields: Fields) =>
  (state: State, value: unknown): void =>
    addList(state, value, addRecord(fields))

const table: Fields = [
  ['initial', addNumber],
  ['entries', addNumber],
  ['count', addNumbers],
  ['perRun', addNumbers],
  ['ingressUnion', addNumbers],
  ['ingressSum', addNumbers],
  ['egressUnion', addNumbers],
  ['egressSum', addNumbers],
  ['compute', addNumbers],
  ['runEnd', addNumbers],
  ['runEntry', addNumbers],
  ['runBox', addNumbers],
  ['boxEnd', addNumbers],
]

const volume: Fields = [
  ['union', addNumber],
  ['sum', addNumber],
]

const level: Fields = [
  ['units', addNumber],
  ['steps', addNumber],
  ['activeUnitSteps', addNumber],
  ['traffic', listOf([...volume, ['unitTile', addNumber], ['levelTile', addNumber]])],
  ['drain', addRecord(volume)],
  ['table', addRecord(table)],
]

const addAnalysis = addRecord([
  ['_tag', addText],
  ['layer', addText],
  ['dataflow', addText],
  ['pes', addNumber],
  ['simd', addNumber],
  ['macs', addNumber],
  ['transitions', addNumber],
  [
    'tensors',
    listOf([
      ['name', addText],
      ['role', addText],
      ['used', addNumber],
      ['streamed', addNumber],
    ]),
  ],
  ['levels', listOf(level)],
  [
    'warnings',
    listOf([
      ['_tag', addText],
      ['path', addText],
      ['message', addText],
    ]),
  ],
])

/** The fingerprint of an analysis, or null if the value is none. */
export const checksumOf = (value: unknown): number | null => {
  const state: State = { hash: 0x811c9dc5 | 0, sound: true }
  addAnalysis(state, value)
  return state.sound ? state.hash : null
}
