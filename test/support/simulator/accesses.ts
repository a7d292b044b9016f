/** Elements read and written, per buffer and tensor: docs/spec.md, sections 7, 14 and 15. */
import type { OffchipChoice } from './offchip'
import type { Sparsity } from './sparsity'
import type { InputFigures, OutputFigures, SimResult } from './types'

export type Accesses = { readonly reads: number; readonly writes: number }
export type AccessesByTensor = Readonly<Record<string, Accesses>>

type Tensor = SimResult['tensors'][number]

const nothingMoved = { ingress: 0, fills: 0, egress: 0, evictions: 0, accumulations: 0 }

/** All five figures of a tensor at a level, zero where its role has none. */
const movedAt = (result: SimResult, level: number, tensor: string): typeof nothingMoved => {
  const figures: InputFigures | OutputFigures | undefined = result.levels[level]?.tensors[tensor]
  if (figures === undefined) throw new Error(`no tensor ${tensor} at level ${level}`)
  return { ...nothingMoved, ...figures }
}

const byTensor = (result: SimResult, accesses: (tensor: Tensor) => Accesses): AccessesByTensor =>
  Object.fromEntries(result.tensors.map((tensor) => [tensor.name, accesses(tensor)]))

/** The shared buffer stands between the chip's edge and level 0, for all but what is led past it. */
export const sharedBufferAccesses = (
  result: SimResult,
  offchip: OffchipChoice,
  isBypassing: (tensor: Tensor) => boolean,
): AccessesByTensor =>
  byTensor(result, (tensor) => {
    if (isBypassing(tensor)) return { reads: 0, writes: 0 }
    const { ingress, accumulations, egress } = movedAt(result, 0, tensor.name)
    const { reads, writes } = offchip.tensors[tensor.name] ?? { reads: Number.NaN, writes: Number.NaN }
    return { reads: ingress + accumulations + writes, writes: reads + egress }
  })

/** The buffers of the clusters that are the units of a level stand between that level and the next. */
export const clusterAccesses = (result: SimResult, level: number): AccessesByTensor =>
  byTensor(result, ({ name }) => {
    const own = movedAt(result, level, name)
    const inner = movedAt(result, level + 1, name)
    return { reads: inner.ingress + inner.accumulations + own.evictions, writes: own.fills + inner.egress }
  })

/** Operands read for the MACs: those that are gated are looked at whenever the others are there. */
const operandReads = ({ macs }: SimResult, name: string, { tensors, taken, effective }: Sparsity): number =>
  macs * (tensors.some((tensor) => tensor.name === name && tensor.gates) ? taken : effective)

/** Partial sums read for the MACs that are done: the first of every stay of an element has none to read. */
const partialSumReads = (macs: number, stays: number, { effective }: Sparsity): number =>
  macs * effective - stays * (1 - (1 - effective) ** (macs / stays))

/** The PEs' own buffers: operands and partial sums of every MAC that is done. */
export const peAccesses = (result: SimResult, sparsity: Sparsity): AccessesByTensor =>
  byTensor(result, ({ name, role }) => {
    const { fills, evictions } = movedAt(result, result.levels.length - 1, name)
    if (role === 'input') return { reads: operandReads(result, name, sparsity), writes: fills }
    const ofSums = partialSumReads(result.macs, evictions, sparsity)
    return { reads: ofSums + evictions, writes: result.macs * sparsity.effective }
  })
