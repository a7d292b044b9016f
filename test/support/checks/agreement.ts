/** How the package's estimate of a problem differs from what is expected; a refusal is a fault of the one or the other. */
import { isLeft } from 'fp-ts/Either'
import { estimate, renderErrors } from '../../../src/index'
import { differences } from '../../cases/differences'
import type { Problem } from '../generators/problems'
import { type Judged, judged } from './expected'

/** Energies, areas and the product of fractions are rounded in the last place; nothing else is. */
const rounding = 1e-9

/** Without fractions of words and expected counts, nothing that is exact has a tolerance. */
export const disagreements = (
  { subject, dataflow, hardware }: Problem,
  expected: Judged,
  exactlyAt: (path: string) => number = () => 0,
): readonly string[] => {
  const result = estimate(subject.layer, dataflow, hardware)
  if (isLeft(result)) return [`refused:\n${renderErrors(result.left)}`]
  const actual = judged(result.right)
  return [
    ...differences(expected.exact, actual.exact, exactlyAt),
    ...differences(expected.rounded, actual.rounded, rounding),
  ]
}

/** Where words are fractions and counts are expectations, these are rounded, too. */
export const ofFractions = (path: string): number =>
  /^(effective|pe)\b|^levels\.\d+\.bandwidth/.test(path) ? rounding : 0
