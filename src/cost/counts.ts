/** What a schedule moves and holds, whatever hardware it runs on: the first record of the pipeline in `cost-schedule.ts`. */
import { mostTensors, newStepTotals, type StepTable, type StepTotals, steps } from '../profile/steps'

/** A tensor's name and role: what the cost model knows of an operator. */
export type Role = { readonly name: string; readonly role: 'input' | 'output' }

/** The totals of a step table, with what the operator adds to them. */
export type Counts = StepTotals & {
  tensors: number
  macs: number
  /** 1 for inputs, 0 for outputs. */
  readonly isInput: Uint8Array
}

export const newCounts = (): Counts => ({
  ...newStepTotals(),
  tensors: 0,
  macs: 0,
  isInput: new Uint8Array(mostTensors),
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
  for (let t = 0; t < tensors.length; t++) into.isInput[t] = tensors[t]!.role === 'input' ? 1 : 0
  return into
}
