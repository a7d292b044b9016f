/** Widths of elements in bits (docs/spec.md, section 10), as they are read from a layer or an accelerator. */
import { type ErrorTag, type EstimateError, fault, type Report } from '../error/error'
import { show } from '../error/show'
import { isRecord, readRecord } from '../internal/read'

/** Widths are multiples of 1/32 bit: in these units they are integers. */
export const unitsPerBit = 32
const widest = 1024

export const isWidth = (bits: unknown): bits is number =>
  typeof bits === 'number' && bits > 0 && bits <= widest && Number.isInteger(bits * unitsPerBit)

/** Who gives a width, by a tensor's name or by its role (or for every tensor). The first that speaks of it counts. */
const givers = ['layer by name', 'layer by role', 'accelerator by name', 'accelerator by role'] as const

export type Giver = (typeof givers)[number]

/** A width in bits, who gave it, and where. */
export type Width = { readonly bits: number; readonly giver: Giver; readonly path: string }

const tagOf = (giver: Giver): ErrorTag => (giver.startsWith('layer') ? 'Malformed' : 'InvalidHardware')

/** Of two widths the one whose giver comes first; what nobody gives is the word, which comes last. */
export const earlierOf = (a: Width | null, b: Width | null): Width | null => {
  if (a === null || b === null) return a ?? b
  return givers.indexOf(a.giver) <= givers.indexOf(b.giver) ? a : b
}

/** Widths of a tensor where they were given: of its partial sums, and of the elements that are complete. */
export type Widths = { readonly partial: Width | null; readonly final: Width | null }

/** Widths as they were given, where `isSplit` says that partial and final ones were told apart. */
export type GivenWidths = Widths & { readonly isSplit: boolean }

const widthHint =
  'Give bits in multiples of 1/32, such as 8, or 4.25 for 4 bits and a scale of 8 bits for every 32 elements.'

const readBits = (
  value: unknown,
  place: string,
  path: string,
  giver: Giver,
  report: Report,
): Width | null => {
  if (value === undefined) return null
  if (isWidth(value)) return { bits: value, giver, path }
  const expected = 'a width in bits, a positive multiple of 1/32 and at most 1,024'
  report.push(fault(tagOf(giver), place, { expected, given: show(value), hint: widthHint }))
  return null
}

/** The fault of complete sums that are wider than partial ones. */
export const finalAbovePartial = (
  giver: Giver,
  path: string,
  final: number,
  partial: number,
): EstimateError =>
  fault(tagOf(giver), path, {
    expected: `complete sums at most as wide as partial ones (${partial} bits)`,
    given: `${final} bits`,
    hint: `Give { partial: ${final}, final: ${final} }, or a narrower final width.`,
    message: `Complete sums of ${final} bits are wider than the partial sums of ${partial} bits.`,
  })

/** Widths of a tensor: a number, or one for partial and one for complete sums. */
export const readWidths = (value: unknown, path: string, giver: Giver, report: Report): GivenWidths => {
  if (!isRecord(value)) {
    const both = readBits(value, path, path, giver, report)
    return { partial: both, final: both, isSplit: false }
  }
  const before = report.length
  const record = readRecord(value, path, ['partial', 'final'], tagOf(giver), report)
  const partial = readBits(record?.['partial'], `${path}.partial`, path, giver, report)
  const final = readBits(record?.['final'], `${path}.final`, path, giver, report)
  if (report.length === before && partial !== null && final !== null && final.bits > partial.bits)
    report.push(finalAbovePartial(giver, path, final.bits, partial.bits))
  return { partial, final, isSplit: true }
}

/** The fault of an input with widths of partial sums. */
export const splitInput = (giver: Giver, path: string): EstimateError =>
  fault(tagOf(giver), path, {
    expected: 'a number of bits, because an input has no partial sums',
    given: 'widths of partial and of complete sums',
    hint: `Give one width, as in ${path.slice(path.lastIndexOf('.') + 1)}: 8.`,
  })

/** The first widths that speak of partial sums and of complete elements, each by itself. */
export const firstOf = (...given: readonly (Widths | null | undefined)[]): Widths => {
  let partial: Width | null = null
  let final: Width | null = null
  for (const widths of given) {
    partial ??= widths?.partial ?? null
    final ??= widths?.final ?? null
  }
  return { partial, final }
}
