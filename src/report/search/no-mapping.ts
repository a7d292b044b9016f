/** Why a search has no mapping to answer, in words. */
import { listed } from '../../error/show'
import type { Mapping, MapRefusal } from '../../map/mapping-type'
import { count, plural, short } from '../numbers'

const names = {
  l1: 'the L1 of a PE',
  clusters: 'the buffer of a cluster',
  l2: 'the shared buffer (L2)',
  limits: 'the limits',
} as const

const togetherWords = (together: readonly (keyof typeof names)[]): string => {
  const [first, ...others] = together
  if (first === undefined) return ''
  if (others.length > 0)
    return `: ${listed(together.map((part) => names[part]))} together exclude all of them`
  return first === 'limits'
    ? ': the limits exclude all of them'
    : `: ${names[first]} is too small for all of them`
}

const reasonWords = (why: MapRefusal): string =>
  'buffer' in why
    ? `: ${names[why.buffer]} has room for ${plural(why.capacity, 'element')}, and every mapping needs at least ${count(why.least)}`
    : togetherWords(why.together)

/** The reason as a clause. */
export const noMappingWords = ({ why, lower, proven, counts }: Mapping): string => {
  if (why !== null) return `no mapping is feasible${reasonWords(why)}`
  if (proven && typeof lower === 'number')
    return `no mapping costs less than ${short(lower)}, the value that the search was given as attainable`
  return `no mapping was found in ${plural(counts.nodes, 'node')}: continue the search with more nodes`
}
