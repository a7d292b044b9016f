/** The model's figures beside published ones, and how far they are from them. */
import type { Either } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { estimate } from '../cost/evaluate'
import { type EstimateErrors, fault } from '../error/error'
import { didYouMean } from '../error/nearest'
import { listed, show } from '../error/show'
import { isRight, left, right } from '../internal/either'
import { frozen } from '../internal/frozen'
import type { Row, Source, SourceId, ValidationSource, ValidationVariant } from './source'
import { sources } from './sources'
import { statisticsOf, type ValidationStatistics } from './statistics'

/**
 * A published figure, the model's for the same layer, and `error` = ours / published − 1.
 *
 * @since 0.2.0
 * @category validation
 */
export type ValidationRow = {
  /** The name of the layer in the source. */
  readonly layer: string
  /** Rows of one shape count once in the statistics. */
  readonly shape: string
  /** The published figure, in the unit of the source. */
  readonly published: number
  /** The figure of this model, in the same unit. */
  readonly ours: number
  /** The relative error: 0.05 where ours is 5 % too high. */
  readonly error: number
}

/**
 * A source in one variant: every published figure next to the model's, and the errors over distinct shapes.
 *
 * @since 0.2.0
 * @category validation
 */
export type Validation = ValidationStatistics & {
  /** The name of the source. */
  readonly source: SourceId
  /** The subject of the comparison. */
  readonly title: string
  /** The publication and the table, or the repository, its commit and the file. */
  readonly origin: string
  /** The unit of the figures, such as `cycles`. */
  readonly figure: string
  /** The variant: the hardware as published, or with the additions of other documents. */
  readonly variant: ValidationVariant
  /** True if the errors measure the quality of the model; otherwise `reason` says why not. */
  readonly quotable: boolean
  /** The reason why the errors may not be quoted; null where they may. */
  readonly reason: string | null
  /** The errors of another model against the same published figures, where the source has its estimates; else null. */
  readonly other: OtherModel | null
  /** Every published figure next to the model's. */
  readonly rows: readonly ValidationRow[]
}

/**
 * Errors of another model, over the same shapes as those of {@link Validation}.
 *
 * @since 0.2.0
 * @category validation
 */
export type OtherModel = ValidationStatistics & {
  /** The name of the other model. */
  readonly name: string
}

const all: readonly Source[] = /* @__PURE__ */ Object.values(sources)

/**
 * Every source of published figures that the model is compared with.
 *
 * @example
 * ```ts
 * import { validationSources } from 'maestro-dataflow/validation'
 *
 * validationSources.find(({ id }) => id === 'eyeriss-alexnet')?.kind // => 'silicon'
 * ```
 * @since 0.2.0
 * @category validation
 */
export const validationSources: readonly ValidationSource[] = /* @__PURE__ */ frozen(
  all.map(({ rows, ...description }) => description),
)

const variantsOf = ({ documented }: Source): readonly ValidationVariant[] =>
  documented.length === 0 ? ['as is'] : ['as is', 'as documented']

const estimatesOf = (row: Row, variant: ValidationVariant): Either<EstimateErrors, readonly Estimate[]> => {
  const estimates: Estimate[] = []
  for (const { layer, dataflow, hardware } of row.runs(variant)) {
    const result = estimate(layer, dataflow, hardware)
    if (!isRight(result)) return result
    estimates.push(result.right)
  }
  return right(estimates)
}

const compared = (row: Row, variant: ValidationVariant): Either<EstimateErrors, ValidationRow> => {
  const estimates = estimatesOf(row, variant)
  if (!isRight(estimates)) return estimates
  const { layer, shape, published } = row
  const ours = row.figure(estimates.right, variant)
  return right({ layer, shape, published, ours, error: ours / published - 1 })
}

const otherModel = ({ other: name }: Source, rows: readonly Row[]): OtherModel | null => {
  const errors = rows.flatMap(({ shape, published, other }) =>
    other === undefined ? [] : [{ shape, error: other / published - 1 }],
  )
  return name === undefined ? null : { name, ...statisticsOf(errors) }
}

const validated = (source: Source, variant: ValidationVariant): Either<EstimateErrors, Validation> => {
  const rows: ValidationRow[] = []
  const given = source.rows()
  for (const row of given) {
    const result = compared(row, variant)
    if (!isRight(result)) return result
    rows.push(result.right)
  }
  const { id, title, origin, figure, quotable, reason } = source
  const other = otherModel(source, given)
  return right({
    source: id,
    title,
    origin,
    figure,
    variant,
    quotable,
    reason,
    ...statisticsOf(rows),
    other,
    rows,
  })
}

const ids = (): readonly string[] => Object.keys(sources)

const isSource = (value: unknown): value is SourceId =>
  typeof value === 'string' && Object.hasOwn(sources, value)

const unknownSource = (given: unknown): EstimateErrors => [
  fault('Malformed', 'source', {
    expected: listed(ids(), 'or'),
    given: show(given),
    hint: `${typeof given === 'string' ? didYouMean(given, ids()) : ''}Name a source of validationSources, or none for all.`,
  }),
]

/**
 * Estimates every published figure of a source, or of all sources, and compares: one answer for each source and variant. All
 * sources take a second or two. It calls nothing but `estimate`.
 *
 * Errors are shares: 0.05 is 5 % too high. Those of sources that are not `quotable` do not say how good the model is;
 * `reason` says why.
 *
 * @param source - The source to compare with; all of them by default.
 * @returns a Left with a `Malformed` error where the source is unknown
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { validate } from 'maestro-dataflow/validation'
 *
 * const [asIs] = orThrow(validate('eyeriss-alexnet'))
 * Math.round(1000 * asIs!.mean) / 10 // => 5.3
 * Math.round(1000 * asIs!.worst) / 10 // => 12.3
 * ```
 * @since 0.2.0
 * @category validation
 */
export const validate = (source?: SourceId): Either<EstimateErrors, readonly Validation[]> => {
  if (source !== undefined && !isSource(source)) return left(unknownSource(source))
  const answers: Validation[] = []
  for (const each of source === undefined ? all : [sources[source]])
    for (const variant of variantsOf(each)) {
      const answer = validated(each, variant)
      if (!isRight(answer)) return answer
      answers.push(answer.right)
    }
  return right(answers)
}
