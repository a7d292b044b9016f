/** Sound inputs made unsound in a few places. */
import { chance, pick, type Random } from '../support/generators/random'
import { anyNumber, anyText, junkValue, makeFickle } from './junk'

type Container = { [key: string]: unknown }

/** A place in a tree of plain data. */
type Place = { readonly at: Container; readonly key: string }

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

const placesIn = (value: unknown, into: Place[] = []): Place[] => {
  if (!isContainer(value)) return into
  for (const key of Object.keys(value)) {
    into.push({ at: value, key })
    placesIn(value[key], into)
  }
  return into
}

/** Junk holds lists of billions of holes: a minute passes before such a list is copied. */
const mostCopied = 100_000

/** A copy to be changed: objects and lists anew, everything else as it is. */
export const copyOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length > mostCopied ? value : value.map(copyOf)
  if (!isContainer(value)) return value
  const copy: Container = {}
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key])
  return copy
}

/** How an input was changed: `fickle` values may differ from one reading to the next. */
export type Kind = 'plain' | 'fickle'

type Change = (random: Random, place: Place) => Kind

const put = (at: Container, key: string, value: unknown): Kind => {
  Object.defineProperty(at, key, { value, enumerable: true, writable: true, configurable: true })
  return 'plain'
}

const otherNumber: Change = (random, { at, key }) => {
  const value = at[key]
  const near = typeof value === 'number' ? value + random(-2, 2) : anyNumber(random)
  return put(at, key, chance(random, 50) ? near : anyNumber(random))
}

const removed: Change = (_random, { at, key }) => {
  if (Array.isArray(at)) at.splice(Number(key), 1)
  else delete at[key]
  return 'plain'
}

const names: readonly string[] = [
  ...[
    'coefficient',
    'simd',
    'K',
    'N',
    'padding',
    'clock',
    'precision',
    'density',
    'sparse',
    'inputs',
    'outputs',
  ],
  ...[
    'partial',
    'final',
    'channels',
    'port',
    'skew',
    'bypass',
    'contiguous',
    'keep',
    'static',
    'gate',
    'skip',
    'format',
    'coordinate',
  ],
]

/** What some of these names may be given. */
const notNumbers = (): readonly unknown[] => [
  ...[{ inputs: 4, outputs: { partial: 16, final: 4 } }, { inputs: { n: 1, m: 2, along: 'C' } }],
  ...[['inputs'], ['outputs', 'filter'], 'shared', 'bitmask', { inputs: 'structured' }, { pe: 1, l2: 0.5 }],
  [{ tensors: ['inputs'], bandwidth: 2 }],
]

const added: Change = (random, { at }) => {
  if (Array.isArray(at))
    at.splice(random(0, at.length), 0, chance(random, 60) ? copyOf(at[0]) : junkValue(random))
  else
    put(
      at,
      pick(random, [anyText(random), ...names]),
      pick(random, [anyNumber(random), anyNumber(random), ...notNumbers()]),
    )
  return 'plain'
}

const swapped: Change = (random, { at, key }) => {
  const other = pick(random, Object.keys(at))
  const value = at[key]
  put(at, key, at[other])
  return put(at, other, value)
}

/** A list many times as long. */
const repeated: Change = (random, { at }) => {
  if (!Array.isArray(at) || at.length === 0) return 'plain'
  const times = pick(random, [2, 3, 20, 300])
  const once = [...at]
  for (let i = 1; i < times && at.length < 1500; i++) at.push(...once)
  return 'plain'
}

/** Deeper by one object, or by very many. */
const nested: Change = (random, { at, key }) => {
  const operation = pick(random, ['Plus', 'Times', 'Min', 'Max', 'Minus', 'DivideFloor', 'DivideCeil'])
  const terms = chance(random, 50) ? [at[key]] : [at[key], chance(random, 40) ? at[key] : random(0, 2)]
  let deep: unknown = { _tag: operation, terms }
  const depth = chance(random, 10) ? 3000 : random(0, 3)
  for (let i = 0; i < depth; i++) deep = { _tag: 'Plus', terms: [deep] }
  return put(at, key, deep)
}

const fickle: Change = (random, { at, key }) => {
  makeFickle(random, at, key, at[key])
  return 'fickle'
}

const proxied: Change = (random, { at, key }) => {
  const value = at[key]
  if (!isContainer(value)) return 'plain'
  if (chance(random, 50)) return put(at, key, new Proxy(value, {}))
  return put(at, key, Object.create(value))
}

const changes: readonly (readonly [share: number, change: Change])[] = [
  [38, otherNumber],
  [20, (random, { at, key }) => put(at, key, junkValue(random))],
  [7, (random, { at, key }) => put(at, key, anyText(random))],
  [9, removed],
  [8, added],
  [5, swapped],
  [3, repeated],
  [3, nested],
  [4, fickle],
  [3, proxied],
]

const changeOf = (random: Random): Change => {
  let left = random(1, 100)
  for (const [share, change] of changes) {
    left -= share
    if (left <= 0) return change
  }
  return otherNumber
}

/** Changes a copy of `value` in up to `most` places. */
export const mutated = (
  random: Random,
  value: unknown,
  most: number,
): { readonly value: unknown; readonly kind: Kind } => {
  const copy = copyOf(value)
  let kind: Kind = 'plain'
  for (let left = random(1, most); left > 0 && kind === 'plain'; left--) {
    const places = placesIn(copy)
    if (places.length > 0) kind = changeOf(random)(random, pick(random, places))
    // What junk brought in may hold itself; places in it are not looked for.
    if (left > 1 && !isTree(copy)) break
  }
  return { value: copy, kind: isTree(copy) ? kind : 'fickle' }
}

/** Whether only plain data is in it, of a bounded size and depth. */
const isTree = (value: unknown, depth = 0, budget = { nodes: 5000 }): boolean => {
  if (--budget.nodes < 0) return false
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return false
  if (!isContainer(value)) return true
  if (depth > 12) return false
  try {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== Array.prototype) return false
    const descriptors = Object.values(Object.getOwnPropertyDescriptors(value))
    return descriptors.every(({ value: inner }) => isTree(inner, depth + 1, budget))
  } catch {
    return false
  }
}
