/** What crosses the chip's edge: docs/spec.md, sections 6, 10 and 14. */
import type { SimHardware } from './hardware'
import type { OutputFigures, SimResult } from './types'
import { isBypassing, type WidthTable } from './widths'

type Traffic = { readonly reads: number; readonly writes: number }

/** What one tensor costs if it is kept in the shared buffer, streamed through it, or led past it. */
type Option = {
  readonly resident: boolean
  readonly elements: Traffic & { readonly space: number }
  readonly bits: Traffic & { readonly space: number }
}

export type OffchipTensor = Traffic & { readonly resident: boolean; readonly bits: Traffic }

export type OffchipChoice = {
  readonly tensors: Readonly<Record<string, OffchipTensor>>
  /** Total traffic, in bits. */
  readonly bits: number
  /** Elements of each tensor in the shared buffer under the choice. */
  readonly space: Readonly<Record<string, number>>
  readonly spaceBits: number
  /** The elements of all streamed. */
  readonly minimum: number
  readonly fits: boolean
}

type Tensor = SimResult['tensors'][number]

const figuresAtLevel0 = (result: SimResult, { name }: Tensor) => {
  const figures = result.levels[0]?.tensors[name]
  if (figures?.streamed === undefined) throw new Error(`no streamed figure of ${name}`)
  return { ...figures, streamed: figures.streamed }
}

/** An input comes in so often; an output goes out so often, for the last time when it is complete, and comes back. */
const crossing = (
  { name, role, used }: Tensor,
  widths: WidthTable,
  { times, back, space }: { readonly times: number; readonly back: number; readonly space: number },
  resident: boolean,
): Option => {
  const of = (table: Readonly<Record<string, number>>): number => table[name] ?? Number.NaN
  const spaceBits = space * of(widths.l2)
  if (role === 'input')
    return {
      resident,
      elements: { reads: times, writes: 0, space },
      bits: { reads: times * of(widths.offchip), writes: 0, space: spaceBits },
    }
  const last = used * of(widths.final)
  return {
    resident,
    elements: { reads: back, writes: times, space },
    bits: {
      reads: back * of(widths.partial),
      writes: last + (times - used) * of(widths.partial),
      space: spaceBits,
    },
  }
}

/** The preferred option first. */
const optionsOf = (
  result: SimResult,
  tensor: Tensor,
  hardware: SimHardware,
  widths: WidthTable,
): readonly Option[] => {
  const { streamed, levelTile, ...moved } = figuresAtLevel0(result, tensor)
  const { used, whole, role } = tensor
  if (isBypassing({ ...tensor, axes: [] }, hardware)) {
    const { ingress, egress, accumulations } = { ingress: 0, ...moved } as OutputFigures & { ingress: number }
    const times = role === 'input' ? ingress : egress
    return [crossing(tensor, widths, { times, back: accumulations, space: 0 }, false)]
  }
  const buffering = hardware.overlap === 'none' ? 1 : 2
  return [
    crossing(tensor, widths, { times: whole, back: 0, space: whole }, true),
    // every revisit brings back what had been written
    crossing(tensor, widths, { times: streamed, back: streamed - used, space: buffering * levelTile }, false),
  ]
}

/** Every way to choose for each tensor, the preferred ones first. */
const choicesOf = (options: readonly (readonly Option[])[]): readonly (readonly Option[])[] => {
  const [first, ...others] = options
  if (first === undefined) return [[]]
  const rest = choicesOf(others)
  return first.flatMap((option) => rest.map((choice) => [option, ...choice]))
}

const total = (choice: readonly Option[], of: (option: Option) => number): number =>
  choice.reduce((sum, option) => sum + of(option), 0)

const trafficBits = (choice: readonly Option[]): number =>
  total(choice, ({ bits }) => bits.reads + bits.writes)
const spaceBits = (choice: readonly Option[]): number => total(choice, ({ bits }) => bits.space)

/** A buffer without a capacity holds anything. */
export const fitsIn = (bytes: number | null, bits: number): boolean => bytes === null || bits <= 8 * bytes

/** Of all choices that fit the shared buffer, the one with the least traffic, then the least space, in bits. */
export const chooseOffchip = (
  result: SimResult,
  hardware: SimHardware,
  widths: WidthTable,
): OffchipChoice => {
  const options = result.tensors.map((tensor) => optionsOf(result, tensor, hardware, widths))
  const allStreamed = options.flatMap((each) => each.slice(-1))
  const fitting = choicesOf(options).filter((choice) => fitsIn(hardware.l2, spaceBits(choice)))
  // sorting is stable: among equals the preferred choice stays first
  const [best] = [...fitting].sort((a, b) => trafficBits(a) - trafficBits(b) || spaceBits(a) - spaceBits(b))
  const choice = best ?? allStreamed
  const byName = <T>(of: (option: Option) => T): Record<string, T> =>
    Object.fromEntries(choice.map((option, index) => [result.tensors[index]?.name ?? '', of(option)]))
  return {
    tensors: byName(({ elements, bits, resident }) => ({
      reads: elements.reads,
      writes: elements.writes,
      resident,
      bits: { reads: bits.reads, writes: bits.writes },
    })),
    bits: trafficBits(choice),
    space: byName(({ elements }) => elements.space),
    spaceBits: spaceBits(choice),
    minimum: total(allStreamed, ({ elements }) => elements.space),
    fits: best !== undefined,
  }
}
