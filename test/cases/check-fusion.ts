/** What is wrong with the package's answer to a case of fused chains; nothing, one hopes. */
import { isLeft } from 'fp-ts/Either'
import {
  type Chain,
  compareFused,
  type FusedComparison,
  type FusedEstimate,
  type FuseOptions,
  fuse,
} from '../../src/fusion'
import { type Dataflow, type EstimateError, renderErrors } from '../../src/index'
import type { CaseDirective } from '../support/simulator/canonical-cases'
import type { GivenHardware } from '../support/simulator/hardware'
import type { GivenLayer, LayerType } from '../support/simulator/operators'
import type { BoundCase, Part } from './case-files'
import { unreadableParts } from './check-refusals'
import { partDifferences } from './differences'
import { caseLayer, dataflowOf, givenHardware } from './public-inputs'

type ChainLayer =
  | { readonly type: LayerType; readonly given: GivenLayer }
  | {
      readonly type: 'custom'
      readonly operator: Extract<BoundCase['layer'], { readonly type: 'custom' }>['operator']
      readonly sizes: GivenLayer
      readonly name?: string
    }

/** A chain with what it runs on. */
export type FusionInput = {
  readonly chain: { readonly layers: readonly ChainLayer[] } & FuseOptions
  readonly dataflow: readonly CaseDirective[] | readonly (readonly CaseDirective[])[]
  readonly hardware: GivenHardware
}

export type FusionCase = FusionInput & {
  readonly id: string
  readonly expected: Part & { readonly warnings?: readonly string[]; readonly alone?: Part }
}

export type FusionRefusal = FusionInput & {
  readonly name: string
  readonly expected: { readonly _tag: string; readonly path: string }
}

const layerOf = (of: ChainLayer) =>
  caseLayer(
    of.type === 'custom'
      ? { type: 'custom', operator: of.operator, given: of.sizes, options: of.name ?? '' }
      : of,
  )

export const chainOf = ({ chain: { layers, ...options } }: FusionInput): Chain =>
  fuse(layers.map(layerOf), options)

const isList = (dataflow: FusionInput['dataflow']): dataflow is readonly (readonly CaseDirective[])[] =>
  Array.isArray(dataflow[0]?.[0])

export const flowsOf = ({ dataflow }: FusionInput): Dataflow | readonly Dataflow[] =>
  isList(dataflow)
    ? dataflow.map((directives, i) => dataflowOf(`dataflow ${i}`, directives))
    : dataflowOf('dataflow', dataflow)

/** The answer in the words of the cases: of a kind the on-chip runtime of its estimate, of warnings their tags. */
const inWordsOfCases = ({ fused, alone }: FusedComparison) => ({
  ...fused,
  layers: fused.layers.map(({ kinds, ...layer }) => ({
    ...layer,
    kinds: kinds.map(({ box, times, estimate }) => ({
      box,
      times,
      onChipRuntime: estimate.onChipRuntime,
    })),
  })),
  warnings: tagsOf(fused.warnings),
  alone,
})

const tagsOf = (warnings: FusedEstimate['warnings']): readonly string[] =>
  [...new Set(warnings.map(({ _tag }) => _tag))].filter((tag) => tag !== 'UnlimitedBuffer').sort()

/** Energies are rounded in the last place. */
const relativeAt = (path: string): number => (/energy|edp/.test(path) ? 1e-9 : 0)

const answerTo = (of: FusionInput) => compareFused(chainOf(of), flowsOf(of), givenHardware(of.hardware))

export const fusionDifferences = (of: FusionCase): readonly string[] => {
  const result = answerTo(of)
  if (isLeft(result)) return [`refused:\n${renderErrors(result.left)}`]
  return partDifferences(of.expected, inWordsOfCases(result.right), relativeAt)
}

export const fusionRefusalDifferences = (of: FusionRefusal): readonly string[] => {
  const result = answerTo(of)
  if (!isLeft(result)) return ['accepted']
  const { _tag, path } = of.expected
  const isExpected = (error: EstimateError): boolean => error._tag === _tag && error.path.startsWith(path)
  const found = result.left.map((error) => `${error._tag} at ${error.path}`).join(', ')
  return [
    ...(result.left.some(isExpected) ? [] : [`expected ${_tag} at ${path}, got ${found}`]),
    ...result.left.flatMap(unreadableParts),
  ]
}
