import type { OffchipChoice } from './offchip'
import type { InputFigures, OutputFigures, SimResult } from './types'

export type Accesses = { readonly reads: number; readonly writes: number }
export type AccessesByTensor = Readonly<Record<string, Accesses>>

const nothingMoved = { ingress: 0, fills: 0, egress: 0, evictions: 0, accumulations: 0 }

/** All five figures of a tensor at a level, zero where its role has none. */
const movedAt = (result: SimResult, level: number, tensor: string): typeof nothingMoved => {
  const figures: InputFigures | OutputFigures | undefined = result.levels[level]?.tensors[tensor]
  if (figures === undefined) throw new Error(`no tensor ${tensor} at level ${level}`)
  return { ...nothingMoved, ...figures }
}

const byTensor = (
  result: SimResult,
  accesses: (tensor: SimResult['tensors'][number]) => Accesses,
): AccessesByTensor => Object.fromEntries(result.tensors.map((tensor) => [tensor.name, accesses(tensor)]))

/** The shared buffer stands between the chip's edge and level 0. */
export const sharedBufferAccesses = (result: SimResult, offchip: OffchipChoice): AccessesByTensor =>
  byTensor(result, ({ name }) => {
    const { ingress, accumulations, egress } = movedAt(result, 0, name)
    const { reads, writes } = offchip.tensors[name] ?? { reads: Number.NaN, writes: Number.NaN }
    return { reads: ingress + accumulations + writes, writes: reads + egress }
  })

/** The buffers of the clusters that are the units of a level stand between that level and the next. */
export const clusterAccesses = (result: SimResult, level: number): AccessesByTensor =>
  byTensor(result, ({ name }) => {
    const own = movedAt(result, level, name)
    const inner = movedAt(result, level + 1, name)
    return { reads: inner.ingress + inner.accumulations + own.evictions, writes: own.fills + inner.egress }
  })

/** The PEs' own buffers: operands and partial sums of every MAC. */
export const peAccesses = (result: SimResult): AccessesByTensor =>
  byTensor(result, ({ name, role }) => {
    const { fills, evictions } = movedAt(result, result.levels.length - 1, name)
    if (role === 'input') return { reads: result.macs, writes: fills }
    // the first MAC on an output that was acquired has no partial sum to read
    const acquired = evictions
    return { reads: result.macs - acquired + evictions, writes: result.macs }
  })
