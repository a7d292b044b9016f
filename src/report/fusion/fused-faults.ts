/** What reports of fused chains are given where types are not checked. */
import { isRecord, own } from '../../internal/read'
import { misplaced, type ReportFault } from '../faults'

/** That something is neither an estimate of a chain nor a comparison. */
export const fusedFault = (value: unknown): string =>
  misplaced(
    value,
    'of',
    'the answer of estimateFused or compareFused',
    'Pass orThrow(compareFused(chain, dataflow, hardware)).',
  )

const isMoment = (value: unknown): boolean => isRecord(value) && Array.isArray(own(value, 'tensors'))

/** Of what should be the answer of occupancyOf. */
export const occupancyFault = (value: unknown): ReportFault => {
  const moments = isRecord(value) ? own(value, 'moments') : undefined
  const layers = isRecord(value) ? own(value, 'layers') : undefined
  if (Array.isArray(moments) && moments.every(isMoment) && Array.isArray(layers)) return undefined
  return misplaced(
    value,
    'of',
    'the answer of occupancyOf',
    'Pass orThrow(occupancyOf(chain, dataflow, hardware)).',
  )
}
