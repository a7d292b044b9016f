/** Why a value is not an analysis that can be evaluated. */
import { type EstimateError, fault } from '../error/error'
import { show } from '../error/show'
import { isRecord, isUnopened, own, unopened } from '../internal/read'
import { analysisVersion } from './analysis'

const refusal = (given: string): EstimateError =>
  fault('MismatchedAnalysis', 'analysis', {
    expected: 'a result of analyze, unchanged',
    given,
    hint: 'Call analyze(layer, dataflow, { pes }) and pass the value of its Right, or that value from JSON.',
  })

/** An Either where its value is meant, as `analyze` returns it. */
const eitherGiven = (value: unknown): EstimateError => {
  const error = unopened('MismatchedAnalysis', 'analysis', value)
  const unwrap =
    'Unwrap it: evaluate(orThrow(analyze(…)), hardware), or E.chain((analysis) => evaluate(analysis, hardware)).'
  return isRecord(value) && own(value, '_tag') === 'Right' ? { ...error, hint: unwrap } : error
}

const otherVersion = (version: unknown): EstimateError => {
  const shown = version === undefined ? 'none (it was saved by 0.1)' : show(version)
  return fault('MismatchedAnalysis', 'analysis.version', {
    expected: `${analysisVersion}, the version of the analyses of this release`,
    given: shown,
    hint: 'Call analyze again: analyses that another release saved are not read.',
    message: `This release evaluates analyses of version ${analysisVersion}, but the version of this one is ${shown}.`,
  })
}

/** `isWhole`: it has every property of an analysis, so that it was edited. */
export const refusedAnalysis = (value: unknown, isWhole: boolean): EstimateError => {
  if (isUnopened(value)) return eitherGiven(value)
  if (isRecord(value) && own(value, '_tag') === 'Analysis') {
    const version = own(value, 'version')
    if (version !== analysisVersion) return otherVersion(version)
  }
  return refusal(isWhole ? 'an analysis that was edited' : show(value))
}
