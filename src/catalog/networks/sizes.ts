/** Options of networks that are built: like all constructors they never fail, and leave faults to the estimate. */
import { rethrowIfExhausted } from '../../internal/exhausted'
import type { Layer } from '../../operator/layer'
import { type Refusal, refusing } from '../../operator/refusal'

/** The numbers in given options; what is none becomes NaN, which the checks of a layer refuse. */
export const sizesOf = <K extends string>(
  given: { readonly [key in NoInfer<K>]?: unknown },
  absent: { readonly [key in K]: number },
): { readonly [key in K]: number } => {
  const isRecord = typeof given === 'object' && given !== null && !Array.isArray(given)
  const read = (key: string): number => {
    if (!isRecord) return Number.NaN
    try {
      const value = given[key as K] // the keys of `absent` are K
      if (value === undefined) return absent[key as K]
      return typeof value === 'number' ? value : Number.NaN
    } catch (thrown) {
      rethrowIfExhausted(thrown)
      return Number.NaN
    }
  }
  const entries = Object.keys(absent).map((key) => [key, read(key)] as const)
  return Object.fromEntries(entries) as { readonly [key in K]: number } // one entry for each key of `absent`
}

/** Whether an option is there: undefined means absent, and one that cannot be read is there. */
const isGiven = (options: object, key: string): boolean => {
  try {
    return Reflect.get(options, key) !== undefined
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return true
  }
}

/** The most unknown options that are named; an object full of junk does not list them all. */
const mostNamed = 10

/** Options that nobody asked for. */
const unknownOptions = (given: unknown, known: readonly string[]): readonly string[] => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return []
  try {
    return Object.keys(given).filter((key) => !known.includes(key) && isGiven(given, key))
  } catch (thrown) {
    rethrowIfExhausted(thrown)
    return ['options'] // their names cannot be read
  }
}

/** The layers, each carrying the options that their function does not take, which an estimate names and refuses. */
export const withUnknownOptions = (
  layers: readonly Layer[],
  given: unknown,
  maker: string,
  known: readonly string[],
): readonly Layer[] => {
  const unknown = unknownOptions(given, known)
  if (unknown.length === 0) return layers
  const refusals = unknown
    .slice(0, mostNamed)
    .map((option): Refusal => ({ _tag: 'UnknownOption', maker, option, known }))
  return layers.map((layer) => refusing(layer, refusals))
}
