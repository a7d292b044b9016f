/**
 * Times a projected step table (cost model, section 5): cycles of every row and of every box, from the deepest level up,
 * and the final drains. The definition is `definition/time.ts`.
 *
 * Cycles are scratch of one call: whoever needs those of the rows asks in the same call (`charge.ts`, `delays.ts`).
 */
import { reserve } from './allocate'
import { Input, Scratch } from './layout'
import { Channel, LevelLinks, transfer } from './links'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { Words } from './project'
import { LevelRecord, levelAt, Row, Run, Table } from './step-table'

/** What hides what. */
export const enum Overlap {
  None = 0,
  WithinRuns = 1,
  AcrossRuns = 2,
}

/** Cycles of a row: of the step, and of its inner work. */
export const enum RowTime {
  Step = 0,
  Inner = 8,
  Bytes = 16,
  Shift = 4,
}

/** Cycles in which a row's inputs arrive: of the slowest channel, outputs included where they share its port. */
export function ingressOf(words: i32, links: i32, channels: i32): f64 {
  let longest: f64 = 0
  for (let c: i32 = 0; c < channels; c++) {
    const channel = links + LevelLinks.Channels + c * Channel.Bytes
    const at = words + (c << Words.Shift)
    let cycles = transfer(f64At(at + Words.In), channel)
    if (i32At(channel + Channel.SharedPort) !== 0) cycles += transfer(f64At(at + Words.Out), channel)
    if (cycles > longest) longest = cycles
  }
  return longest
}

/** Cycles in which a row's outputs leave: of the slowest channel with a port of its own for each direction. */
export function egressOf(words: i32, links: i32, channels: i32): f64 {
  let longest: f64 = 0
  for (let c: i32 = 0; c < channels; c++) {
    const channel = links + LevelLinks.Channels + c * Channel.Bytes
    if (i32At(channel + Channel.SharedPort) !== 0) continue
    const cycles = transfer(f64At(words + (c << Words.Shift) + Words.Out), channel)
    if (cycles > longest) longest = cycles
  }
  return longest
}

/** The links of a level. */
export function linksAt(links: i32, level: i32): i32 {
  return links + level * LevelLinks.Bytes
}

/** The first row of a level that hides its fill. */
export function exposedEnd(record: i32, overlap: i32): i32 {
  if (overlap === Overlap.WithinRuns) return i32At(record + LevelRecord.EntryEnd)
  if (overlap === Overlap.None) return i32At(record + LevelRecord.RowStart)
  return i32At(record + LevelRecord.RowStart) + i32At(record + LevelRecord.Initial)
}

/** The number of runs that the rows before a row start. */
export function runsBefore(table: i32, row: i32): i32 {
  if (row === 0) return 0
  const rowBytes = i32At(table + Table.RowBytes)
  return i32At(i32At(table + Table.RowRegion) + (row - 1) * rowBytes + Row.RunEnd)
}

/** Cycles that the units of a level add to a run, or once at the end, because operands and sums travel from one to the next. */
export function skewOf(record: i32, links: i32): f64 {
  return (f64At(record + LevelRecord.Units) - 1) * f64At(links + LevelLinks.Skew)
}

/** Cycles of a level's final drain. */
export function drainCycles(record: i32, links: i32, channels: i32): f64 {
  let longest: f64 = 0
  for (let c: i32 = 0; c < channels; c++) {
    const words = f64At(record + LevelRecord.DrainWords + (c << 3))
    const cycles = transfer(words, links + LevelLinks.Channels + c * Channel.Bytes)
    if (cycles > longest) longest = cycles
  }
  return longest
}

