/**
 * Copies of untrusted plain data, each property read once: for what is read more than once, so that all readings see the
 * same and nothing after the copy runs code of a caller.
 */
import { isRecord } from './read'

/** Larger inputs are not copied further; what is left out is null, which no check of an input takes. */
const mostParts = 2_000_000

type Copying = { parts: number; readonly copies: Map<object, unknown> }

const copyList = (list: readonly unknown[], copying: Copying): unknown => {
  const { length } = list
  const copy: unknown[] = new Array(length)
  copying.copies.set(list, copy)
  // A list that is too long for anything stays as long, and is refused for it.
  if (length > mostParts) return copy
  for (let i = 0; i < length; i++) copy[i] = copyOf(list[i], copying)
  return copy
}

const copyRecord = (record: { readonly [key: string]: unknown }, copying: Copying): unknown => {
  const copy: { [key: string]: unknown } = {}
  copying.copies.set(record, copy)
  for (const key of Object.keys(record))
    Object.defineProperty(copy, key, {
      value: copyOf(record[key], copying),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return copy
}

const copyOf = (value: unknown, copying: Copying): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const known = copying.copies.get(value)
  if (known !== undefined) return known
  if (++copying.parts > mostParts) return null
  if (Array.isArray(value)) return copyList(value, copying)
  return isRecord(value) ? copyRecord(value, copying) : null
}

/** A copy of lists and objects as deep as they go; of shared and cyclic ones, one copy each. Functions stay what they are. */
export const snapshot = (value: unknown): unknown => copyOf(value, { parts: 0, copies: new Map() })
