import type { SimHardware } from './hardware'
import type { SimResult } from './types'

/** What one tensor costs if it is kept in the shared buffer, or if it is streamed through it. */
type Option = {
  readonly resident: boolean
  readonly reads: number
  readonly writes: number
  readonly space: number
}

export type OffchipTensor = { readonly reads: number; readonly writes: number; readonly resident: boolean }

export type OffchipChoice = {
  readonly tensors: Readonly<Record<string, OffchipTensor>>
  /** Space of each tensor in the shared buffer under the choice. */
  readonly space: Readonly<Record<string, number>>
  readonly required: number
  /** The space of all streamed. */
  readonly minimum: number
  readonly fits: boolean
  readonly reads: number
  readonly writes: number
}

const optionsOf = (result: SimResult, tensor: SimResult['tensors'][number], buffering: number) => {
  const { streamed, levelTile } = result.levels[0]?.tensors[tensor.name] ?? { levelTile: Number.NaN }
  if (streamed === undefined) throw new Error(`no streamed figure of ${tensor.name}`)
  const { used } = tensor
  const space = buffering * levelTile
  return tensor.role === 'input'
    ? {
        resident: { resident: true, reads: used, writes: 0, space: used },
        streamed: { resident: false, reads: streamed, writes: 0, space },
      }
    : {
        resident: { resident: true, reads: 0, writes: used, space: used },
        // every revisit brings back what had been written
        streamed: { resident: false, reads: streamed - used, writes: streamed, space },
      }
}

/** Every way to choose for each tensor, the preferred ones first: tensor by tensor, resident before streamed. */
const choicesOf = (options: readonly ReturnType<typeof optionsOf>[]): readonly (readonly Option[])[] => {
  const [first, ...others] = options
  if (first === undefined) return [[]]
  const rest = choicesOf(others)
  return [
    ...rest.map((choice) => [first.resident, ...choice]),
    ...rest.map((choice) => [first.streamed, ...choice]),
  ]
}

const total = (choice: readonly Option[], figure: 'reads' | 'writes' | 'space'): number =>
  choice.reduce((sum, option) => sum + option[figure], 0)

const trafficOf = (choice: readonly Option[]): number => total(choice, 'reads') + total(choice, 'writes')

/** Bytes to elements; an absent capacity is 2^53 − 1 elements. */
export const capacityInElements = (bytes: number | null, elementBytes: number): number =>
  bytes === null ? Number.MAX_SAFE_INTEGER : Math.floor(bytes / elementBytes)

/** What crosses the chip's edge: of all choices that fit the shared buffer, the one with the least traffic. */
export const chooseOffchip = (result: SimResult, hardware: SimHardware): OffchipChoice => {
  const buffering = hardware.overlap === 'none' ? 1 : 2
  const options = result.tensors.map((tensor) => optionsOf(result, tensor, buffering))
  const allStreamed: readonly Option[] = options.map((option) => option.streamed)
  const capacity = capacityInElements(hardware.l2, hardware.elementBytes)
  const fitting = choicesOf(options).filter((choice) => total(choice, 'space') <= capacity)
  // sorting is stable: among equals the preferred choice stays first
  const [best] = [...fitting].sort(
    (a, b) => trafficOf(a) - trafficOf(b) || total(a, 'space') - total(b, 'space'),
  )
  const choice = best ?? allStreamed
  const byName = <T>(of: (option: Option) => T): Record<string, T> =>
    Object.fromEntries(choice.map((option, index) => [result.tensors[index]?.name ?? '', of(option)]))
  return {
    tensors: byName(({ reads, writes, resident }) => ({ reads, writes, resident })),
    space: byName(({ space }) => space),
    required: total(choice, 'space'),
    minimum: total(allStreamed, 'space'),
    fits: best !== undefined,
    reads: total(choice, 'reads'),
    writes: total(choice, 'writes'),
  }
}
