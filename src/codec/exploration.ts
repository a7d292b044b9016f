/** Codecs of explorations: what shards that were computed elsewhere send back. */
import * as t from 'io-ts'
import type { Progress } from '../explore/explore'
import type { Design, Exploration, Invalid } from '../explore/space'
import type { EnergyBasis } from '../hardware/energy'
import { dictionary, exact, list, optional } from './collections'
import { guarded } from './guarded'
import { cases, number, numberOrNull } from './primitives'
import type { Codec } from './shape'

const designCodec = exact<Design>('design', {
  index: number,
  pes: number,
  simd: number,
  bandwidth: numberOrNull,
  l1: numberOrNull,
  l2: numberOrNull,
  parameters: dictionary(number, 'numbers, one for each parameter'),
  runtime: number,
  energy: number,
  edp: number,
  utilization: number,
  area: numberOrNull,
  power: numberOrNull,
  averagePower: numberOrNull,
})

const designOrNull: t.Type<Design | null> = cases({ object: designCodec, null: t.null })

const invalidCodec = exact<Invalid>('invalid', {
  dataflow: number,
  l1: number,
  clusters: number,
  l2: number,
  area: number,
  power: number,
  averagePower: number,
})

const basisCodec = exact<EnergyBasis>('energy', {
  unit: t.keyof({ MAC: null, pJ: null }),
  uncounted: list(t.keyof({ mac: null, l1: null, clusters: null, l2: null, network: null, offchip: null })),
})

/**
 * The exploration that `explore` returns, and `mergeExplorations` merges.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { explorationCodec, parseJson } from 'maestro-dataflow/codec'
 * import { explore, range } from 'maestro-dataflow/explore'
 *
 * const rows = dataflow('rows', [spatialMap('M')])
 * const answer = orThrow(explore({ layer: gemm({ M: 64, N: 64, K: 64 }), dataflow: () => rows, pes: range(1, 64) }))
 * orThrow(parseJson(explorationCodec)(JSON.stringify(answer))) // => answer
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const explorationCodec: Codec<Exploration> = guarded(
  exact<Exploration>('exploration', {
    designs: exact<Exploration['designs']>('designs', {
      total: number,
      valid: number,
      invalid: invalidCodec,
    }),
    energy: cases({ object: basisCodec, null: t.null }),
    front: list(designCodec),
    best: exact<Exploration['best']>('best', {
      runtime: optional(designOrNull),
      energy: optional(designOrNull),
      edp: optional(designOrNull),
      area: optional(designOrNull),
      power: optional(designOrNull),
      utilization: optional(designOrNull),
    }),
  }),
)

/**
 * The progress that `exploreInChunks` yields after each piece, to continue another time.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, orThrow, spatialMap } from 'maestro-dataflow'
 * import { parseJson, progressCodec } from 'maestro-dataflow/codec'
 * import { exploreInChunks, range } from 'maestro-dataflow/explore'
 *
 * const rows = dataflow('rows', [spatialMap('M')])
 * const space = { layer: gemm({ M: 64, N: 64, K: 64 }), dataflow: () => rows, pes: range(1, 64) }
 * const [first] = [...exploreInChunks(space, { chunk: 16 })].map(orThrow)
 * orThrow(parseJson(progressCodec)(JSON.stringify(first))).done // => 16
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const progressCodec: Codec<Progress> = guarded(
  exact<Progress>('progress', { done: number, total: number, exploration: explorationCodec }),
)
