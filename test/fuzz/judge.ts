/** What must hold of every answer, whatever the question was; a line for each thing that does not. */
import { isDeepStrictEqual } from 'node:util'
import { type Either, isLeft } from 'fp-ts/Either'
import {
  type Analysis,
  type ErrorTag,
  type Estimate,
  type EstimateError,
  type EstimateErrors,
  type LevelTensor,
  renderErrors,
} from '../../src/index'
import { revived, unless } from '../support/checks/answers'

export type Lines = readonly string[]

export const tags: { readonly [T in ErrorTag]: true } = {
  Malformed: true,
  InvalidExtent: true,
  ConflictingExtents: true,
  EmptyOutput: true,
  UnsupportedCoupling: true,
  InvalidSize: true,
  UnboundParameter: true,
  UnknownDimension: true,
  RepeatedDimension: true,
  OverlappingMap: true,
  SkippingMap: true,
  WindowTooSmall: true,
  TwoSpatialMaps: true,
  MixedNotation: true,
  DiagonalMismatch: true,
  EmptyDataflow: true,
  ClustersExceedPes: true,
  InvalidHardware: true,
  MismatchedAnalysis: true,
  CountOverflow: true,
  TooComplex: true,
  NothingFits: true,
  BrokenChain: true,
}

const fields = ['_tag', 'path', 'expected', 'given', 'hint', 'message'] as const
const unreadable = /undefined|\[object/

const errorLines = (error: EstimateError): Lines => [
  ...unless(Object.hasOwn(tags, error._tag), `unknown tag ${String(error._tag)}`),
  ...unless(
    Object.keys(error).length === fields.length + ('excerpt' in error ? 1 : 0),
    `fields ${Object.keys(error)}`,
  ),
  // Only a text has lines to show.
  ...unless(!('excerpt' in error) || (error.path === 'layer.einsum' && error.excerpt !== ''), 'an excerpt'),
  ...fields.flatMap((field) => {
    const text: unknown = error[field]
    if (typeof text !== 'string') return [`${field} is no text`]
    return [
      ...unless(text !== '' || field === 'path', `${field} of ${error._tag} ${error.path} is empty`),
      ...unless(!unreadable.test(text), `${field} of ${error._tag} ${error.path} says ${text}`),
      ...unless(text.length <= 1000, `${field} of ${error._tag} has ${text.length} letters`),
    ]
  }),
]

export const refusalLines = (errors: EstimateErrors): Lines => [
  ...unless(errors.length > 0, 'a refusal without errors'),
  ...unless(renderErrors(errors).length > 0, 'a refusal that renders to nothing'),
  ...errors.flatMap(errorLines),
]

/** These may be fractions; everything else is a count. */
const fractional =
  /energy|edp|area|power|activePes|seconds|throughput|utilization|average|peak|bits|effective|precision|share|\.pe\./

/** Every number in an answer is finite and not negative, −0 included, and a count where it should be. */
export const numberLines = (value: unknown, path = ''): Lines => {
  if (typeof value === 'number') {
    const sound = Number.isFinite(value) && value >= 0 && !Object.is(value, -0)
    if (!sound) return [`${path} is ${value}`]
    return unless(fractional.test(path) || Number.isSafeInteger(value), `${path} is ${value}, no count`)
  }
  if (value === undefined || typeof value === 'function') return [`${path} is ${typeof value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numberLines(inner, `${path}.${key}`))
}

/** Relative, of numbers that are added up in another order. */
const rounding = 1e-9
const isAbout = (a: number, b: number): boolean => Math.abs(a - b) <= rounding * Math.max(a, b)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const energyLines = ({ energy, edp, runtime }: Estimate): Lines => {
  const { total, mac, network, offchip, l2, clusters, l1, static: everyCycle } = energy
  const parts = [offchip, l2, ...clusters, l1]
  return [
    ...unless(
      isAbout(total, mac + network + everyCycle + sum(parts.map((part) => part.total))),
      'energy is the sum of its parts',
    ),
    ...parts.flatMap((part) =>
      unless(isAbout(part.total, sum(Object.values(part.tensors))), 'a part is the sum over its tensors'),
    ),
    ...unless(edp === total * runtime, 'edp = energy · runtime'),
  ]
}

const trafficLines = (tensor: LevelTensor, units: number, at: string): Lines => {
  const { ingress = 0, fills = 0, egress = 0, evictions = 0, accumulations = 0, unitTile, levelTile } = tensor
  return [
    ...unless(ingress <= fills && fills <= units * ingress, `${at}: ingress ≤ fills ≤ units · ingress`),
    ...unless(
      egress <= evictions && evictions <= units * egress,
      `${at}: egress ≤ evictions ≤ units · egress`,
    ),
    ...unless(accumulations <= egress, `${at}: accumulations ≤ egress`),
    ...unless(unitTile <= levelTile, `${at}: unitTile ≤ levelTile`),
    ...unless(unitTile >= 1, `${at}: a tile has an element`),
  ]
}

/** What each level passes on to the next, per tensor. */
const chainLines = ({ levels }: Estimate): Lines =>
  levels.flatMap((level, i) => {
    const above = levels[i - 1]
    return Object.entries(level.tensors).flatMap(([name, tensor]) => {
      const at = `level ${i}, ${name}`
      const parent = above?.tensors[name]
      return [
        ...trafficLines(tensor, level.units, at),
        ...unless(
          parent === undefined ||
            (tensor.egress ?? 0) - (tensor.accumulations ?? 0) === (parent.evictions ?? 0),
          `${at}: first arrivals`,
        ),
      ]
    })
  })

const stepLines = ({ levels }: Estimate): Lines =>
  levels.flatMap(({ units, steps, activeUnitSteps, delay, bandwidth }, i) => [
    ...unless(steps <= activeUnitSteps && activeUnitSteps <= steps * units, `level ${i}: active units`),
    ...unless(
      steps >= (levels[i - 1]?.activeUnitSteps ?? 1),
      `level ${i}: as many runs as active units above`,
    ),
    ...unless(bandwidth.average <= bandwidth.peak * (1 + rounding), `level ${i}: average ≤ peak bandwidth`),
    ...Object.entries(delay).flatMap(([what, { min, max, average }]) =>
      unless(
        min <= average * (1 + rounding) && average <= max * (1 + rounding),
        `level ${i}: min ≤ average ≤ max of ${what}`,
      ),
    ),
  ])

const bufferLines = ({ buffers }: Estimate): Lines => {
  const all = [buffers.l1, ...buffers.clusters, buffers.l2]
  return [
    ...unless(buffers.fits === all.every(({ fits }) => fits), 'fits is all of them'),
    ...all.flatMap(({ required, bits, fits }) => [
      ...unless(required.total === sum(Object.values(required.tensors)), 'a buffer holds its tensors'),
      ...unless(
        !fits || bits.capacity === null || bits.required <= bits.capacity * (1 + rounding),
        'what fits is no more than the capacity',
      ),
    ]),
  ]
}

const isAtMost = (a: number, b: number): boolean => a <= b * (1 + rounding)

/** Zeros may save MACs, and with them reads of operands and cycles: no more than the MACs that they save. */
const sparsityLines = ({ macs, effective, utilization, pe }: Estimate): Lines => [
  ...unless(effective.macs <= macs, `${effective.macs} of ${macs} MACs are effective`),
  ...unless(
    utilization > 0 && (utilization <= 1 || isAtMost(utilization * effective.macs, macs)),
    `utilization ${utilization}, with ${effective.macs} of ${macs} MACs`,
  ),
  ...Object.values(pe.tensors).flatMap(({ reads }) =>
    unless(
      effective.macs === macs ? reads === macs : isAtMost(effective.macs, reads),
      `${reads} reads of L1 for ${effective.macs} of ${macs} MACs`,
    ),
  ),
]

/** The tensors' bits add up, and whatever is held has bits. */
const bitLines = ({ offchip, buffers }: Estimate): Lines => {
  const moved = Object.values(offchip.tensors).flatMap(({ bits }) => [bits.reads, bits.writes])
  const held = [buffers.l1, ...buffers.clusters, buffers.l2]
  return [
    ...unless(isAbout(offchip.bits, sum(moved)), 'off-chip bits are those of the tensors'),
    ...held.flatMap(({ required, bits }) =>
      unless(required.total > 0 === bits.required > 0, `${required.total} elements of ${bits.required} bits`),
    ),
  ]
}

export const estimateLines = (estimate: Estimate): Lines => {
  const { runtime, onChipRuntime, offChipTime, floor, activePes, bound } = estimate
  return [
    ...numberLines(estimate),
    ...unless(runtime >= floor, `runtime ${runtime} ≥ floor ${floor}`),
    ...unless(runtime === Math.max(onChipRuntime, offChipTime), 'runtime is the longer of the two times'),
    ...unless(activePes >= 1, `activePes ${activePes}`),
    ...unless((bound.by === 'offchip') === offChipTime > onChipRuntime, 'bound by off-chip'),
    ...unless(sum(Object.values(bound.cycles)) === runtime, 'every cycle is charged once'),
    ...sparsityLines(estimate),
    ...bitLines(estimate),
    ...energyLines(estimate),
    ...chainLines(estimate),
    ...stepLines(estimate),
    ...bufferLines(estimate),
    ...unless(isDeepStrictEqual(estimate, revived(estimate)), 'an estimate survives JSON'),
  ]
}

export const analysisLines = (analysis: Analysis): Lines => {
  const { checksum, ...figures } = analysis
  return [
    ...numberLines(figures),
    ...unless(Number.isSafeInteger(checksum), `checksum ${checksum}`),
    ...unless(isDeepStrictEqual(analysis, revived(analysis)), 'an analysis survives JSON'),
  ]
}

/** The judgement on an Either: of its errors, or of its answer. */
export const answerLines = <A>(answer: Either<EstimateErrors, A>, linesOf: (value: A) => Lines): Lines =>
  isLeft(answer) ? refusalLines(answer.left) : linesOf(answer.right)
