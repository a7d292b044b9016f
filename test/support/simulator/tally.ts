import { delays, demandedBandwidth, type StepRecord } from './steps'
import type { LevelResult, SimProblem, SimTensor, TensorFigures } from './types'

export type TensorTally = {
  ingress: number
  fills: number
  egress: number
  evictions: number
  accumulations: number
  unitTile: number
  levelTile: number
  streamed: number
}

/** What is counted at one level, over the whole run and all parents. */
export type LevelTally = {
  readonly steps: StepRecord[]
  activeUnitSteps: number
  readonly tensors: readonly TensorTally[]
}

const emptyTensorTally = (): TensorTally => ({
  ingress: 0,
  fills: 0,
  egress: 0,
  evictions: 0,
  accumulations: 0,
  unitTile: 0,
  levelTile: 0,
  streamed: 0,
})

export const emptyTally = (tensors: number): LevelTally => ({
  steps: [],
  activeUnitSteps: 0,
  tensors: Array.from({ length: tensors }, emptyTensorTally),
})

/** The figures of section 4 under their names: an input has no egress, an output no ingress, only level 0 streams. */
const figuresOf = (tensor: SimTensor, depth: number, tally: TensorTally): TensorFigures => {
  const { ingress, fills, egress, evictions, accumulations, unitTile, levelTile, streamed } = tally
  const moved = tensor.role === 'input' ? { ingress, fills } : { egress, evictions, accumulations }
  return { ...moved, unitTile, levelTile, ...(depth === 0 ? { streamed } : {}) }
}

export const levelResult = (problem: SimProblem, depth: number, tally: LevelTally): LevelResult => {
  const figures: Record<string, TensorFigures> = {}
  for (const [index, tensor] of problem.tensors.entries()) {
    const tensorTally = tally.tensors[index]
    if (tensorTally !== undefined) figures[tensor.name] = figuresOf(tensor, depth, tensorTally)
  }
  return {
    units: problem.levels[depth]?.units ?? 0,
    steps: tally.steps.length,
    activeUnitSteps: tally.activeUnitSteps,
    tensors: figures,
    delay: delays(tally.steps),
    bandwidth: demandedBandwidth(tally.steps),
  }
}
