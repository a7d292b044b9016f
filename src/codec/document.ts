/** Documents of a user's own, made of these codecs. */
import type * as t from 'io-ts'
import { exact, list, type Properties } from './collections'
import { guarded } from './guarded'
import type { Codec } from './shape'

/**
 * An object with exactly these properties: a document of your own. Paths in its errors start with its properties.
 *
 * @param parts - The codec of each property, by name.
 *
 * @example
 * ```ts
 * import { acceleratorCodec, decode, jsonDocument, layersCodec } from 'maestro-dataflow/codec'
 *
 * const workload = jsonDocument({ layers: layersCodec, chip: acceleratorCodec })
 * const result = decode(workload)({ layers: [{ kind: 'conv2' }], chips: { pes: 4 } })
 * const errors = result._tag === 'Left' ? result.left : []
 * errors.map(({ path }) => path) // => ['layers[0].kind', 'chips', 'chip']
 * errors[0]?.hint.startsWith('Did you mean conv2d?') // => true
 * ```
 * @since 0.2.0
 * @category decoding
 */
export const jsonDocument = <A extends object>(parts: { readonly [K in keyof A]: t.Type<A[K]> }): Codec<A> =>
  // Every property is there: that is what a codec without `optional` means.
  guarded(exact<A>('', parts as unknown as Properties<A>))

/**
 * A list of values of one codec.
 *
 * @param codec - The codec of each entry.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { decode, directiveCodec, listOf } from 'maestro-dataflow/codec'
 *
 * orThrow(decode(listOf(directiveCodec))([{ _tag: 'Cluster', size: 64 }])).length // => 1
 * ```
 * @since 0.1.0
 * @category decoding
 */
export const listOf = <A>(codec: t.Type<A>): Codec<readonly A[]> => guarded(list(codec))
