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
    innerCycles = withRoom(innerCycles, tape.rowCount)
    rowCycles = withRoom(rowCycles, tape.rowCount) // last: its length says that both have room
  }
  if (tape.boxCount > boxCycles.length) boxCycles = withRoom(boxCycles, tape.boxCount)
}

/** Cycles of a transfer once its first element is there; one if the bandwidth is unlimited. */
const transferCycles = (elements: number, bandwidth: number): number =>
  bandwidth === Infinity ? 1 : Math.ceil(elements / bandwidth)

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
    const ingress = arrives === 0 ? 0 : latency + transferCycles(arrives, bandwidth)
    const egress = leaves === 0 ? 0 : latency + transferCycles(leaves, bandwidth)
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

/** Cycles of a level's final drain. */
const drainOf = (level: number): number => {
  const elements = links.reduction[level] === 1 ? tape.drainUnion[level]! : tape.drainSum[level]!
  return elements === 0 ? 0 : links.latency[level]! - 1 + transferCycles(elements, links.bandwidth[level]!)
}

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
const spentPerLevel = (): Float64Array => new Float64Array(mostLevels * spentWidth)
export const spent = /* @__PURE__ */ spentPerLevel()

/** What a step's cycles are charged to: its largest term (ties: inner, ingress, egress), or each term its own. */
const CHARGE_EACH = 0
const CHARGE_FILL = 1
const CHARGE_LARGEST = 2

const chargingOf = (overlap: Overlap, exposed: boolean): number => {
  if (overlap === 'none') return CHARGE_EACH
  return exposed ? CHARGE_FILL : CHARGE_LARGEST
}

/**
 * Gathers what the steps of a level spend, in one pass over its rows: one long function, because numbers that are handed
 * over between functions, or kept in arrays meanwhile, cost more than the arithmetic.
 */
const gatherLevel = (level: number, overlap: Overlap): void => {
  const { rows } = tape
  const from = tape.rowStart[level]!
  const to = tape.rowStart[level + 1]!
  const exposedEnd = overlap === 'within-runs' ? tape.entryEnd[level]! : from + tape.initial[level]!
  const arriving = links.multicast[level] === 1 ? INGRESS_UNION : INGRESS_SUM
  const leaving = links.reduction[level] === 1 ? EGRESS_UNION : EGRESS_SUM
  const bandwidth = links.bandwidth[level]!
  const latency = links.latency[level]! - 1
  let leastIngress = Infinity
  let mostIngress = 0
  let allIngress = 0
  let leastEgress = Infinity
  let mostEgress = 0
  let allEgress = 0
  let leastInner = Infinity
  let mostInner = 0
  let allInner = 0
  let peak = 0
  let demanded = 0
  let toInner = 0
  let toIngress = 0
  let toEgress = 0
  for (let row = from; row < to; row++) {
    const i = row * rowWidth
    const times = rows[i + COUNT]!
    const inner = innerCycles[row]!
    const arrives = rows[i + arriving]!
    const leaves = rows[i + leaving]!
    const ingress = arrives === 0 ? 0 : latency + transferCycles(arrives, bandwidth)
    const egress = leaves === 0 ? 0 : latency + transferCycles(leaves, bandwidth)
    if (ingress < leastIngress) leastIngress = ingress
    if (ingress > mostIngress) mostIngress = ingress
    if (egress < leastEgress) leastEgress = egress
    if (egress > mostEgress) mostEgress = egress
    if (inner < leastInner) leastInner = inner
    if (inner > mostInner) mostInner = inner
    const innerOfAll = times * inner
    const ingressOfAll = times * ingress
    const egressOfAll = times * egress
    allIngress += ingressOfAll
    allEgress += egressOfAll
    allInner += innerOfAll
    const volume = arrives > leaves ? arrives : leaves
    if (volume / inner > peak) peak = volume / inner
    demanded += volume * times
    const charging = chargingOf(overlap, row < exposedEnd)
    if (charging === CHARGE_EACH) toEgress += egressOfAll
    if (charging === CHARGE_EACH || (charging === CHARGE_FILL && ingress + inner >= egress)) {
      toInner += innerOfAll
      toIngress += ingressOfAll
    } else if (charging === CHARGE_LARGEST && inner >= ingress && inner >= egress) toInner += innerOfAll
    else if (charging === CHARGE_LARGEST && ingress >= egress) toIngress += ingressOfAll
    else toEgress += egressOfAll
  }
  const at = level * spentWidth
  spent[at + INGRESS_MIN] = leastIngress
  spent[at + INGRESS_MIN + 1] = mostIngress
  spent[at + INGRESS_MIN + 2] = allIngress
  spent[at + EGRESS_MIN] = leastEgress
  spent[at + EGRESS_MIN + 1] = mostEgress
  spent[at + EGRESS_MIN + 2] = allEgress
  spent[at + INNER_MIN] = leastInner
  spent[at + INNER_MIN + 1] = mostInner
  spent[at + INNER_TOTAL] = allInner
  spent[at + PEAK] = peak
  spent[at + DEMANDED] = demanded
  spent[at + TO_INNER] = toInner
  spent[at + TO_INGRESS] = toIngress
  spent[at + TO_EGRESS] = toEgress + drainOf(level)
}

/** Gathers what the steps of every level spend; the tape must have been timed for the same networks and overlap. */
export const gatherSpent = (overlap: Overlap): void => {
  for (let level = 0; level < tape.levels; level++) gatherLevel(level, overlap)
}
