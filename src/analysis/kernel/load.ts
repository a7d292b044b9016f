/** From an analysis that was read (see `checksum.ts`) back to the tape. */
import type { Analysed, AnalysedLevel } from '../analysis'
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
  withRoom,
} from './tape'

const loadTable = ({ table }: AnalysedLevel, level: number): void => {
  const rows = table.count.length
  const from = tape.rowCount
  tape.rows = withRoom(tape.rows, (from + rows) * rowWidth)
  tape.runs = withRoom(tape.runs, 2 * (tape.runCount + table.runEntry.length))
  tape.boxEnd = withRoom(tape.boxEnd, tape.boxCount + table.boxEnd.length)
  for (let row = 0; row < rows; row++) {
    const i = (from + row) * rowWidth
    tape.rows[i + COUNT] = table.count[row]!
    tape.rows[i + PER_RUN] = table.perRun[row]!
    tape.rows[i + INGRESS_UNION] = table.ingressUnion[row]!
    tape.rows[i + INGRESS_SUM] = table.ingressSum[row]!
    tape.rows[i + EGRESS_UNION] = table.egressUnion[row]!
    tape.rows[i + EGRESS_SUM] = table.egressSum[row]!
    tape.rows[i + COMPUTE] = table.compute[row]!
    tape.rows[i + RUN_END] = tape.runCount + table.runEnd[row]!
  }
  for (let run = 0; run < table.runEntry.length; run++) {
    tape.runs[2 * (tape.runCount + run)] = table.runEntry[run]!
    tape.runs[2 * (tape.runCount + run) + 1] = table.runBox[run]!
  }
  for (let b = 0; b < table.boxEnd.length; b++) tape.boxEnd[tape.boxCount + b] = from + table.boxEnd[b]!
  tape.rowStart[level] = from
  tape.boxStart[level] = tape.boxCount
  tape.entryEnd[level] = from + table.entries
  tape.initial[level] = table.initial
  tape.rowCount += rows
  tape.runCount += table.runEntry.length
  tape.boxCount += table.boxEnd.length
}

const loadLevel = (from: AnalysedLevel, level: number): void => {
  tape.units[level] = from.units
  tape.steps[level] = from.steps
  tape.activeUnitSteps[level] = from.activeUnitSteps
  tape.drainUnion[level] = from.drain.union
  tape.drainSum[level] = from.drain.sum
  for (let t = 0; t < from.traffic.length; t++) {
    const { union, sum, unitTile, levelTile } = from.traffic[t]!
    const i = level * mostTensors + t
    tape.union[i] = union
    tape.sum[i] = sum
    tape.unitTile[i] = unitTile
    tape.levelTile[i] = levelTile
  }
  loadTable(from, level)
}

/** Writes an analysis on the tape, as the walk left it there; the one that is there already stays. */
export const loadAnalysis = (analysis: Analysed): void => {
  if (tape.loaded === analysis) return
  const { levels, tensors } = analysis
  tape.loaded = null // until all of it is there: a full call stack may end the loading half-way
  tape.levels = levels.length
  tape.rowCount = 0
  tape.runCount = 0
  tape.boxCount = 0
  for (let t = 0; t < tensors.length; t++) {
    tape.streamed[t] = tensors[t]!.streamed
    tape.used[t] = tensors[t]!.used
  }
  for (let level = 0; level < levels.length; level++) loadLevel(levels[level]!, level)
  tape.rowStart[levels.length] = tape.rowCount
  tape.boxStart[levels.length] = tape.boxCount
  tape.loaded = analysis
}
