import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GivenHardware, resolveHardware, type SimHardware } from './hardware'
import { type GivenLayer, type LayerType, layerOf, operatorOf, type SimOperator } from './operators'
import type { Overlap, SimLevel, SimLoop, SimProblem, TensorFigures } from './types'

/** A size in a directive: a number or a nested expression such as ["plus", ["sz", "S"], 3]. */
export type CaseSize = number | readonly [string, ...(string | CaseSize)[]]
export type CaseDirective =
  | readonly ['temporalMap' | 'spatialMap', CaseSize, CaseSize, string]
  | readonly ['cluster', CaseSize]

export type ExactLayer = { readonly sizes: Readonly<Record<string, number>> } & (
  | {
      readonly type: LayerType
      readonly stride?: readonly [number, number]
      readonly dilation?: readonly [number, number]
    }
  | { readonly type: 'custom'; readonly operator: SimOperator & { readonly name: string } }
)

type ExactEntry = {
  readonly id: string
  readonly layer: ExactLayer
  readonly pes: number
  readonly simd: number
  readonly overlap: Overlap
  readonly directives: readonly CaseDirective[]
  readonly levels: readonly SimLevel[]
  readonly expected: {
    readonly macs: number
    readonly runtime: number
    readonly levels: readonly {
      readonly steps: number
      readonly activeUnitSteps: number
      readonly tensors: Readonly<Record<string, TensorFigures>>
    }[]
  }
}

type RuleEntry = {
  readonly id: string
  readonly layer: { readonly type: LayerType; readonly given: GivenLayer }
  readonly directives: readonly CaseDirective[]
  readonly hardware: GivenHardware
  readonly canonical: readonly { readonly units: number; readonly loops: readonly SimLoop[] }[]
  readonly expected: {
    readonly macs: number
    readonly onChipRuntime: number
    readonly offChipTime: number
    readonly runtime: number
    readonly floor: number
    readonly activePes: number
    readonly levels: readonly {
      readonly units: number
      readonly steps: number
      readonly activeUnitSteps: number
      readonly tensors: Readonly<Record<string, TensorFigures>>
    }[]
    readonly offchip: Readonly<
      Record<string, { readonly resident: boolean; readonly reads: number; readonly writes: number }>
    >
    readonly buffers: {
      readonly l1: { readonly required: number; readonly fits: boolean }
      readonly clusters: readonly number[]
      readonly l2: { readonly required: number; readonly minimum: number; readonly fits: boolean }
    }
    readonly energy: {
      readonly mac: number
      readonly l2: number
      readonly clusters: readonly number[]
      readonly l1: number
      readonly offchip: number
      readonly network: number
      readonly total: number
    }
    readonly warnings: readonly string[]
  }
}

/** An entry as it stands in the file, with the canonical problem it describes. */
export type ExactCase = ExactEntry & { readonly problem: SimProblem }
export type RuleCase = RuleEntry & { readonly problem: SimProblem; readonly resolved: SimHardware }

export type ExactFile = 'exact' | 'input-notation' | 'larger' | 'window'

const entriesOf = <T>(directory: string, file: string): readonly T[] =>
  JSON.parse(readFileSync(join(directory, `${file}-cases.json`), 'utf8')) as readonly T[]

const exactOperator = (layer: ExactLayer): SimOperator => {
  if (layer.type === 'custom') return layer.operator
  const [sy, sx] = layer.stride ?? [1, 1]
  const [dy, dx] = layer.dilation ?? [1, 1]
  return operatorOf(layer.type, { y: sy, x: sx }, { y: dy, x: dx })
}

export const exactProblem = (entry: ExactEntry): SimProblem => ({
  extents: entry.layer.sizes,
  tensors: exactOperator(entry.layer).tensors,
  levels: entry.levels,
  simd: entry.simd,
  overlap: entry.overlap,
})

const ruleCase = (entry: RuleEntry): RuleCase => {
  const { operator, extents } = layerOf(entry.layer.type, entry.layer.given)
  const resolved = resolveHardware(entry.hardware, entry.canonical.length)
  const levels = entry.canonical.map((level, index) => {
    const noc = resolved.noc[index]
    if (noc === undefined) throw new Error(`case ${entry.id} has no network at level ${index}`)
    return { ...level, noc }
  })
  const { simd, overlap } = resolved
  return { ...entry, resolved, problem: { extents, tensors: operator.tensors, levels, simd, overlap } }
}

/** The cases of one file of the reference directory, ready to be simulated. */
export const exactCases = (directory: string, file: ExactFile): readonly ExactCase[] =>
  entriesOf<ExactEntry>(directory, file).map((entry) => ({ ...entry, problem: exactProblem(entry) }))

export const ruleCases = (directory: string): readonly RuleCase[] =>
  entriesOf<RuleEntry>(directory, 'rule').map(ruleCase)
