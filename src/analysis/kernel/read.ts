/** From the tape to an analysis: plain data that outlives the next call. */
import type { AnalysedLevel, LevelTraffic, StepTable } from '../analysis'
import {
  COMPUTE,
  COUNT,
  EGRESS_SUM,
  EGRESS_UNION,
  INGRESS_SUM,
  INGRESS_UNION,
  mostTensors,
  PER_RUN,
  RUN_END,
  rowWidth,
  tape,
} from './tape'

const column = (of: number, from: number, to: number, less = 0): readonly number[] => {
  const values: number[] = []
  for (let row = from; row < to; row++) values.push(tape.rows[row * rowWidth + of]! - less)
  return values
}

const runColumn = (of: 0 | 1, from: number, to: number): readonly number[] => {
  const values: number[] = []
  for (let run = from; run < to; run++) values.push(tape.runs[2 * run + of]!)
  return values
}

const runEndBefore = (row: number): number => (row === 0 ? 0 : tape.rows[(row - 1) * rowWidth + RUN_END]!)

const tableOf = (level: number): StepTable => {
  const from = tape.rowStart[level]!
  const to = tape.rowStart[level + 1]!
  const firstRun = runEndBefore(from)
  const endOfRuns = runEndBefore(to)
  const boxEnd: number[] = []
  for (let b = tape.boxStart[level]!; b < tape.boxStart[level + 1]!; b++) boxEnd.push(tape.boxEnd[b]! - from)
  return {
    initial: tape.initial[level]!,
    entries: tape.entryEnd[level]! - from,
    count: column(COUNT, from, to),
    perRun: column(PER_RUN, from, to),
    ingressUnion: column(INGRESS_UNION, from, to),
    ingressSum: column(INGRESS_SUM, from, to),
    egressUnion: column(EGRESS_UNION, from, to),
    egressSum: column(EGRESS_SUM, from, to),
    compute: column(COMPUTE, from, to),
    runEnd: column(RUN_END, from, to, firstRun),
    runEntry: runColumn(0, firstRun, endOfRuns),
    runBox: runColumn(1, firstRun, endOfRuns),
    boxEnd,
  }
}

const trafficOf = (level: number, tensor: number): LevelTraffic => {
  const i = level * mostTensors + tensor
  return {
    union: tape.union[i]!,
    sum: tape.sum[i]!,
    unitTile: tape.unitTile[i]!,
    levelTile: tape.levelTile[i]!,
  }
}

/** The levels on the tape. */
export const readLevels = (tensors: number): readonly AnalysedLevel[] =>
  Array.from({ length: tape.levels }, (_, level) => ({
    units: tape.units[level]!,
    steps: tape.steps[level]!,
    activeUnitSteps: tape.activeUnitSteps[level]!,
    traffic: Array.from({ length: tensors }, (__, tensor) => trafficOf(level, tensor)),
    drain: { union: tape.drainUnion[level]!, sum: tape.drainSum[level]! },
    table: tableOf(level),
  }))
