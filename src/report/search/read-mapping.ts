/** The answer of a mapping search as it is given: whether it is one, and whether it belongs to a layer and an accelerator. */
import type { Estimate } from '../../cost/estimate-type'
import { estimate as estimateOf } from '../../cost/evaluate'
import { fault, type Report } from '../../error/error'
import { show } from '../../error/show'
import type { Accelerator } from '../../hardware/accelerator'
import { isRight } from '../../internal/either'
import { isRecord, own } from '../../internal/read'
import type { MappedDataflow, Mapping } from '../../map/mapping-type'
import type { Layer } from '../../operator/layer'

const isAnswer = (value: unknown): value is Mapping =>
  isRecord(value) &&
  isRecord(own(value, 'counts')) &&
  ['front', 'warnings'].every((name) => Array.isArray(own(value, name))) &&
  own(value, 'best') !== undefined

/** The answer of a search; the report says what else was given. */
export const readMapping = (value: unknown, report: Report): Mapping | undefined => {
  if (isAnswer(value)) return value
  report.push(
    fault('Malformed', 'mapping', {
      expected: 'the answer of map',
      given: show(value),
      hint: 'Pass orThrow(map(request)), and the request.',
    }),
  )
  return undefined
}

/** The estimate of the best mapping, which has the figures of the answer where the answer is of this layer and accelerator. */
export const estimateBest = (
  best: MappedDataflow,
  { layer, hardware }: { readonly layer: Layer; readonly hardware: Accelerator },
  report: Report,
): Estimate | undefined => {
  const estimated = estimateOf(layer, best.dataflow, hardware)
  if (!isRight(estimated)) {
    report.push(...estimated.left)
    return undefined
  }
  const { runtime, energy } = estimated.right
  if (runtime === best.runtime && energy.total === best.energy) return estimated.right
  report.push(
    fault('Malformed', 'mapping.best', {
      expected: 'a mapping with the figures that its estimate has for this request',
      given: `${show(best.runtime)} cycles, where the estimate has ${show(runtime)}`,
      hint: 'Pass the request that map was given with its answer.',
    }),
  )
  return undefined
}
