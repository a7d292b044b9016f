/** Which of a layer's contenders runs it. */
import type { Either } from 'fp-ts/Either'
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray'
import type { Estimate } from '../cost/estimate-type'
import type { EstimateErrors } from '../error/error'
import type { Objective } from '../figures/objectives'
import { isRight, right } from '../internal/either'
import type { Contender, Contest } from './compete'
import { leastProduct, lowerHull, type Point } from './hull'

/** A contest in which only those are left among whom the whole network decides. */
export type Shortlist = Omit<Contest, 'contenders'> & {
  readonly contenders: Either<EstimateErrors, readonly (Contender & Point)[]>
}

/** What the layer costs the network, all its repetitions. */
const asPoint =
  (count: number) =>
  ({ candidate, estimate }: Contender): Contender & Point => ({
    candidate,
    estimate,
    runtime: count * estimate.runtime,
    energy: count * estimate.energy.total,
  })

type Measure = (point: Point) => number

/** The one with the least; the first of equals. */
const leastBy =
  (measure: Measure) =>
  <P extends Point>([first, ...others]: NonEmptyArray<P>): readonly P[] => [
    others.reduce((least, each) => (measure(each) < measure(least) ? each : least), first),
  ]

type Narrow = (contenders: NonEmptyArray<Contender & Point>) => readonly (Contender & Point)[]

const narrowBy: { readonly [O in Objective]: Narrow } = {
  runtime: /* @__PURE__ */ leastBy(({ runtime }) => runtime),
  energy: /* @__PURE__ */ leastBy(({ energy }) => energy),
  edp: lowerHull,
}

const pointsOf = (
  [first, ...others]: NonEmptyArray<Contender>,
  count: number,
): NonEmptyArray<Contender & Point> => [asPoint(count)(first), ...others.map(asPoint(count))]

/** Drops the contenders that a layer alone can tell are not the best: of many, few need to be remembered. */
export const narrow = ({ contenders, ...contest }: Contest, objective: Objective): Shortlist => ({
  ...contest,
  contenders: isRight(contenders)
    ? right(narrowBy[objective](pointsOf(contenders.right, contest.count)))
    : contenders,
})

/** A layer with the estimate that was chosen for it. */
export type Chosen = Omit<Contest, 'contenders'> & { readonly result: Either<EstimateErrors, Estimate> }

/** Decides for all layers that have contenders together. */
export const decide = (shortlists: readonly Shortlist[]): readonly Chosen[] => {
  const lists = shortlists.flatMap(({ contenders }) => (isRight(contenders) ? [contenders.right] : []))
  const positions = leastProduct(lists)
  let next = 0
  return shortlists.map(({ contenders, ...contest }) => {
    if (!isRight(contenders)) return { ...contest, result: contenders }
    const position = positions[next++]!
    return { ...contest, result: right(contenders.right[position]!.estimate) }
  })
}
