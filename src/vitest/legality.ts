/** Whether a dataflow may run a layer at all. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import { estimate } from '../cost/evaluate'
import type { EstimateError } from '../error/error'
import { renderErrors } from '../error/render'
import type { Accelerator } from '../hardware/accelerator'
import type { Layer } from '../operator/layer'
import { explained, sections } from './explanation'
import { type Mapping, nameOfParts, partsOf, type Unclear, wholeMapping } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'

const isOfDataflow = ({ path }: EstimateError): boolean => path.startsWith('dataflow')

const judge = (mapping: Mapping): Either<Unclear, Judgement> => {
  const { layer, dataflow, hardware } = mapping
  const result = estimate(layer, dataflow, hardware)
  const named = { subject: nameOfParts({ dataflow }), claim: `to be legal on ${nameOfParts({ layer })}` }
  if (isRight(result)) {
    const estimated = { _tag: 'Estimate', estimate: result.right, parts: mapping } as const
    return right({ ...named, pass: true, finding: () => sections(['It is legal.', explained(estimated)]) })
  }
  const elsewhere = result.left.filter((error) => !isOfDataflow(error))
  // A misspelt layer would refuse any dataflow, and so confirm every `.not`.
  if (elsewhere.length > 0)
    return left(`The layer or the hardware is at fault, not the dataflow:\n\n${renderErrors(elsewhere)}`)
  return right({ ...named, pass: false, finding: () => renderErrors(result.left) })
}

/** See `MaestroMatchers.toBeLegalOn`. */
export function toBeLegalOn(this: Context, subject: unknown, layer: Layer, hardware: Accelerator): Verdict {
  const parts = partsOf(subject, { layer, hardware })
  if (!isRight(parts)) return verdictOf(this, parts)
  const mapping = wholeMapping(parts.right)
  return verdictOf(this, isRight(mapping) ? judge(mapping.right) : mapping)
}
