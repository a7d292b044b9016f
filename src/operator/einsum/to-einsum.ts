/** From a layer or an operator to an einsum. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../../error/attempt'
import { type EstimateErrors, fault, type Report } from '../../error/error'
import { didYouMean } from '../../error/nearest'
import { show } from '../../error/show'
import { isRecord, own, readRecord } from '../../internal/read'
import { checkLayer } from '../check-layer'
import { checkOperator } from '../check-operator'
import type { Coupling } from '../coupling'
import type { Layer } from '../layer'
import type { Operator } from '../operator'
import type { Form } from './parsed'
import { printEinsum } from './print'

/**
 * Options of {@link toEinsum}. `form` is `'tensors'` (`C[m, n] = A[m, k] * B[k, n]`) unless given; `'arrow'`
 * (`m k, k n -> m n`) leaves out the names of tensors.
 *
 * @since 0.2.0
 * @category operators
 */
export type EinsumOptions = {
  /** `'tensors'` (the default) names the tensors, `'arrow'` leaves their names out. */
  readonly form?: 'arrow' | 'tensors'
}

const forms: readonly string[] = ['arrow', 'tensors']

const isForm = (form: unknown): form is Form => typeof form === 'string' && forms.includes(form)

const readForm = (options: unknown, report: Report): Form | undefined => {
  const form = readRecord(options, 'options', ['form'], 'Malformed', report)?.['form']
  if (form === undefined) return 'tensors'
  if (isForm(form)) return form
  report.push(
    fault('Malformed', 'options.form', {
      expected: "'arrow' or 'tensors'",
      given: show(form),
      hint: `${typeof form === 'string' ? didYouMean(form, forms) : ''}Write form: 'arrow' or form: 'tensors'.`,
    }),
  )
  return undefined
}

/** The coupling with dimensions by their names. */
const named = ({ dimensions, tensors }: Coupling): Omit<Operator, 'name'> => ({
  dimensions,
  tensors: tensors.map(({ name, role, axes }) => ({
    name,
    role,
    axes: axes.map((axis) =>
      axis.map(({ dimension, coefficient }) => ({ dimension: dimensions[dimension]!, coefficient })),
    ),
  })),
})

/** Only layers have a kind. */
const couplingOf = (of: unknown, report: Report): Coupling | undefined =>
  isRecord(of) && own(of, 'kind') === undefined && own(of, 'sizes') === undefined
    ? checkOperator(of, 'operator', report)
    : checkLayer(of, report)

/**
 * A layer or an operator as an einsum; {@link einsum} reads it back to the same coupling. Inputs come before outputs, and the
 * dimensions of the outputs before those that are summed. `*` joins the operands whatever the operation is: the
 * model counts points. Of a window the stride and the dilation are its coefficients; padding is left out, because extents
 * count outputs.
 *
 * @param of - The layer or the operator to print.
 * @param options - The form of the einsum; `'tensors'` by default.
 * @returns Left if the layer, the operator or the form is invalid.
 * @example
 * ```ts
 * import { conv2d, elementwise, gemm, orThrow, toEinsum } from 'maestro-dataflow'
 *
 * orThrow(toEinsum(gemm({ M: 4, N: 4, K: 4 }))) // => 'C[M, N] = A[M, K] * B[K, N]'
 * orThrow(toEinsum(gemm({ M: 4, N: 4, K: 4 }), { form: 'arrow' })) // => 'M K, K N -> M N'
 *
 * const conv = conv2d({ K: 8, C: 4, R: 3, S: 3, Y: 9, X: 9, stride: 2 })
 * orThrow(toEinsum(conv)) // => "output[N, K, Y', X'] = input[N, C, 2Y'+R, 2X'+S] * filter[K, C, R, S]"
 * ```
 * @since 0.2.0
 * @category operators
 */
export const toEinsum = (of: Layer | Operator, options: EinsumOptions = {}): Either<EstimateErrors, string> =>
  attempt((report) => {
    const form = readForm(options, report)
    const coupling = couplingOf(of, report)
    return form === undefined || coupling === undefined || report.length > 0
      ? undefined
      : printEinsum(named(coupling), form)
  })
