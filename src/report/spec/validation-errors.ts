/** How often estimates err by how much, against published figures. */
import { errorsByShape } from '../../validation/statistics'
import type { Validation } from '../../validation/validate'
import { messagePicture, validationsFault } from '../faults'
import { longestTitle, marksOf, nameOf, namesOf, noValidations } from './validation-names'
import { faint, type JsonObject, picture, type VegaLiteSpec } from './vega-lite'

const binWidth = 0.05
const outermost = 1

type Bin = {
  readonly name: string
  /** In the middle of the bin. */
  readonly error: number
  readonly from: number
  readonly to: number
  readonly share: number
  readonly shapes: number
}

/** Of distinct shapes. No error is below −1; what is above 1 counts in the last bin. */
const binsOf = (validation: Validation, validations: readonly Validation[]): readonly Bin[] => {
  const name = nameOf(validation, validations)
  const errors = errorsByShape(validation.rows)
  const bins = new Map<number, number>()
  for (const error of errors) {
    const bin = Math.round(Math.min(outermost, error) / binWidth)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return [...bins.entries()]
    .sort(([a], [b]) => a - b)
    .map(([bin, number]) => ({
      name,
      error: bin * binWidth,
      from: (bin - 0.5) * binWidth,
      to: (bin + 0.5) * binWidth,
      share: number / errors.length,
      shapes: number,
    }))
}

const percent = "format(100 * abs(datum.value), 'd') + ' %'"
const signedPercent = `(datum.value < 0 ? '−' : datum.value > 0 ? '+' : '') + ${percent}`

const panelOf = (names: readonly string[]): JsonObject => {
  const x: JsonObject = {
    field: 'from',
    type: 'quantitative',
    title: 'error of an estimate',
    scale: { domain: [-outermost - binWidth / 2, outermost + binWidth / 2], nice: false },
    axis: { labelExpr: signedPercent, values: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] },
  }
  const bars: JsonObject = {
    mark: { type: 'bar', binSpacing: 1 },
    encoding: {
      x,
      x2: { field: 'to' },
      y: { field: 'share', type: 'quantitative', title: 'share', axis: { labelExpr: percent, tickCount: 2 } },
      y2: { datum: 0 },
      color: { ...marksOf(names).color, legend: null },
      tooltip: [
        { field: 'error', type: 'quantitative', title: 'error of about', format: '+.0%' },
        { field: 'share', type: 'quantitative', title: 'share of shapes', format: '.1%' },
        { field: 'shapes', type: 'quantitative', format: ',' },
      ],
    },
  }
  const zero: JsonObject = {
    // Once for a panel, not for each of its bars.
    transform: [{ aggregate: [{ op: 'count', as: 'bars' }], groupby: ['name'] }],
    mark: { type: 'rule', color: faint, strokeDash: [4, 3] },
    encoding: { x: { datum: 0, type: 'quantitative' } },
  }
  return { width: 520, height: 56, layer: [bars, zero] }
}

const histogramOf = (validations: readonly Validation[]): VegaLiteSpec => {
  const names = namesOf(validations)
  const bins = validations.flatMap((validation) => binsOf(validation, validations))
  const isBeyond = validations.some(({ rows }) => rows.some(({ error }) => Math.abs(error) > outermost))
  return picture(
    'Errors of estimates',
    [
      'shares of distinct shapes; negative where an estimate is too low',
      isBeyond ? 'errors beyond 100 % are in the last step' : '',
    ],
    {
      data: { values: bins },
      facet: {
        row: {
          field: 'name',
          type: 'nominal',
          sort: [...names],
          header: {
            title: null,
            labelOrient: 'top',
            labelAnchor: 'start',
            labelLimit: longestTitle,
            labelPadding: 6,
          },
        },
      },
      spec: panelOf(names),
      spacing: 8,
    },
  )
}

/**
 * Draws the distribution of the model's errors: a panel for each source, with the share of its distinct shapes in steps of 5 %.
 * Errors beyond 100 % are in the last step.
 *
 * @param validations - The answer of `validate` of `maestro-dataflow/validation`, or some of its list.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { validationErrorsSpec } from 'maestro-dataflow/report'
 * import { validate } from 'maestro-dataflow/validation'
 *
 * validationErrorsSpec(orThrow(validate('yolov2-zynq')))['title']
 * // => { text: 'Errors of estimates', subtitle: 'shares of distinct shapes; negative where an estimate is too low' }
 * ```
 * @since 0.2.0
 * @category pictures
 */
export const validationErrorsSpec = (validations: readonly Validation[]): VegaLiteSpec => {
  const fault = validationsFault(validations)
  if (fault !== undefined) return messagePicture(fault)
  return validations.length === 0 ? messagePicture(noValidations) : histogramOf(validations)
}
