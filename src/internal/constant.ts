/**
 * Constants: plain data that nobody can change any more, because all of it is frozen. What was worked out of one holds for
 * good, so it is kept for as long as the constant is reachable. Nothing is kept of data that can change: reading it again
 * is the only way to know that it is the same.
 */
import { frozen } from './frozen'
import { snapshot } from './snapshot'

/** Deeper or larger data is not looked through. */
const deepest = 16
const mostParts = 4096

type Looking = { parts: number }

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null
}

const isFixed = (value: unknown, depth: number, looking: Looking): boolean => {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  if (!Object.isFrozen(value) || depth > deepest || ++looking.parts > mostParts || !isPlain(value))
    return false
  if (Array.isArray(value) && value.length > mostParts) return false
  for (const key of Object.getOwnPropertyNames(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key)
    // A getter of a frozen object may still answer differently each time.
    if (property === undefined || !('value' in property)) return false
    if (!isFixed(property.value, depth + 1, looking)) return false
  }
  return true
}

/** Whether a value is plain data that is frozen however deep. */
export const isConstant = (value: unknown): value is object =>
  Object.isFrozen(value) && typeof value === 'object' && value !== null && isFixed(value, 0, { parts: 0 })

/** A frozen copy of an object and of all that is in it; what is a constant already stays the same one. */
export const constantCopy = <A extends object>(given: A): A => {
  const parts = Object.entries(given).map(([key, value]): readonly [string, unknown] => [
    key,
    isConstant(value) ? value : frozen(snapshot(value)),
  ])
  return Object.freeze(Object.fromEntries(parts)) as A // the same properties, of equal values
}

/** What was worked out of constants, one thing for each. */
export type Recollection<A> = {
  /** What was kept for a value, if anything. */
  readonly recall: (value: unknown) => A | undefined
  /** Keeps something for a value, if it is a constant. */
  readonly keep: (value: unknown, what: A) => void
}

export const recollection = <A>(): Recollection<A> => {
  const kept = new WeakMap<object, A>()
  return {
    // A WeakMap has nothing for a value that is no object.
    recall: (value) => kept.get(value as object),
    keep: (value, what) => {
      if (isConstant(value)) kept.set(value, what)
    },
  }
}

/** What was worked out of constants for a small number each, such as the number of levels. */
export type NumberedRecollection<A> = {
  /** Whether anything was kept for a value. */
  readonly has: (value: unknown) => boolean
  readonly recall: (value: unknown, number: number) => A | undefined
  readonly keep: (value: unknown, number: number, what: A) => void
}

export const numberedRecollection = <A>(): NumberedRecollection<A> => {
  const { recall, keep } = recollection<Map<number, A>>()
  return {
    has: (value) => recall(value) !== undefined,
    recall: (value, number) => recall(value)?.get(number),
    keep: (value, number, what) => {
      const kept = recall(value)
      if (kept !== undefined) kept.set(number, what)
      else if (isConstant(value)) keep(value, new Map([[number, what]]))
    },
  }
}
