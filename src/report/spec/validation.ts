/** Published figures against the model's. */
import type { Validation } from '../../validation/validate'
import { messagePicture, validationsFault } from '../faults'
import { count } from '../numbers'
import { type Domain, domainOf, logarithmic } from './log-axis'
import { marksOf, nameOf, namesOf, noValidations } from './validation-names'
import { faint, type JsonObject, picture, type VegaLiteSpec } from './vega-lite'

type Point = {
  readonly name: string
  readonly layer: string
  readonly figure: string
  readonly published: number
  readonly ours: number
  readonly error: number
}

/** Sources of few figures are drawn last, so that they are seen. A logarithmic axis has no 0. */
const pointsOf = (validations: readonly Validation[]): readonly Point[] =>
  [...validations]
    .sort((a, b) => b.rows.length - a.rows.length)
    .flatMap((validation) =>
      validation.rows.flatMap(({ layer, published, ours, error }) =>
        published > 0 && ours > 0
          ? [
              {
                name: nameOf(validation, validations),
                layer,
                figure: validation.figure,
                published,
                ours,
                error,
              },
            ]
          : [],
      ),
    )

/** Where both figures are the same. */
const diagonalOf = ([from, to]: Domain, axes: JsonObject): JsonObject => ({
  data: { values: [from, to].map((each) => ({ published: each, ours: each })) },
  mark: { type: 'line', color: faint, strokeDash: [4, 3], strokeWidth: 1 },
  encoding: axes,
})

const scatterOf = (validations: readonly Validation[]): VegaLiteSpec => {
  const points = pointsOf(validations)
  const domain = domainOf(points.flatMap(({ published, ours }) => [published, ours]))
  const axes: JsonObject = {
    x: logarithmic('published', 'published, in the unit of its source', domain),
    y: logarithmic('ours', 'estimated', domain),
  }
  const marks: JsonObject = {
    data: { values: points },
    mark: { type: 'point', filled: true, size: 22, opacity: 0.55 },
    encoding: {
      ...axes,
      ...marksOf(namesOf(validations)),
      tooltip: [
        { field: 'name', type: 'nominal', title: 'source' },
        { field: 'layer', type: 'nominal' },
        { field: 'figure', type: 'nominal' },
        { field: 'published', type: 'quantitative', format: ',.6~r' },
        { field: 'ours', type: 'quantitative', title: 'estimated', format: ',.6~r' },
        { field: 'error', type: 'quantitative', format: '+.1%' },
      ],
    },
  }
  return picture(
    'Estimates against published figures',
    `${count(points.length)} figures; where they are equal, they are on the dashed line`,
    { width: 520, height: 520, layer: [diagonalOf(domain, axes), marks] },
  )
}

/**
 * Every published figure against the model's, on logarithmic axes, with a colour for each source. Figures are in the units
 * of their sources; equal ones are on the diagonal. Which sources are shown is up to the caller.
 *
 * @param validations - The answer of `validate` of `maestro-dataflow/validation`, or some of its list.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { validationSpec } from 'maestro-dataflow/report'
 * import { validate } from 'maestro-dataflow/validation'
 *
 * const picture = JSON.stringify(validationSpec(orThrow(validate('yolov2-zynq')).slice(0, 1)))
 * picture.includes('"published":451000000,"ours":432841727') // => true
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const validationSpec = (validations: readonly Validation[]): VegaLiteSpec => {
  const fault = validationsFault(validations)
  if (fault !== undefined) return messagePicture(fault)
  return validations.length === 0 ? messagePicture(noValidations) : scatterOf(validations)
}
