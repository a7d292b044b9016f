/** That no candidate fits a layer, with the one that comes nearest. */
import { type EstimateError, fault } from '../error/error'
import type { Refusal, TooSmall } from './network-estimate'

type Misfit = Extract<Refusal, { readonly _tag: 'DoesNotFit' }>

const isMisfit = (refusal: Refusal): refusal is Misfit => refusal._tag === 'DoesNotFit'

/** How many times too small the smallest buffer is. */
const excess = ({ buffers }: Misfit): number =>
  buffers.reduce((most, { bits }) => Math.max(most, bits.need / bits.capacity), 0)

const nearestOf = (misfits: readonly Misfit[]): Misfit | undefined =>
  misfits.reduce<Misfit | undefined>(
    (nearest, each) => (nearest === undefined || excess(each) < excess(nearest) ? each : nearest),
    undefined,
  )

/** Whether the buffer's capacity in elements applies to these tensors: it does not where they are wider or narrower than words. */
const areWords = ({ need, capacity, bits }: TooSmall): boolean =>
  need > capacity && Math.floor(bits.capacity / (bits.need / need)) === capacity

const lacking = (small: TooSmall): string =>
  areWords(small)
    ? `${small.need} elements in ${small.buffer} (it holds ${small.capacity})`
    : `${small.bits.need} bits in ${small.buffer} (it holds ${small.bits.capacity})`

const enlarged = (small: TooSmall): string =>
  areWords(small)
    ? `${small.buffer} room for ${small.need} elements`
    : `${small.buffer} ${Math.ceil(small.bits.need / 8)} bytes`

/** Sixteen levels have as many buffers; a few say what is wrong. */
const mostNamed = 3

/** `a, b and c`, in full. */
const named = (buffers: readonly TooSmall[], inWords: (buffer: TooSmall) => string): string => {
  const rest = buffers.length - mostNamed
  const words = [
    ...buffers.slice(0, mostNamed).map(inWords),
    ...(rest > 0 ? [`${rest} more ${rest === 1 ? 'buffer' : 'buffers'}`] : []),
  ]
  return words.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}

const nameOf = ({ dataflow, candidate }: Misfit): string =>
  dataflow === '' ? `dataflow[${candidate}]` : dataflow

const counted = (refused: readonly Refusal[], misfits: number): string => {
  const failed = refused.length - misfits
  if (refused.length === 1) return 'The only candidate does not fit the buffers'
  return failed === 0
    ? `None of the ${refused.length} candidates fits the buffers`
    : `Of the ${refused.length} candidates, ${failed} cannot run this layer and ${misfits} ${misfits === 1 ? 'does' : 'do'} not fit the buffers`
}

/** The error of a layer of which some candidates can be estimated and none fits. */
export const nothingFits = (refused: readonly Refusal[]): EstimateError => {
  const misfits = refused.filter(isMisfit)
  const nearest = nearestOf(misfits)
  const buffers = nearest?.buffers ?? []
  const needs = named(buffers, lacking)
  const name = nearest === undefined ? '' : nameOf(nearest)
  const given = `${refused.length === 1 ? name : `the nearest, ${name},`} needs ${needs}`
  return fault('NothingFits', 'dataflow', {
    expected: 'a candidate that fits the buffers',
    given,
    hint: `Give ${named(buffers, enlarged)}, add candidates with smaller tiles, or pass { misfits: 'allow' } to admit candidates that do not fit.`,
    message: `${counted(refused, misfits.length)}: ${given}.`,
  })
}
