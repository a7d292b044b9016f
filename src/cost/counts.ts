/** What a schedule moves and holds, whatever hardware it runs on: the first record of the pipeline in `cost-schedule.ts`. */
import type { TransferRules } from '../hardware/transfer-rules'
import { intervalSize, type Problem, type Tensor } from '../operator/problem'
import { mostTensors, newStepTotals, type StepTable, type StepTotals, steps } from '../profile/steps'
import { declare } from './stage'

/** A tensor's name and role: what the cost model knows of an operator. */
export type Role = { readonly name: string; readonly role: 'input' | 'output' }

/** The totals of a step table, with what the operator adds to them. */
export type Counts = StepTotals & {
  /** Per tensor: elements that cross if all of it does once. More than are used where it travels in whole intervals. */
  readonly whole: Float64Array
  tensors: number
  macs: number
  /** 1 for inputs, 0 for outputs; and the same as a bit for each. */
  readonly isInput: Uint8Array
  inputs: number
}

/** Units beyond the tiles of level 0 stand idle in every step, so only those that get a tile count. */
export const countsDeclared = { counts: declare({ busyUnits: 'varies' }) }

// Not a literal with a spread: each of those gets a shape of its own, and what reads many shapes is slow to read any.
export const newCounts = (): Counts =>
  Object.assign(newStepTotals(), {
    whole: new Float64Array(mostTensors),
    tensors: 0,
    macs: 0,
    isInput: new Uint8Array(mostTensors),
    inputs: 0,
  })

/** A profiled schedule: its step table, and the counts that were copied out of it when it was filled. */
export type Profile = { readonly table: StepTable; readonly counts: Counts }

export const newProfile = (): Profile => ({ table: steps().newStepTable(), counts: newCounts() })

/** Where arrays per level and tensor have a tensor's entry. */
export const at = (level: number, tensor: number): number => level * mostTensors + tensor

/** Copies the totals of a schedule out of its step table, once it is filled. */
export const readCounts = (
  { table, counts: into }: Profile,
  tensors: readonly Role[],
  macs: number,
): Counts => {
  steps().readTotals(table, into)
  into.tensors = tensors.length
  into.macs = macs
  into.inputs = 0
  for (let t = 0; t < tensors.length; t++) {
    const isInput = tensors[t]!.role === 'input'
    into.isInput[t] = isInput ? 1 : 0
    into.whole[t] = into.used[t]!
    if (isInput) into.inputs |= 1 << t
  }
  return into
}

/** From the first to the last element along each axis of a tensor. */
const intervalOf = ({ axes }: Tensor, extents: readonly number[]): number =>
  axes.reduce((size, axis) => size * intervalSize(axis, extents), 1)

/** The counts of a schedule on hardware of these rules. */
export const readCountsUnder = (
  rules: TransferRules | null,
  profile: Profile,
  { tensors, extents }: Pick<Problem, 'tensors' | 'extents'>,
  macs: number,
): Counts => {
  const counts = readCounts(profile, tensors, macs)
  if (rules === null || rules.contiguous === 0) return counts
  for (let t = 0; t < tensors.length; t++)
    if (((rules.contiguous >> t) & 1) === 1) counts.whole[t] = intervalOf(tensors[t]!, extents)
  return counts
}
