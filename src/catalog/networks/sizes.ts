/** Options of networks that are built: like all constructors they never fail, and leave faults to the estimate. */
import { rethrowIfExhausted } from '../../error/exhausted'

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
