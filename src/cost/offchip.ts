/** Off-chip traffic (cost model, section 6): which tensors stay in the shared buffer, and which are streamed. */
import type { AnalysedTensor } from '../analysis/analysis'

export type OffchipTensor = {
  readonly reads: number
  readonly writes: number
  readonly resident: boolean
  readonly space: number
}

export type Offchip = {
  readonly tensors: readonly OffchipTensor[]
  readonly traffic: number
  readonly required: number
  /** The space of all tensors streamed. */
  readonly minimum: number
  readonly fits: boolean
}

const resident = ({ role, used }: AnalysedTensor): OffchipTensor => ({
  reads: role === 'input' ? used : 0,
  writes: role === 'output' ? used : 0,
  resident: true,
  space: used,
})

/** A streamed output comes back for every revisit. */
const streamed = (
  { role, used, streamed }: AnalysedTensor,
  levelTile: number,
  buffers: number,
): OffchipTensor => ({
  reads: role === 'input' ? streamed : streamed - used,
  writes: role === 'output' ? streamed : 0,
  resident: false,
  space: buffers * levelTile,
})

const total = (tensors: readonly OffchipTensor[], of: (tensor: OffchipTensor) => number): number =>
  tensors.reduce((sum, tensor) => sum + of(tensor), 0)

const offchipOf = (tensors: readonly OffchipTensor[], minimum: number, capacity: number): Offchip => {
  const required = total(tensors, ({ space }) => space)
  return {
    tensors,
    traffic: total(tensors, ({ reads, writes }) => reads + writes),
    required,
    minimum,
    fits: required <= capacity,
  }
}

/**
 * Of the choices that fit the capacity (elements), the one with the least traffic; then the least space; then tensor by
 * tensor in declared order, resident before streamed. If none fits, all are streamed.
 */
export const chooseOffchip = (
  tensors: readonly AnalysedTensor[],
  levelTiles: readonly number[],
  buffers: number,
  capacity: number,
): Offchip => {
  const stay = tensors.map(resident)
  const pass = tensors.map((tensor, i) => streamed(tensor, levelTiles[i]!, buffers))
  const minimum = total(pass, ({ space }) => space)
  let best: Offchip | undefined
  // The highest bit is the first tensor and 0 is resident, so that the first of equals is the one to take.
  for (let choice = 0; choice < 2 ** tensors.length; choice++) {
    const chosen = tensors.map((_, i) => ((choice >> (tensors.length - 1 - i)) & 1 ? pass[i]! : stay[i]!))
    const candidate = offchipOf(chosen, minimum, capacity)
    if (!candidate.fits) continue
    const better =
      best === undefined ||
      candidate.traffic < best.traffic ||
      (candidate.traffic === best.traffic && candidate.required < best.required)
    if (better) best = candidate
  }
  return best ?? offchipOf(pass, minimum, capacity)
}
