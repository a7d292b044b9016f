/** Sums of dimensions as files write axes: `p + r`, `2*oy+1*fy`. */
import { isPositiveInteger } from '../../internal/arithmetic'
import type { AxisTerm } from '../../operator/operator'

const termOf = (text: string): AxisTerm | undefined => {
  const [, before, dimension, after] = /^(?:(\d+)\*)?([A-Za-z_]\w*)(?:\*(\d+))?$/.exec(text) ?? []
  const coefficient = Number(before ?? after ?? 1)
  return dimension === undefined || !isPositiveInteger(coefficient)
    ? undefined
    : { dimension, ...(coefficient === 1 ? {} : { coefficient }) }
}

/** The terms of a sum; undefined if it is anything else. */
export const sumOf = (text: string): readonly AxisTerm[] | undefined => {
  const terms = text.replace(/\s+/g, '').split('+').map(termOf)
  const sound = terms.flatMap((term) => term ?? [])
  return sound.length === terms.length ? sound : undefined
}
