/** Codec of analyses. Whether one has been edited is for `evaluate` to find out. */
import * as t from 'io-ts'
import type { AnalysedTensor, Analysis } from '../analysis/analysis'
import type { ProfiledLevel, StepColumns, TensorTotals, VolumeColumns } from '../profile/profiled-level'
import { exact, list, optional } from './collections'
import { warningCodec } from './errors'
import { guarded } from './guarded'
import { number, numberOrNull } from './primitives'
import type { Codec } from './shape'

const numbers = list(number)
const volumesCodec = exact<VolumeColumns>('volumes', { union: numbers, sum: numbers })

const columnsCodec = exact<StepColumns>('columns', {
  initial: number,
  entries: number,
  count: numbers,
  perRun: numbers,
  macs: numbers,
  volumes: list(volumesCodec),
  runEnd: numbers,
  runEntry: numbers,
  runBox: numbers,
  boxEnd: numbers,
  drains: list(volumesCodec),
})

const totalsCodec = exact<TensorTotals>('tensor', {
  union: number,
  sum: number,
  unitTile: number,
  levelTile: number,
})

const levelCodec = exact<ProfiledLevel>('level', {
  units: number,
  steps: number,
  activeUnitSteps: number,
  tensors: list(totalsCodec),
  columns: columnsCodec,
})

const tensorCodec = exact<AnalysedTensor>('tensor', {
  name: t.string,
  role: t.keyof({ input: null, output: null }),
  used: number,
  streamed: number,
  precision: optional(
    exact<NonNullable<AnalysedTensor['precision']>>('precision', {
      partial: numberOrNull,
      final: numberOrNull,
    }),
  ),
  density: optional(
    exact<NonNullable<AnalysedTensor['density']>>('density', {
      share: number,
      block: numberOrNull,
      aligned: t.boolean,
    }),
  ),
})

/**
 * The analysis that `analyze` returns, for `evaluate` in another process.
 *
 * @example
 * ```ts
 * import { analyze, dataflow, evaluate, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { analysisCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const analysis = orThrow(analyze(gemm({ M: 4, N: 4, K: 4 }), dataflow('M-P', [spatialMap('M')]), { pes: 4 }))
 * const revived = orThrow(parseJson(analysisCodec)(JSON.stringify(analysis)))
 * orThrow(evaluate(revived, { pes: 4 })).macs // => 64
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const analysisCodec: Codec<Analysis> = guarded(
  exact<Analysis>('analysis', {
    _tag: t.keyof({ Analysis: null }),
    version: number,
    layer: t.string,
    dataflow: t.string,
    pes: number,
    simd: number,
    macs: number,
    transitions: number,
    tensors: list(tensorCodec),
    levels: list(levelCodec),
    warnings: list(warningCodec),
    checksum: number,
  }),
)
