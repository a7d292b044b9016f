/** Widths of elements that sources state: of number formats, and of the inputs and sums of published accelerators. */
import { frozen } from '../internal/frozen'
import type { Precision } from '../operator/elements'
import { built } from './built'

/**
 * Bits of an element in number formats, shared scales included (docs/spec.md, section 10). The MX formats have a scale of 8
 * bits for every 32 elements (OCP Microscaling Formats 1.0), NVFP4 one of 8 bits for every 16, and `int4g128` one of 16 bits
 * for every 128, as is common for the weights of language models. Scales of whole tensors are left out.
 *
 * @example
 * ```ts
 * import { gemm } from 'maestro-dataflow'
 * import { formatBits } from 'maestro-dataflow/catalog'
 *
 * formatBits.mxfp4 // => 4.25
 * gemm({ M: 64, N: 64, K: 64, precision: { A: formatBits.mxfp4, B: formatBits.fp16 } }).kind // => 'gemm'
 * ```
 * @since 0.2.0
 * @category tables
 */
export const formatBits = /* @__PURE__ */ built(
  () =>
    ({
      int4: 4,
      int8: 8,
      int16: 16,
      int32: 32,
      fp8: 8,
      fp16: 16,
      bf16: 16,
      fp32: 32,
      mxint8: 8 + 8 / 32,
      mxfp8: 8 + 8 / 32,
      mxfp6: 6 + 8 / 32,
      mxfp4: 4 + 8 / 32,
      nvfp4: 4 + 8 / 16,
      int4g128: 4 + 16 / 128,
    }) as const,
)

/**
 * Widths of the first TPU: operands and results of 8 bits, and accumulators of 32 (Jouppi et al., ISCA 2017, section 2).
 * `tpuV1Like` counts all in 8 bits: `{ ...tpuV1Like, precision: tpuV1Precision }`. The TPU keeps its sums next to the array;
 * here they go through the shared buffer, over a network as wide as that for inputs: give them one of their own
 * ({@link eyerissBuses} is an example), or expect more traffic than the TPU has.
 *
 * @since 0.2.0
 * @category tables
 */
export const tpuV1Precision: Precision = /* @__PURE__ */ frozen({
  inputs: 8,
  outputs: { partial: 32, final: 8 },
})

/**
 * Widths of NVDLA at 8 bits: operands and results of 8, and accumulators of 34 (nvdla.org, Unit Description, "CACC
 * precision"). `nvdlaLike` counts all in 8 bits: `{ ...nvdlaLike, precision: nvdlaPrecision }`. NVDLA keeps its sums in a
 * buffer of their own, see {@link tpuV1Precision}.
 *
 * @since 0.2.0
 * @category tables
 */
export const nvdlaPrecision: Precision = /* @__PURE__ */ frozen({
  inputs: 8,
  outputs: { partial: 34, final: 8 },
})
