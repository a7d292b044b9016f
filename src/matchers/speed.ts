/** How fast, how busy, and held up by what. */
import { type Either, isRight, left, right } from 'fp-ts/Either'
import type { Bottleneck, Estimate } from '../cost/estimate-type'
import { didYouMean } from '../error/nearest'
import { listed } from '../error/show'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { isRecord } from '../internal/read'
import { explained, sections } from './explanation'
import { figureOf, readFigure } from './figures'
import { estimateIn, type Measured, measure, nameOf, type Undecidable } from './subject'
import { type Context, type Judgement, type Verdict, verdictOf } from './verdict'
import { beside, cyclesOf, noLevel, percents, written } from './words'

type Judge = (subject: Measured) => Either<Undecidable, Judgement>

const judged = (context: Context, subject: unknown, judge: Judge): Verdict =>
  verdictOf(context, () => {
    const measured = measure(subject)
    return isRight(measured) ? judge(measured.right) : measured
  })

const runtimeOf = (subject: Measured): Either<Undecidable, number> => {
  const figure = readFigure('runtime')
  return isRight(figure) ? figureOf(figure.right, subject) : figure
}

/** See `MaestroMatchers.toRunWithin`. */
export function toRunWithin(this: Context, subject: unknown, cycles: number): Verdict {
  return judged(this, subject, (measured) => {
    if (!isPositiveInteger(cycles))
      return left(`toRunWithin takes a positive whole number of cycles, not ${written(cycles)}.`)
    const runtime = runtimeOf(measured)
    if (!isRight(runtime)) return runtime
    const said = `It takes ${cyclesOf(runtime.right)}, ${beside(runtime.right, cycles)}.`
    return right({
      pass: runtime.right <= cycles,
      subject: nameOf(measured),
      claim: `to run within ${cyclesOf(cycles)}`,
      finding: () => sections([said, explained(measured)]),
    })
  })
}

/** See `MaestroMatchers.toReach`. */
export function toReach(this: Context, subject: unknown, utilization: number): Verdict {
  return judged(this, subject, (measured) => {
    if (typeof utilization !== 'number' || !(utilization > 0 && utilization <= 1))
      return left(
        `Utilization is a share above 0 and up to 1, not ${written(utilization)}: write 0.8 for four fifths.`,
      )
    const estimate = estimateIn(measured, 'utilization')
    if (!isRight(estimate)) return estimate
    const reached = estimate.right.utilization
    const [asked, found] = percents(utilization, reached)
    return right({
      pass: reached >= utilization,
      subject: nameOf(measured),
      claim: `to reach a utilization of ${asked}`,
      finding: () => sections([`It reaches ${found}.`, explained(measured)]),
    })
  })
}

const causes: readonly string[] = ['compute', 'fill', 'ingress', 'egress', 'offchip']

const readCause = (by: unknown, where: unknown): Undecidable | undefined => {
  if (typeof by !== 'string' || !causes.includes(by))
    return `There is no bottleneck ${written(by)}. ${typeof by === 'string' ? didYouMean(by, causes) : ''}It is one of ${listed(causes, 'or')}.`
  if (!isRecord(where) || Object.keys(where).some((key) => key !== 'level'))
    return `toBeBoundBy takes a cause and { level }, not ${written(where)}.`
  const { level } = where
  if (level !== undefined && !isNonNegativeInteger(level))
    return `A level is a whole number from 0 on, not ${written(level)}.`
  return by === 'offchip' && level !== undefined ? 'Off-chip traffic has no level: leave it out.' : undefined
}

const levelFault = ({ levels }: Estimate, level: number | undefined): Undecidable | undefined =>
  level === undefined || level < levels.length ? undefined : noLevel(level, levels.length)

const place = ({ by, level }: { readonly by: string; readonly level?: number | null | undefined }): string =>
  level === null || level === undefined ? by : `${by} at level ${level}`

const agrees = ({ bound }: Estimate, by: Bottleneck['by'], level: number | undefined): boolean =>
  bound.by === by && (level === undefined || bound.level === level)

/** See `MaestroMatchers.toBeBoundBy`. */
export function toBeBoundBy(
  this: Context,
  subject: unknown,
  by: Bottleneck['by'],
  where: { readonly level?: number } = {},
): Verdict {
  return judged(this, subject, (measured) => {
    const fault = readCause(by, where)
    if (fault !== undefined) return left(fault)
    const estimate = estimateIn(measured, 'bound')
    if (!isRight(estimate)) return estimate
    const misplaced = levelFault(estimate.right, where.level)
    if (misplaced !== undefined) return left(misplaced)
    return right({
      pass: agrees(estimate.right, by, where.level),
      subject: nameOf(measured),
      claim: `to have the bottleneck ${place({ by, level: where.level })}`,
      finding: () => sections([`Its bottleneck is ${place(estimate.right.bound)}.`, explained(measured)]),
    })
  })
}
