/** The published tool's figures beside the exact ones, and what it gets wrong. */

import { type Either, isLeft, left, right } from 'fp-ts/Either'
import type { Estimate } from '../cost/estimate-type'
import { estimate } from '../cost/evaluate'
import type { DataflowFor } from '../dataflow/dataflow-for'
import { type Dataflow, dataflow as dataflowOf, temporalMap } from '../dataflow/directive'
import { sz } from '../dataflow/expression'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Accelerator } from '../hardware/accelerator'
import { snapshot } from '../internal/snapshot'
import { checkLayer } from '../operator/check-layer'
import type { Layer } from '../operator/layer'
import { isFailure, type ReferenceFailure } from './failure'
import type { ReferenceCount, ReferenceFigures } from './figures'
import { guarded, reference } from './reference'
import { translate } from './translate'

/**
 * Bounds of a layer on this hardware for every dataflow: its MACs, the floor of the runtime, and the elements of each tensor
 * that must cross the level-0 network at least once.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceLimits = {
  /** MACs of the layer. */
  readonly macs: number
  /** The least cycles that any dataflow needs on this hardware. */
  readonly floor: number
  /** Elements of each tensor that must cross the network of level 0 at least once. */
  readonly compulsory: {
    /** Elements of the input. */
    readonly input: number
    /** Elements of the filter. */
    readonly filter: number
    /** Elements of the output. */
    readonly output: number
  }
}

/**
 * A figure of the published tool that cannot be: MACs lost or done twice, a runtime below the floor, less traffic than
 * the tensor has elements; or no figure at all.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceViolation =
  | {
      readonly _tag: 'MacsNotConserved'
      /** The MACs that the tool reports. */
      readonly tool: ReferenceCount
      /** The MACs of the layer. */
      readonly exact: number
    }
  | {
      readonly _tag: 'RuntimeBelowFloor'
      /** The cycles that the tool reports. */
      readonly tool: ReferenceCount
      /** The least cycles that any dataflow needs. */
      readonly exact: number
    }
  | {
      readonly _tag: 'TrafficBelowCompulsory'
      /** The tensor whose traffic is too low. */
      readonly tensor: 'input' | 'filter' | 'output'
      /** The elements that the tool reports. */
      readonly tool: ReferenceCount
      /** The elements that must cross at least. */
      readonly exact: number
    }
  | {
      readonly _tag: 'Crash'
      /** The reason why the tool has no figures. */
      readonly failure: ReferenceFailure
    }

/**
 * The result of {@link compare}. `limits` is null for an invalid layer or invalid hardware.
 *
 * @since 0.1.0
 * @category reference
 */
export type ReferenceComparison = {
  /** The estimate of this library, or the errors in its place. */
  readonly exact: Either<EstimateErrors, Estimate>
  /** The figures of the published tool, or the reason why it has none. */
  readonly tool: Either<ReferenceFailure, ReferenceFigures>
  /** Figures that hold under any dataflow; null for an invalid layer or invalid hardware. */
  readonly limits: ReferenceLimits | null
  /** Figures of the tool that cannot be. */
  readonly violations: readonly ReferenceViolation[]
}

/** The layer in one step: its figures are what any dataflow has to reach. */
const limitsOf = (layer: Layer, hardware: Accelerator): ReferenceLimits | null => {
  const problem = checkLayer(layer, [])
  const [dimension] = problem?.dimensions ?? []
  if (problem === undefined || dimension === undefined) return null
  const whole = dataflowOf('whole', [temporalMap(sz(dimension), sz(dimension), dimension)])
  const result = estimate(layer, whole, hardware)
  if (isLeft(result)) return null
  const { macs, floor, levels } = result.right
  const [input, filter, output] = problem.tensors.map(({ name }) => {
    const { ingress, egress } = levels[0]!.tensors[name]!
    return ingress ?? egress ?? 0
  })
  return { macs, floor, compulsory: { input: input ?? 0, filter: filter ?? 0, output: output ?? 0 } }
}

const isBelow = (tool: ReferenceCount, exact: number): boolean => BigInt(tool) < BigInt(exact)

