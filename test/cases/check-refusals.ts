/** Whether an input is refused for the right reason, and whether the errors are fit to be read. */
import { isRight } from 'fp-ts/Either'
import { type EstimateError, estimate } from '../../src/index'
import type { RefusalCase } from './case-files'
import { caseLayer, dataflowOf, givenHardware } from './public-inputs'

const parts = ['_tag', 'expected', 'given', 'hint', 'message'] as const

/** Parts of an error that are missing or that leak what no reader should see. */
export const unreadableParts = (error: EstimateError): readonly string[] =>
  parts
    .filter((part) => error[part].trim() === '' || /NaN|undefined|\[object/.test(error[part]))
    .map((part) => `the ${part} of ${error._tag} at ${error.path} is ${JSON.stringify(error[part])}`)

const isExpected = ({ expected }: RefusalCase, { _tag, path }: EstimateError): boolean =>
  _tag === expected._tag && path.startsWith(expected.path)

export const refusalDifferences = (of: RefusalCase): readonly string[] => {
  const layer = caseLayer(of.layer)
  const result = estimate(layer, dataflowOf(of.name, of.directives), givenHardware(of.hardware))
  if (isRight(result)) return ['accepted']
  const found = result.left.map(({ _tag, path }) => `${_tag} at ${path}`).join(', ')
  const { _tag, path } = of.expected
  return [
    ...(result.left.some((error) => isExpected(of, error))
      ? []
      : [`expected ${_tag} at ${path}, got ${found}`]),
    ...result.left.flatMap(unreadableParts),
  ]
}
