/** The widths of the tensors of a layer on an accelerator (docs/spec.md, sections 10 and 15), in units of 1/32 bit. */
import type { Elements, KnownDensity } from '../analysis/elements'
import { type EstimateError, fault, type Report } from '../error/error'
import {
  type ByTensor,
  inBuffers,
  type Named,
  type NamedWidths,
  notOfOutputs,
  type ResolvedFormats,
} from '../hardware/named'
import type { TensorWidths } from '../hardware/per-tensor'
import { repeated } from '../hardware/readers'
import type { ResolvedHardware } from '../hardware/resolve'
import type { SparseFormat } from '../hardware/sparse'
import { mostLevels, mostTensors } from '../internal/limits'
import { inputsName } from '../operator/roles'
import {
  earlierOf,
  finalAbovePartial,
  firstOf,
  isWidth,
  splitInput,
  unitsPerBit,
  type Width,
  type Widths,
} from '../operator/widths'
import { at, type Role } from './counts'
import { OFF_CHIP, SHARED } from './places'
import { entriesOf, isListed } from './tensor-names'

/** What an accelerator says of a tensor's widths, its name before its role. */
const widthsOn = (
  precision: NamedWidths | null,
  tensor: Role,
  report: Report,
): readonly (Widths | undefined)[] => {
  if (precision === null) return []
  const { own, ofRole } = entriesOf(precision, tensor)
  if (own?.isSplit === true && tensor.role === 'input')
    report.push(splitInput('accelerator by name', `${precision.path}.${tensor.name}`))
  return [own, ofRole, precision.all ?? undefined]
}

/** The width of an input in a buffer that gives one. */
const widthIn = (precision: NamedWidths | null, tensor: Role): Width | null => {
  if (precision === null) return null
  const { own, ofRole } = entriesOf(precision, tensor)
  return firstOf(own, ofRole, precision.all).final
}

const reportOutputs = (precision: NamedWidths | null, tensors: readonly Role[], report: Report): void => {
  if (precision === null) return
  for (const tensor of tensors)
    if (tensor.role === 'output' && entriesOf(precision, tensor).own !== undefined)
      report.push(notOfOutputs(`${precision.path}.${tensor.name}`, tensor.name, inBuffers))
}

/** The fault of an output whose complete sums come out wider than its partial ones, at the one that counts first. */
const reportWiderFinal = ({ partial, final }: Widths, word: number, report: Report): void => {
  const [ofPartial, ofFinal] = [partial?.bits ?? word, final?.bits ?? word]
  const first = earlierOf(partial, final)
  if (ofFinal > ofPartial && first !== null)
    report.push(finalAbovePartial(first.giver, first.path, ofFinal, ofPartial))
}

/** A word whose bits are no width, where widths are given. */
const notOfWords = (elementBytes: number): EstimateError =>
  fault('InvalidHardware', 'hardware.elementBytes', {
    expected: 'a word of at most 1,024 bits, in multiples of 1/32 bit, where widths in bits are given',
    given: `${elementBytes} bytes`,
    hint: 'Give the bytes of a word, such as 1. The property precision gives widths in bits.',
  })

/** Units of an element in a format. */
const formatted = (format: SparseFormat | null, { share, block }: KnownDensity, bits: number): number => {
  if (format === null) return bits * unitsPerBit
  const of =
    format === 'bitmask'
      ? share * bits + 1
      : format === 'structured'
        ? share * (bits + Math.ceil(Math.log2(block ?? 1)))
        : share * (bits + format.coordinate)
  return Math.ceil(unitsPerBit * of)
}

type FormatsOf = { readonly path: string; readonly formats: ResolvedFormats }

/** The formats of a tensor with a density, and where they were given. */
const formatsOf = (format: ByTensor<ResolvedFormats> | undefined, tensor: Role): FormatsOf | null => {
  if (format === undefined || tensor.role === 'output') return null
  const { own, ofRole } = entriesOf(format, tensor)
  if (own !== undefined) return { path: `${format.path}.${tensor.name}`, formats: own }
  return ofRole === undefined ? null : { path: `${format.path}.${inputsName}`, formats: ofRole }
}

const listFormats = ({ offchip, l2, clusters, l1 }: ResolvedFormats): readonly (SparseFormat | null)[] => [
  offchip,
  l2,
  clusters,
  l1,
]

const notStructured = (path: string, { name }: Role): EstimateError =>
  fault('InvalidHardware', path, {
    expected: `'bitmask' or { coordinate: bits }, because the zeros of ${name} have no structure`,
    given: "the text 'structured'",
    hint: `Write 'bitmask' or { coordinate: 4 }, or give the layer's ${name} a density such as { n: 2, m: 4, along: 'C' }.`,
  })

/** The widths in a buffer, and how a tensor is stored in it. */
type InBuffer = {
  readonly buffer: number
  readonly precision: NamedWidths | null
  readonly kind: keyof ResolvedFormats
}

const buffersOf = ({ clusters, l2, offchip }: Named): readonly InBuffer[] => [
  { buffer: OFF_CHIP, precision: offchip, kind: 'offchip' },
  { buffer: SHARED, precision: l2, kind: 'l2' },
  ...clusters.map((precision, i): InBuffer => ({ buffer: 1 + i, precision, kind: 'clusters' })),
]

