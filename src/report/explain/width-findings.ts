/** What is said of widths: those of each tensor in each buffer, and which sums are complete. */

import { at } from '../../cost/counts'
import type { Estimate } from '../../cost/estimate-type'
import { OFF_CHIP, SHARED } from '../../cost/places'
import { listed } from '../../error/show'
import type { TensorWidths } from '../../hardware/per-tensor'
import type { ResolvedHardware } from '../../hardware/resolve'
import type { Problem } from '../../operator/problem'
import { unitsPerBit } from '../../operator/widths'
import { bits } from '../numbers'
import type { FindingOf } from './finding'
import { partName, sentence } from './words'

/** The layer that is explained, and the accelerator for its tensors. */
type Place = { readonly estimate: Estimate; readonly problem: Problem; readonly hardware: ResolvedHardware }

/** A buffer by its name in an estimate, and the bits of a tensor in it. */
type InBuffer = readonly [buffer: string, width: number]

const inputWidths = (
  { inputs, l1 }: TensorWidths,
  t: number,
  levels: number,
  bypassed: boolean,
): readonly InBuffer[] => [
  ['offchip', inputs[at(OFF_CHIP, t)]! / unitsPerBit],
  ...(bypassed ? [] : [['l2', inputs[at(SHARED, t)]! / unitsPerBit] as const]),
  ...Array.from(
    { length: levels - 1 },
    (_, level): InBuffer => [`clusters[${level}]`, inputs[at(1 + level, t)]! / unitsPerBit],
  ),
  ['l1', l1[t]! / unitsPerBit],
]

const placeName = (buffer: string): string => (buffer === 'offchip' ? 'off-chip' : `in ${partName(buffer)}`)

/** `4 bits off-chip and in the shared buffer (L2), 8 bits in the PEs' buffers (L1)`. */
const widthsInWords = (widths: readonly InBuffer[]): string =>
  [...new Set(widths.map(([, width]) => width))]
    .map((width) => {
      const places = widths.flatMap(([buffer, of]) => (of === width ? [placeName(buffer)] : []))
      return `${bits(width)} ${listed(places)}`
    })
    .join(', ')

const ofInput = (name: string, widths: readonly InBuffer[]): FindingOf<'Width'> => {
  const [[, first] = ['', 0]] = widths
  return {
    _tag: 'Width',
    tensor: name,
    sentence: sentence(
      widths.every(([, width]) => width === first)
        ? `an element of ${name} has ${bits(first)} everywhere`
        : `an element of ${name} has ${widthsInWords(widths)}: it travels at the width of the buffer that it comes from`,
    ),
    numbers: Object.fromEntries(widths),
  }
}

/** Which networks carry partial sums: those that some element leaves more than once. */
const carrying = ({ levels }: Estimate, name: string, used: number): string => {
  const partial = levels.flatMap(({ tensors }, level) => (tensors[name]?.egress === used ? [] : [`${level}`]))
  if (partial.length === 0) return 'every network carries complete sums'
  if (partial.length === levels.length)
    return "every network carries partial sums, and only the last elements across the chip's border are complete"
  const which =
    partial.length === 1
      ? `network of level ${partial[0]} carries`
      : `networks of levels ${listed(partial)} carry`
  return `the ${which} partial sums, those further out complete ones`
}

const ofOutput = (
  estimate: Estimate,
  name: string,
  widths: { readonly partial: number; readonly final: number },
  used: number,
): FindingOf<'Width'> => {
  const { partial, final } = widths
  return {
    _tag: 'Width',
    tensor: name,
    sentence: sentence(
      partial === final
        ? `an element of ${name} has ${bits(final)} everywhere`
        : `an element of ${name} has ${bits(partial)} as a partial sum and ${bits(final)} when it is complete: ${carrying(estimate, name, used)}`,
    ),
    numbers: widths,
  }
}

/** The widths of all tensors, unless every element is a word. */
export const widthFindings = (
  { estimate, problem, hardware }: Place,
  bypassed: ReadonlySet<string>,
  used: ReadonlyMap<string, number>,
): readonly FindingOf<'Width'>[] => {
  const widths = hardware.perTensor?.widths ?? null
  if (widths === null) return []
  const found = problem.tensors.map(({ name, role }, t) =>
    role === 'input'
      ? ofInput(name, inputWidths(widths, t, estimate.levels.length, bypassed.has(name)))
      : ofOutput(
          estimate,
          name,
          { partial: widths.partial[t]! / unitsPerBit, final: widths.final[t]! / unitsPerBit },
          used.get(name) ?? 0,
        ),
  )
  const word = widths.word / unitsPerBit
  return found.some(({ numbers }) => Object.values(numbers).some((width) => width !== word)) ? found : []
}
