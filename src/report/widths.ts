/** Elements of different widths: then bits say what elements do not. */
import type { BufferNeed, Estimate } from '../cost/estimate-type'

/** Elements with their bits, as an estimate has both. */
type Size = { readonly elements: number; readonly bits: number }

const sizeOf = ({ required, bits }: BufferNeed): Size => ({
  elements: required.total,
  bits: bits.required,
})

const sizesIn = ({ offchip, buffers }: Estimate): readonly Size[] => [
  ...Object.values(offchip.tensors).flatMap(({ reads, writes, bits }) => [
    { elements: reads, bits: bits.reads },
    { elements: writes, bits: bits.writes },
  ]),
  sizeOf(buffers.l1),
  ...buffers.clusters.map(sizeOf),
  sizeOf(buffers.l2),
]

/** Quotients of the same width differ by less: two widths differ by 1/32 of at most 1,024 bits. */
const rounding = 1e-9

/** Whether some of these widths differ. */
export const differ = (widths: readonly number[]): boolean => {
  const [first = 0] = widths
  return widths.some((width) => Math.abs(width - first) > rounding * first)
}

/** Whether the elements of these estimates have different widths, off-chip or in their buffers. */
export const mixesWidths = (...estimates: readonly Estimate[]): boolean =>
  differ(estimates.flatMap(sizesIn).flatMap(({ elements, bits }) => (elements > 0 ? [bits / elements] : [])))

/** Words that cross the chip's border: elements, unless these have widths. */
export const offchipWords = (
  { offchip }: Pick<Estimate, 'offchip'>,
  elements: number,
  elementBytes: number,
): number => {
  const words = offchip.bits / (8 * elementBytes)
  return Math.abs(words - elements) <= rounding * elements ? elements : words
}