/** Of an accelerator of any number of levels. */
const nothingNamed: Named = {
  precision: null,
  l1: null,
  clusters: /* @__PURE__ */ repeated(null, mostLevels),
  l2: null,
  offchip: null,
  bypass: null,
  contiguous: null,
  keptInClusters: [],
  keptInL1: null,
  sparse: null,
}

const isGiven = ({ partial, final }: Widths): boolean => partial !== null || final !== null

/** What is said of the widths of a tensor besides its buffers: by layer and accelerator, and of its formats and density. */
type Said = { readonly widths: Widths; readonly formats: FormatsOf | null; readonly density: KnownDensity }

const dense: KnownDensity = { share: 1, block: null, isAligned: false }

const saidOf = (
  named: Named,
  { precision, density }: Elements,
  tensor: Role,
  t: number,
  report: Report,
): Said => {
  const own = density?.[t] ?? null
  return {
    widths: firstOf(precision?.[t], ...widthsOn(named.precision, tensor, report)),
    formats: own === null ? null : formatsOf(named.sparse?.format, tensor),
    density: own ?? dense,
  }
}

/** Whether a width is given for a tensor, or comes from a format. */
const hasWidth = (
  { widths, formats }: Said,
  tensor: Role,
  inBuffer: readonly (NamedWidths | null)[],
): boolean =>
  isGiven(widths) ||
  (tensor.role === 'input' && inBuffer.some((each) => widthIn(each, tensor) !== null)) ||
  (formats !== null && listFormats(formats.formats).some((format) => format !== null))

/** Writes the widths of an input in every buffer. */
const setInput = (
  named: Named,
  buffers: readonly InBuffer[],
  { widths: { final }, formats, density }: Said,
  tensor: Role,
  t: number,
  { word, inputs, l1, operands }: TensorWidths,
): void => {
  const unitsIn = (inBuffer: NamedWidths | null, kind: keyof ResolvedFormats): number => {
    const bits = (widthIn(inBuffer, tensor) ?? final)?.bits ?? word / unitsPerBit
    return formatted(formats?.formats[kind] ?? null, density, bits)
  }
  for (const { buffer, precision, kind } of buffers) inputs[at(buffer, t)] = unitsIn(precision, kind)
  l1[t] = unitsIn(named.l1, 'l1')
  const skips = named.sparse !== null && isListed(named.sparse.skip, tensor)
  // Only nonzeros are fetched where zeros are skipped and not stored.
  const fetched = skips && formats !== null && formats.formats.l1 !== null ? density.share : 1
  operands[t] = Math.min(Number.MAX_VALUE, l1[t]! / fetched)
}

const newWidths = (word: number): TensorWidths => ({
  word: word * unitsPerBit,
  inputs: new Float64Array((mostLevels + 2) * mostTensors),
  l1: new Float64Array(mostTensors),
  operands: new Float64Array(mostTensors),
  partial: new Float64Array(mostTensors),
  final: new Float64Array(mostTensors),
})

/** Null where no width is given: then elements are words. */
export const widthsFor = (
  { elementBytes, named: given }: ResolvedHardware,
  elements: Elements,
  report: Report,
): TensorWidths | null => {
  const { tensors } = elements
  const named = given ?? nothingNamed
  const buffers = buffersOf(named)
  const inBuffer = [...buffers.map(({ precision }) => precision), named.l1]
  for (const precision of inBuffer) reportOutputs(precision, tensors, report)
  const said = tensors.map((tensor, t) => saidOf(named, elements, tensor, t, report))
  if (!tensors.some((tensor, t) => hasWidth(said[t]!, tensor, inBuffer))) return null
  const word = 8 * elementBytes
  if (!isWidth(word)) {
    report.push(notOfWords(elementBytes))
    return null
  }
  const result = newWidths(word)
  tensors.forEach((tensor, t) => {
    const { widths, formats, density } = said[t]!
    result.partial[t] = (widths.partial?.bits ?? word) * unitsPerBit
    result.final[t] = (widths.final?.bits ?? word) * unitsPerBit
    if (tensor.role === 'output') {
      reportWiderFinal(widths, word, report)
      return
    }
    if (formats !== null && density.block === null && listFormats(formats.formats).includes('structured'))
      report.push(notStructured(formats.path, tensor))
    setInput(named, buffers, said[t]!, tensor, t, result)
  })
  return result
}

const wordsOnly = (word: number): TensorWidths => {
  const widths = newWidths(word)
  for (const each of [widths.inputs, widths.l1, widths.operands, widths.partial, widths.final])
    each.fill(widths.word)
  return widths
}

/**
 * The widths of a layer one of whose inputs has a number of units everywhere, whatever layer and accelerator say of it: it is what
 * another layer made. Null where no width is given and that is a word too.
 */
export const withInputWidth = (
  widths: TensorWidths | null,
  { elementBytes }: ResolvedHardware,
  t: number,
  units: number,
): TensorWidths | null => {
  const word = 8 * elementBytes
  if (widths === null && units === word * unitsPerBit) return null
  const { inputs, l1, operands, ...others } = widths ?? wordsOnly(word)
  const changed = { ...others, inputs: inputs.slice(), l1: l1.slice(), operands: operands.slice() }
  for (let buffer = 0; buffer <= OFF_CHIP; buffer++) changed.inputs[at(buffer, t)] = units
  changed.l1[t] = units
  changed.operands[t] = units
  return changed
}