/** Times the rows and boxes of a level whose next level is timed already; `skew` is added to each run. */
function timeLevel(
  table: i32,
  level: i32,
  record: i32,
  links: i32,
  rowTimes: i32,
  boxTimes: i32,
  overlap: i32,
  skew: f64,
): void {
  const isLast = level === i32At(table + Table.Levels) - 1
  const channels = i32At(table + Table.Channels)
  // Most levels have one channel with a port for each direction.
  const channel = links + LevelLinks.Channels
  const plain = channels === 1 && i32At(channel + Channel.SharedPort) === 0
  const first = i32At(record + LevelRecord.RowStart)
  const rowBytes = i32At(table + Table.RowBytes)
  const wordBytes = channels << Words.Shift
  const entryEnd = rowTimes + (i32At(record + LevelRecord.EntryEnd) << RowTime.Shift)
  const exposed = rowTimes + (exposedEnd(record, overlap) << RowTime.Shift)
  // The last level has no next one: its record is where the rows and boxes end.
  const next = record + LevelRecord.Bytes
  const nextRows = rowTimes + (i32At(next + LevelRecord.RowStart) << RowTime.Shift)
  const nextBoxes = boxTimes + (i32At(next + LevelRecord.BoxStart) << 3)
  const runs = i32At(table + Table.RunRegion)
  let run: i32 = isLast ? runs : runs + runsBefore(table, first) * Run.Bytes
  let row = i32At(table + Table.RowRegion) + first * rowBytes
  let words = i32At(table + Table.WordRegion) + first * wordBytes
  let time = rowTimes + (first << RowTime.Shift)
  const boxEnds = i32At(table + Table.BoxRegion)
  const firstBox = i32At(record + LevelRecord.BoxStart)
  const endBox = i32At(next + LevelRecord.BoxStart)
  // The rows of entries come first, as those of a box before the first.
  for (let box = firstBox - 1; box < endBox; box++) {
    const isBox = box >= firstBox
    const rowsEnd = isBox ? rowTimes + (i32At(boxEnds + (box << 2)) << RowTime.Shift) : entryEnd
    let inBox = skew
    for (; time < rowsEnd; time += RowTime.Bytes) {
      let inner = f64At(row + Row.Compute)
      if (!isLast)
        for (const runEnd = runs + i32At(row + Row.RunEnd) * Run.Bytes; run < runEnd; run += Run.Bytes) {
          const cycles =
            f64At(nextRows + (i32At(run + Run.Entry) << RowTime.Shift)) +
            f64At(nextBoxes + (i32At(run + Run.Box) << 3))
          if (cycles > inner) inner = cycles
        }
      const ingress = plain ? transfer(f64At(words + Words.In), channel) : ingressOf(words, links, channels)
      const egress = plain ? transfer(f64At(words + Words.Out), channel) : egressOf(words, links, channels)
      let cycles = inner
      if (overlap === Overlap.None) cycles += ingress + egress
      else {
        if (time < exposed) cycles += ingress
        else if (ingress > cycles) cycles = ingress
        if (egress > cycles) cycles = egress
      }
      putF64(time + RowTime.Step, cycles)
      putF64(time + RowTime.Inner, inner)
      inBox += f64At(row + Row.PerRun) * cycles
      row += rowBytes
      words += wordBytes
    }
    if (isBox) putF64(boxTimes + (box << 3), inBox)
  }
}

/** On-chip cycles of a projected table. */
export function time(table: i32, links: i32, overlap: i32): f64 {
  const levels = i32At(table + Table.Levels)
  const channels = i32At(table + Table.Channels)
  const rowTimes = reserve(Scratch.RowTimes, i32At(table + Table.Rows) << RowTime.Shift)
  const boxTimes = reserve(Scratch.BoxTimes, i32At(table + Table.Boxes) << 3)
  let total: f64 = 0
  for (let level = levels - 1; level >= 0; level--) {
    const record = levelAt(table, level)
    const own = linksAt(links, level)
    const skew = skewOf(record, own)
    // Where runs overlap, waves follow one another: the skew comes once, at the end.
    const inRuns = overlap !== Overlap.AcrossRuns
    timeLevel(table, level, record, own, rowTimes, boxTimes, overlap, inRuns ? skew : 0)
    if (!inRuns) total += skew
    total += drainCycles(record, own, channels)
  }
  return total + f64At(rowTimes) + f64At(boxTimes)
}

/**
 * Times a table for many bandwidths: `Swept` holds `count` of them, and their cycles afterwards. A bandwidth is that of
 * channel 0 of the levels whose bits are set; the links keep the last one.
 */
export function sweep(table: i32, links: i32, overlap: i32, levelBits: i32, count: i32): void {
  const levels = i32At(table + Table.Levels)
  for (let i: i32 = 0; i < count; i++) {
    const bandwidth = f64At(Input.Swept + (i << 3))
    for (let level: i32 = 0; level < levels; level++)
      if (((levelBits >> level) & 1) !== 0)
        putF64(linksAt(links, level) + LevelLinks.Channels + Channel.Bandwidth, bandwidth)
    putF64(Input.Swept + (i << 3), time(table, links, overlap))
  }
}
