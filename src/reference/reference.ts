/** The published tool as a function. */
import { type Either, isLeft, left } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import { isRecord, own } from '../internal/read'
import { failure, isFailure, type ReferenceFailure } from './failure'
import type { ReferenceFigures } from './figures'
import type { PlainLayer, ReferenceHardware, ReferenceInput } from './layer'
import { readReferenceHardware, readReferenceLayers } from './read-input'
import { readMapping } from './read-mapping'
import { run } from './run'

/** A hostile input may throw when it is looked at. */
const guarded = <A>(answer: () => Either<ReferenceFailure, A>): Either<ReferenceFailure, A> => {
  const result = attempt(answer)
  return isLeft(result) ? left(failure('MALFORMED', '', 'the input cannot be read')) : result.right
}

const runAll = (
  layers: readonly PlainLayer[] | ReferenceFailure,
  hardware: ReferenceHardware | ReferenceFailure,
): Either<ReferenceFailure, readonly ReferenceFigures[]> => {
  if (isFailure(layers)) return left(layers)
  return isFailure(hardware) ? left(hardware) : run(layers, hardware)
}

export const reference = (input: ReferenceInput): Either<ReferenceFailure, readonly ReferenceFigures[]> =>
  guarded(() => {
    const given: unknown = input
    if (!isRecord(given)) return left(failure('MALFORMED', '', 'the input is no object'))
    return runAll(readReferenceLayers(own(given, 'layers')), readReferenceHardware(own(given, 'hardware')))
  })

export const referenceFile = (
  text: string,
  hardware: ReferenceHardware,
): Either<ReferenceFailure, readonly ReferenceFigures[]> =>
  guarded(() => runAll(readMapping(text), readReferenceHardware(hardware)))
