/** Codec of inferred reuse. */
import * as t from 'io-ts'
import type { ReuseHardware, ReuseKind, TensorReuse } from '../reuse/reuse'
import { exact, list } from './collections'
import { guarded } from './guarded'
import { number } from './primitives'
import type { Codec } from './shape'

const kindCodec: t.Type<ReuseKind> = t.keyof({ multicast: null, reduction: null, partial: null, none: null })

const hardwareCodec: t.Type<ReuseHardware> = t.keyof({
  'fan-out': null,
  'store-and-forward': null,
  'fan-in': null,
  'reduce-and-forward': null,
  buffer: null,
  'read-modify-write buffer': null,
})

/**
 * The reuse of one tensor at one level; `listOf(reuseCodec)` for the result of `inferReuse`.
 *
 * @example
 * ```ts
 * import { dataflow, gemm, inferReuse, orThrow, spatialMap } from 'maestro-dataflow'
 * import { decode, listOf, reuseCodec } from 'maestro-dataflow/codec'
 *
 * const reuse = orThrow(inferReuse(gemm({ M: 4, N: 4, K: 4 }), dataflow('M-P', [spatialMap('M')]), { pes: 4 }))
 * orThrow(decode(listOf(reuseCodec))(reuse)) // => reuse
 * ```
 * @since 0.1.0
 * @category result codecs
 */
export const reuseCodec: Codec<TensorReuse> = guarded(
  exact<TensorReuse>('reuse', {
    level: number,
    tensor: t.string,
    spatial: kindCodec,
    temporal: kindCodec,
    hardware: list(hardwareCodec),
  }),
)
