/** What reports of fused chains call layers, tensors and sizes, and what they are given. */
import type { FusedComparison, FusedEstimate } from '../../fusion/fused-estimate'
import type { EnergyUnit } from '../../hardware/energy'
import { isRecord, own } from '../../internal/read'
import { distinctNames } from '../comparison'
import { count, plural } from '../numbers'

/** A chain's estimate, and the layers one by one where they are known. */
export type Given = { readonly fused: FusedEstimate; readonly alone: FusedComparison['alone'] | null }

export const isFusedEstimate = (value: unknown): value is FusedEstimate => {
  if (!isRecord(value) || !Array.isArray(own(value, 'layers'))) return false
  const [offchip, buffers] = [own(value, 'offchip'), own(value, 'buffers')]
  const shared = isRecord(buffers) ? own(buffers, 'l2') : undefined
  return (
    typeof own(value, 'recomputed') === 'number' &&
    isRecord(offchip) &&
    Array.isArray(own(offchip, 'tensors')) &&
    isRecord(shared) &&
    isRecord(own(shared, 'peak'))
  )
}

export const isFusedComparison = (value: unknown): value is FusedComparison => {
  if (!isRecord(value) || !isFusedEstimate(own(value, 'fused'))) return false
  const alone = own(value, 'alone')
  return isRecord(alone) && Array.isArray(own(alone, 'layers'))
}

/** Undefined for what is neither an estimate of a chain nor a comparison. */
export const givenOf = (value: unknown): Given | undefined => {
  if (isFusedComparison(value)) return value
  return isFusedEstimate(value) ? { fused: value, alone: null } : undefined
}

export const labelsOf = ({ layers }: FusedEstimate): readonly string[] =>
  distinctNames(layers.map(({ name }) => name))

/** A tensor of a layer, as in `filter of conv1`. */
export const tensorIn = (
  labels: readonly string[],
  { layer, tensor }: { readonly layer: number; readonly tensor: string },
): string => `${tensor} of ${labels[layer]}`

/** What the energies are counted in: all runs have the same table. */
export const unitOfFused = ({ layers }: FusedEstimate): EnergyUnit =>
  layers.find(({ kinds }) => kinds.length > 0)?.kinds[0]?.estimate.energy.unit ?? 'MAC'

const memoryUnits = [
  ['GiB', 8 * 2 ** 30],
  ['MiB', 8 * 2 ** 20],
  ['KiB', 8 * 2 ** 10],
] as const

/** The largest unit of memory of which the bits make at least one; bits where they are few. */
export const memoryUnitOf = (bits: number): readonly [name: string, bits: number] =>
  memoryUnits.find(([, size]) => bits >= size) ?? ['bits', 1]

/** `30,720 bits (3.75 KiB)`. */
export const memoryText = (bits: number): string => {
  const [unit, size] = memoryUnitOf(bits)
  return size === 1 ? plural(bits, 'bit') : `${plural(bits, 'bit')} (${inUnit(bits, size)} ${unit})`
}

/** A number of units, in three digits. */
export const inUnit = (bits: number, size: number): string => count(Number((bits / size).toPrecision(3)))
