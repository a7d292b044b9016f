/**
 * Time over the tape: the kernel's form of `time.ts`. First the cycles of every row and box, from the deepest level up;
 * then, if a whole estimate is wanted, what the steps of each level spend them on.
 */
import {
  COMPUTE,
  COUNT,
  EGRESS_SUM,
  EGRESS_UNION,
  INGRESS_SUM,
  INGRESS_UNION,
  mostLevels,
  PER_RUN,
  RUN_END,
  rowWidth,
  tape,
  withRoom,
} from '../../analysis/kernel/tape'
import type { Overlap } from '../../hardware/accelerator'

/** What the timing needs of the networks, per level; an unlimited bandwidth is Infinity. */
export type Links = {
  readonly bandwidth: Float64Array
  readonly latency: Float64Array
  /** 1 where the network multicasts, or reduces. */
  readonly multicast: Uint8Array
  readonly reduction: Uint8Array
}

export const links: Links = {
  bandwidth: /* @__PURE__ */ new Float64Array(mostLevels),
  latency: /* @__PURE__ */ new Float64Array(mostLevels),
  multicast: /* @__PURE__ */ new Uint8Array(mostLevels),
  reduction: /* @__PURE__ */ new Uint8Array(mostLevels),
}

/** Cycles of each row, of its inner work, and of the inner steps of a run per box. */
let rowCycles = /* @__PURE__ */ new Float64Array(0)
let innerCycles = /* @__PURE__ */ new Float64Array(0)
let boxCycles = /* @__PURE__ */ new Float64Array(0)

const makeRoom = (): void => {
  if (tape.rowCount > rowCycles.length) {
    rowCycles = withRoom(rowCycles, tape.rowCount)
    innerCycles = withRoom(innerCycles, tape.rowCount)
  }
  if (tape.boxCount > boxCycles.length) boxCycles = withRoom(boxCycles, tape.boxCount)
}

/** Times the rows of a level whose next level is timed already. */
const timeLevel = (level: number, overlap: Overlap): void => {
  const { rows, runs, boxEnd } = tape
  const from = tape.rowStart[level]!
  const to = tape.rowStart[level + 1]!
  const entryEnd = tape.entryEnd[level]!
  // Rows that cannot hide their fill: first steps of runs, or only those where nothing has executed yet.
  const exposedEnd = overlap === 'within-runs' ? entryEnd : from + tape.initial[level]!
  const isLast = level === tape.levels - 1
  const nextRow = tape.rowStart[level + 1]!
  const nextBox = tape.boxStart[level + 1]!
  const bandwidth = links.bandwidth[level]!
  const latency = links.latency[level]! - 1
  const unlimited = bandwidth === Number.POSITIVE_INFINITY
  const arriving = links.multicast[level] === 1 ? INGRESS_UNION : INGRESS_SUM
  const leaving = links.reduction[level] === 1 ? EGRESS_UNION : EGRESS_SUM
  let run = from === 0 ? 0 : rows[(from - 1) * rowWidth + RUN_END]!
  let box = tape.boxStart[level]!
  let inBox = 0
  for (let row = from; row < to; row++) {
    const i = row * rowWidth
    let inner = rows[i + COMPUTE]!
    for (; !isLast && run < rows[i + RUN_END]!; run++) {
      const cycles = rowCycles[nextRow + runs[2 * run]!]! + boxCycles[nextBox + runs[2 * run + 1]!]!
      if (cycles > inner) inner = cycles
    }
    const arrives = rows[i + arriving]!
    const leaves = rows[i + leaving]!
    const ingress = arrives === 0 ? 0 : latency + (unlimited ? 1 : Math.ceil(arrives / bandwidth))
    const egress = leaves === 0 ? 0 : latency + (unlimited ? 1 : Math.ceil(leaves / bandwidth))
    let cycles = inner
    if (overlap === 'none') cycles = ingress + inner + egress
    else {
      if (row < exposedEnd) cycles += ingress
      else if (ingress > cycles) cycles = ingress
      if (egress > cycles) cycles = egress
    }
    innerCycles[row] = inner
    rowCycles[row] = cycles
    if (row < entryEnd) continue
    while (row >= boxEnd[box]!) {
      boxCycles[box++] = inBox
      inBox = 0
    }
    inBox += rows[i + PER_RUN]! * cycles
  }
  for (const end = tape.boxStart[level + 1]!; box < end; box++) {
    boxCycles[box] = inBox
    inBox = 0
  }
}

