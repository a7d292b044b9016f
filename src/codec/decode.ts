/** From unknown data to this library's, or its errors. */
import { type Either, isLeft, isRight, left, right } from 'fp-ts/Either'
import type * as t from 'io-ts'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import { toEstimateErrors } from './report'

/**
 * Decodes unknown data: the value with known properties only, or all faults of its shape. It checks no rules of the
 * model: `estimate` and similar functions do.
 *
 * @param codec - The codec of the value, such as `layerCodec`.
 *
 * @example
 * ```ts
 * import { estimate, orThrow } from 'maestro-dataflow'
 * import { acceleratorCodec, dataflowCodec, decode, jsonDocument, layerCodec, parseJson } from 'maestro-dataflow/codec'
 *
 * const problem = jsonDocument({ layer: layerCodec, dataflow: dataflowCodec, hardware: acceleratorCodec })
 * const answer = (text: string) => {
 *   const given = parseJson(problem)(text)
 *   return given._tag === 'Left' ? given : estimate(given.right.layer, given.right.dataflow, given.right.hardware)
 * }
 *
 * const text = `{
 *   "layer": { "kind": "gemm", "name": "", "sizes": { "M": 4, "N": 4, "K": 4 } },
 *   "dataflow": {
 *     "name": "M-P",
 *     "directives": [{ "_tag": "SpatialMap", "size": 1, "offset": 1, "dimension": "M" }],
 *     "parameters": {}
 *   },
 *   "hardware": { "pes": 4 }
 * }`
 * orThrow(answer(text)).macs // => 64
 *
 * const misspelt = answer(text.replace('pes', 'pse'))
 * misspelt._tag === 'Left' ? misspelt.left.map(({ path }) => path) : [] // => ['hardware.pes', 'hardware.pse']
 *
 * const illegal = answer(text.replace('"pes": 4', '"pes": 0'))
 * illegal._tag === 'Left' ? illegal.left.map(({ path }) => path) : [] // => ['hardware.pes']
 * ```
 * @since 0.1.0
 * @category decoding
 */
export const decode =
  <A>(codec: t.Decoder<unknown, A>) =>
  (value: unknown): Either<EstimateErrors, A> => {
    const decoded = attempt((faults) => {
      const result = codec.decode(value)
      if (isRight(result)) return { value: result.right }
      faults.push(...toEstimateErrors(result.left))
      return undefined
    })
    return isLeft(decoded) ? left(decoded.left) : right(decoded.right.value)
  }