const impossible = (tool: ReferenceFigures, limits: ReferenceLimits): readonly ReferenceViolation[] => {
  const violations: ReferenceViolation[] = []
  if (tool.macs !== limits.macs)
    violations.push({ _tag: 'MacsNotConserved', tool: tool.macs, exact: limits.macs })
  if (isBelow(tool.runtime, limits.floor))
    violations.push({ _tag: 'RuntimeBelowFloor', tool: tool.runtime, exact: limits.floor })
  const { input, filter, output } = tool.tensors
  const traffic = { input: input.l2Read, filter: filter.l2Read, output: output.l2Write }
  for (const tensor of ['input', 'filter', 'output'] as const) {
    const exact = limits.compulsory[tensor]
    if (isBelow(traffic[tensor], exact))
      violations.push({ _tag: 'TrafficBelowCompulsory', tensor, tool: traffic[tensor], exact })
  }
  return violations
}

/** Failures of this library's own: the tool never got the input. */
const untranslated: readonly string[] = ['MALFORMED', 'INEXPRESSIBLE', 'TOO_COMPLEX']

const violationsOf = (
  tool: Either<ReferenceFailure, ReferenceFigures>,
  limits: ReferenceLimits | null,
): readonly ReferenceViolation[] => {
  if (isLeft(tool))
    return untranslated.includes(tool.left._tag) ? [] : [{ _tag: 'Crash', failure: tool.left }]
  return limits === null ? [] : impossible(tool.right, limits)
}

const toolFigures = (
  layer: Layer,
  dataflow: Dataflow,
  hardware: Accelerator,
): Either<ReferenceFailure, ReferenceFigures> =>
  guarded(() => {
    const input = translate(layer, dataflow, hardware)
    if (isFailure(input)) return left(input)
    const result = reference(input)
    return isLeft(result) ? result : right(result.right[0]!)
  })

/**
 * The exact estimate of a layer, the published tool's figures for the same layer, dataflow and hardware, and what of
 * these cannot be. Maps that this library drops are not passed to the tool; input that its notation cannot express (dilation,
 * pooling, operators of your own, a network per level, fractions) is `INEXPRESSIBLE`.
 *
 * @param layer - The layer: a built-in kind, an einsum or a custom operator.
 * @param dataflow - The dataflow that maps the layer to the PEs.
 * @param hardware - The accelerator, as far as the tool can express it.
 *
 * @example
 * ```ts
 * import { accelerator, conv2d, dataflow, spatialMap, temporalMap } from 'maestro-dataflow'
 * import { compare } from 'maestro-dataflow/reference'
 *
 * const layer = conv2d({ K: 4, C: 1, R: 3, S: 3, "Y'": 4, "X'": 4, stride: { y: 1, x: 2 } })
 * const maps = [spatialMap('K'), temporalMap('R', 3), temporalMap('S', 3), temporalMap("Y'"), temporalMap("X'")]
 * const hardware = accelerator({ pes: 4, noc: { bandwidth: 4 }, offchip: { bandwidth: 1000 } })
 * const { exact, violations } = compare(layer, dataflow('K-P', maps), hardware)
 * exact._tag === 'Right' ? exact.right.macs : 0 // => 576
 * violations[0] // => { _tag: 'MacsNotConserved', tool: 288, exact: 576 }
 * ```
 * @since 0.1.0
 * @category reference
 */
export const compare = <L extends Layer, Dimension extends string>(
  layer: L,
  dataflow: DataflowFor<L, Dimension>,
  hardware: Accelerator,
): ReferenceComparison => {
  // Copies: each is read by two readers. What cannot be copied is refused by both.
  const copies = attempt(() => snapshot({ layer, dataflow, hardware }) as Compared)
  return compared(isLeft(copies) ? { layer, dataflow, hardware } : copies.right)
}

type Compared = { readonly layer: Layer; readonly dataflow: Dataflow; readonly hardware: Accelerator }

const compared = ({ layer, dataflow, hardware }: Compared): ReferenceComparison => {
  const exact = estimate(layer, dataflow, hardware)
  const tool = toolFigures(layer, dataflow, hardware)
  const found = guarded(() => right(limitsOf(layer, hardware)))
  const limits = isLeft(found) ? null : found.right
  return { exact, tool, limits, violations: violationsOf(tool, limits) }
}
