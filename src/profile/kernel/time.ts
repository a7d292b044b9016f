/**
 * Times a projected step table (docs/spec.md, section 5): cycles of every row and of every box, from the deepest level up,
 * and the final drains. The definition is `definition/time.ts`.
 *
 * Cycles are written into the table, where they are those of the last call.
 */
import { Input } from './layout'
import { Channel, LevelLinks, transfer } from './links'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64, transferPair } from './memory'
import { Words, wordsAt } from './project'
import { Box, LevelRecord, levelAt, Row, Run, Table } from './step-table'

/** The rules of overlap: which transfers overlap with computation. */
export const enum Overlap {
  None = 0,
  WithinRuns = 1,
  AcrossRuns = 2,
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
  return i32At(i32At(table + Table.RowRegion) + ((row - 1) << Row.Shift) + Row.RunEnd)
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

/** Cycles of the transfers of the rows from `row` to `end`, over one channel with a port for each direction. */
function transferOverOne(row: i32, end: i32, channel: i32): void {
  const bandwidth = f64At(channel + Channel.Bandwidth)
  const lead = f64At(channel + Channel.Latency) - 1
  for (let at = row; at < end; at += Row.Bytes) transferPair(at + Row.Ingress, at + Row.In, bandwidth, lead)
}

/**
 * The same over several channels, of which the slowest counts. A port that both directions share takes outputs after
 * inputs, as part of the ingress. The words of the other channels are at `others`.
 */
function transferOverAll(row: i32, end: i32, others: i32, links: i32, channels: i32): void {
  let words = others
  for (let at = row; at < end; at += Row.Bytes) {
    let longestIngress: f64 = 0
    let longestEgress: f64 = 0
    for (let c: i32 = 0; c < channels; c++) {
      const channel = links + LevelLinks.Channels + c * Channel.Bytes
      const own = wordsAt(at, words, c)
      let ingress = transfer(f64At(own + Words.In), channel)
      let egress = transfer(f64At(own + Words.Out), channel)
      if (i32At(channel + Channel.SharedPort) !== 0) {
        ingress += egress
        egress = 0
      }
      if (ingress > longestIngress) longestIngress = ingress
      if (egress > longestEgress) longestEgress = egress
    }
    putF64(at + Row.Ingress, longestIngress)
    putF64(at + Row.Egress, longestEgress)
    words += (channels - 1) << Words.Shift
  }
}

/** Writes the cycles of the transfers of all rows of a level. */
function transferLevel(table: i32, record: i32, links: i32): void {
  const channels = i32At(table + Table.Channels)
  const first = i32At(record + LevelRecord.RowStart)
  const rows = i32At(table + Table.RowRegion)
  const row = rows + (first << Row.Shift)
  const end = rows + (i32At(record + LevelRecord.Bytes + LevelRecord.RowStart) << Row.Shift)
  const channel = links + LevelLinks.Channels
  if (channels === 1 && i32At(channel + Channel.SharedPort) === 0) transferOverOne(row, end, channel)
  else {
    const others = i32At(table + Table.WordRegion) + first * ((channels - 1) << Words.Shift)
    transferOverAll(row, end, others, links, channels)
  }
}

/** Times the rows and boxes of a level whose next level is timed already; `skew` is added to each run. */
function timeLevel(table: i32, record: i32, overlap: i32, isLast: boolean, skew: f64): void {
  const rows = i32At(table + Table.RowRegion)
  const boxes = i32At(table + Table.BoxRegion)
  const first = i32At(record + LevelRecord.RowStart)
  const exposed = rows + (exposedEnd(record, overlap) << Row.Shift)
  // The last level has no next one: its record is where the rows and boxes end.
  const next = record + LevelRecord.Bytes
  const nextRows = rows + (i32At(next + LevelRecord.RowStart) << Row.Shift)
  const nextBoxes = boxes + (i32At(next + LevelRecord.BoxStart) << Box.Shift)
  const runs = i32At(table + Table.RunRegion)
  let run: i32 = isLast ? runs : runs + (runsBefore(table, first) << Run.Shift)
  let row = rows + (first << Row.Shift)
  // The rows of entries come first, as those of a box before the first.
  let rowsEnd = rows + (i32At(record + LevelRecord.EntryEnd) << Row.Shift)
  let box: i32 = boxes + ((i32At(record + LevelRecord.BoxStart) - 1) << Box.Shift)
  let isBox = false
  for (;;) {
    let inBox = skew
    for (; row < rowsEnd; row += Row.Bytes) {
      let inner: f64 = 0
      if (isLast) inner = f64At(row + Row.Inner)
      else {
        for (const runEnd = runs + (i32At(row + Row.RunEnd) << Run.Shift); run < runEnd; run += Run.Bytes) {
          const cycles =
            f64At(nextRows + (i32At(run + Run.Entry) << Row.Shift) + Row.Step) +
            f64At(nextBoxes + (i32At(run + Run.Box) << Box.Shift) + Box.Cycles)
          if (cycles > inner) inner = cycles
        }
        putF64(row + Row.Inner, inner)
      }
      const ingress = f64At(row + Row.Ingress)
      const egress = f64At(row + Row.Egress)
      let cycles = inner
      if (overlap === Overlap.None) cycles += ingress + egress
      else {
        if (row < exposed) cycles += ingress
        else if (ingress > cycles) cycles = ingress
        if (egress > cycles) cycles = egress
      }
      putF64(row + Row.Step, cycles)
      inBox += f64At(row + Row.PerRun) * cycles
    }
    if (isBox) putF64(box + Box.Cycles, inBox)
    isBox = true
    box += Box.Bytes
    if (box >= nextBoxes) return
    rowsEnd = rows + (i32At(box + Box.RowEnd) << Row.Shift)
  }
}

/** On-chip cycles of a projected table. */
export function time(table: i32, links: i32, overlap: i32): f64 {
  const levels = i32At(table + Table.Levels)
  const channels = i32At(table + Table.Channels)
  let total: f64 = 0
  for (let level = levels - 1; level >= 0; level--) {
    const record = levelAt(table, level)
    const own = linksAt(links, level)
    const skew = skewOf(record, own)
    // Where runs overlap, waves follow one another: the skew comes once, at the end.
    const inRuns = overlap !== Overlap.AcrossRuns
    transferLevel(table, record, own)
    timeLevel(table, record, overlap, level === levels - 1, inRuns ? skew : 0)
    if (!inRuns) total += skew
    total += drainCycles(record, own, channels)
  }
  return (
    total +
    f64At(i32At(table + Table.RowRegion) + Row.Step) +
    f64At(i32At(table + Table.BoxRegion) + Box.Cycles)
  )
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