const transfer = (level: number, elements: number): number => {
  if (elements === 0) return 0
  const bandwidth = links.bandwidth[level]!
  return (
    links.latency[level]! - 1 + (bandwidth === Number.POSITIVE_INFINITY ? 1 : Math.ceil(elements / bandwidth))
  )
}

/** Cycles of a level's final drain. */
const drainOf = (level: number): number =>
  transfer(level, links.reduction[level] === 1 ? tape.drainUnion[level]! : tape.drainSum[level]!)

/** On-chip cycles of the schedule on the tape, over the networks in {@link links}. */
export const timeTape = (overlap: Overlap): number => {
  makeRoom()
  let cycles = 0
  for (let level = tape.levels - 1; level >= 0; level--) {
    timeLevel(level, overlap)
    cycles += drainOf(level)
  }
  return cycles + rowCycles[0]! + boxCycles[0]!
}

/** What a level's steps spend their cycles on, at level · spentWidth; after each least, the most and the total. */
export const spentWidth = 16
export const INGRESS_MIN = 0
export const EGRESS_MIN = 3
export const INNER_MIN = 6
export const INNER_TOTAL = 8
/** Elements per cycle at most, and the elements demanded in all. */
export const PEAK = 9
export const DEMANDED = 10
/** Cycles charged to the largest term of each step. */
export const TO_INNER = 11
export const TO_INGRESS = 12
export const TO_EGRESS = 13
export const spent = /* @__PURE__ */ new Float64Array(mostLevels * spentWidth)

const clearSpent = (at: number): void => {
  for (let i = 0; i < spentWidth; i++) spent[at + i] = 0
  spent[at + INGRESS_MIN] = Number.POSITIVE_INFINITY
  spent[at + EGRESS_MIN] = Number.POSITIVE_INFINITY
  spent[at + INNER_MIN] = Number.POSITIVE_INFINITY
}

const gather = (at: number, cycles: number, times: number): void => {
  if (cycles < spent[at]!) spent[at] = cycles
  if (cycles > spent[at + 1]!) spent[at + 1] = cycles
  spent[at + 2] = spent[at + 2]! + cycles * times
}

const add = (at: number, cycles: number): void => {
  spent[at] = spent[at]! + cycles
}

/** Charges steps to their largest term (ties: inner, ingress, egress); terms that add are charged each its own. */
const charge = (
  at: number,
  inner: number,
  ingress: number,
  egress: number,
  times: number,
  overlap: Overlap,
  exposed: boolean,
): void => {
  if (overlap === 'none') add(at + TO_EGRESS, times * egress)
  if (overlap === 'none' || (exposed && ingress + inner >= egress)) {
    add(at + TO_INNER, times * inner)
    add(at + TO_INGRESS, times * ingress)
  } else if (!exposed && inner >= ingress && inner >= egress) add(at + TO_INNER, times * inner)
  else if (!exposed && ingress >= egress) add(at + TO_INGRESS, times * ingress)
  else add(at + TO_EGRESS, times * egress)
}

/** Gathers what the steps of every level spend; the tape must have been timed for the same networks and overlap. */
export const gatherSpent = (overlap: Overlap): void => {
  const { rows } = tape
  for (let level = 0; level < tape.levels; level++) {
    const at = level * spentWidth
    const from = tape.rowStart[level]!
    const exposedEnd = overlap === 'within-runs' ? tape.entryEnd[level]! : from + tape.initial[level]!
    const arriving = links.multicast[level] === 1 ? INGRESS_UNION : INGRESS_SUM
    const leaving = links.reduction[level] === 1 ? EGRESS_UNION : EGRESS_SUM
    clearSpent(at)
    for (let row = from; row < tape.rowStart[level + 1]!; row++) {
      const i = row * rowWidth
      const times = rows[i + COUNT]!
      const inner = innerCycles[row]!
      const ingress = transfer(level, rows[i + arriving]!)
      const egress = transfer(level, rows[i + leaving]!)
      gather(at + INGRESS_MIN, ingress, times)
      gather(at + EGRESS_MIN, egress, times)
      gather(at + INNER_MIN, inner, times)
      const volume = Math.max(rows[i + arriving]!, rows[i + leaving]!)
      if (volume / inner > spent[at + PEAK]!) spent[at + PEAK] = volume / inner
      add(at + DEMANDED, volume * times)
      charge(at, inner, ingress, egress, times, overlap, row < exposedEnd)
    }
    add(at + TO_EGRESS, drainOf(level))
  }
}
