/** Whether a dataflow may run a layer at all. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import { estimate } from '../cost/evaluate'
import type { EstimateError } from '../error/error'
import { renderErrors } from '../error/render'
import type { Accelerator } from '../hardware/accelerator'
import { isRecord } from '../internal/read'
import type { Layer } from '../operator/layer'
import { explained, sections } from './explanation'
import { type Mapping, nameOfParts, partsOf, type Undecidable, wholeMapping } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { written } from './words'

/** What is not even a dataflow is neither legal nor illegal. */
const isOfDataflow = ({ _tag, path }: EstimateError): boolean =>
  path.startsWith('dataflow') && _tag !== 'Malformed'

const judge = (mapping: Mapping): Either<Undecidable, Judgement> => {
  const { layer, dataflow, hardware } = mapping
  const result = estimate(layer, dataflow, hardware)
  const on = typeof layer.name === 'string' && layer.name !== '' ? layer.name : 'the layer'
  const named = { subject: nameOfParts({ dataflow }), claim: `to be legal on ${on}` }
  if (isRight(result)) {
    const estimated = { _tag: 'Estimate', estimate: result.right, parts: mapping } as const
    return right({ ...named, pass: true, finding: () => sections(['It is legal.', explained(estimated)]) })
  }
  const elsewhere = result.left.filter((error) => !isOfDataflow(error))
  // A misspelt layer would refuse any dataflow, and so confirm every `.not`.
  if (elsewhere.length > 0)
    return left(`It cannot be decided whether the dataflow is legal:\n\n${renderErrors(elsewhere)}`)
  return right({ ...named, pass: false, finding: () => renderErrors(result.left) })
}

const judgeOn = (subject: unknown, layer: Layer, hardware: Accelerator): Either<Undecidable, Judgement> => {
  if (!isRecord(layer) || !isRecord(hardware))
    return left(
      `A dataflow is legal on a layer and hardware: write toBeLegalOn(layer, hardware); here they are ${written(layer)} and ${written(hardware)}.`,
    )
  const parts = partsOf(subject, { layer, hardware })
  if (!isRight(parts)) return parts
  const mapping = wholeMapping(parts.right)
  return isRight(mapping) ? judge(mapping.right) : mapping
}

/** See `MaestroMatchers.toBeLegalOn`. */
export function toBeLegalOn(this: Context, subject: unknown, layer: Layer, hardware: Accelerator): Verdict {
  return verdictOf(this, () => judgeOn(subject, layer, hardware))
}
