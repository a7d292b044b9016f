/**
 * Charges every cycle of the on-chip runtime to a cause and a level, along the critical path (docs/spec.md, section 5, "What
 * the runtime is spent on").
 *
 * The charges of a row, or of a box, are a vector: compute, then fill, ingress and egress of each level from the outermost.
 * This is also the order in which equally long runs are compared. Vectors are worked out from the deepest level up; a run's
 * is the sum of its first step's and its box's.
 */
import { reserve } from './allocate'
import { Output, Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { Box, LevelRecord, levelAt, Row, Run, Table } from './step-table'
import { drainCycles, exposedEnd, linksAt, Overlap, runsBefore, skewOf } from './time'

// Of the present call: written at its start.
let vectorBytes: i32 = 0
let rowCharges: i32 = 0
let boxCharges: i32 = 0
let levels: i32 = 0
let links: i32 = 0

/** Where a cause of a level stands in a vector. */
function fillAt(level: i32): i32 {
  return 8 + (level << 3)
}

function ingressAt(level: i32): i32 {
  return 8 + ((levels + level) << 3)
}

function egressAt(level: i32): i32 {
  return 8 + ((2 * levels + level) << 3)
}

function clear(vector: i32): void {
  for (let i: i32 = 0; i < vectorBytes; i += 8) putF64(vector + i, 0)
}

function add(vector: i32, from: i32, times: f64): void {
  for (let i: i32 = 0; i < vectorBytes; i += 8)
    putF64(vector + i, f64At(vector + i) + times * f64At(from + i))
}

function addCycles(vector: i32, cause: i32, cycles: f64): void {
  putF64(vector + cause, f64At(vector + cause) + cycles)
}

/** Whether the sum of two vectors comes before that of two others: more in the first place where they differ. */
function isBefore(a: i32, b: i32, c: i32, d: i32): boolean {
  for (let i: i32 = 0; i < vectorBytes; i += 8) {
    const more = f64At(a + i) + f64At(b + i) - (f64At(c + i) + f64At(d + i))
    if (more !== 0) return more > 0
  }
  return false
}

/** Adds what a row's inner work is charged to: compute at the PEs, else the charges of its longest run. */
function chargeInner(vector: i32, table: i32, level: i32, row: i32, rowNumber: i32): void {
  if (level === levels - 1) {
    addCycles(vector, 0, f64At(row + Row.Inner))
    return
  }
  const next = levelAt(table, level + 1)
  const firstRow = i32At(next + LevelRecord.RowStart)
  const firstBox = i32At(next + LevelRecord.BoxStart)
  const rows = i32At(table + Table.RowRegion)
  const boxes = i32At(table + Table.BoxRegion)
  const runs = i32At(table + Table.RunRegion)
  const inner = f64At(row + Row.Inner)
  const end = runs + i32At(row + Row.RunEnd) * Run.Bytes
  let entry: i32 = 0
  let box: i32 = 0
  for (let run = runs + runsBefore(table, rowNumber) * Run.Bytes; run < end; run += Run.Bytes) {
    const e = firstRow + i32At(run + Run.Entry)
    const b = firstBox + i32At(run + Run.Box)
    if (f64At(rows + (e << Row.Shift) + Row.Step) + f64At(boxes + (b << Box.Shift) + Box.Cycles) !== inner)
      continue
    const entryVector = rowCharges + e * vectorBytes
    const boxVector = boxCharges + b * vectorBytes
    if (entry !== 0 && !isBefore(entryVector, boxVector, entry, box)) continue
    entry = entryVector
    box = boxVector
  }
  add(vector, entry, 1)
  add(vector, box, 1)
}

/** Charges a row to its longest term (ties: inner, ingress, egress); terms that add are charged each to its own cause. */
function chargeRow(table: i32, level: i32, row: i32, rowNumber: i32, overlap: i32, exposed: boolean): void {
  const ingress = f64At(row + Row.Ingress)
  const egress = f64At(row + Row.Egress)
  const inner = f64At(row + Row.Inner)
  const vector = rowCharges + rowNumber * vectorBytes
  clear(vector)
  if (overlap === Overlap.None) {
    chargeInner(vector, table, level, row, rowNumber)
    addCycles(vector, ingressAt(level), ingress)
    addCycles(vector, egressAt(level), egress)
  } else if (exposed) {
    if (egress > ingress + inner) addCycles(vector, egressAt(level), egress)
    else {
      chargeInner(vector, table, level, row, rowNumber)
      addCycles(vector, fillAt(level), ingress)
    }
  } else if (inner >= ingress && inner >= egress) chargeInner(vector, table, level, row, rowNumber)
  else if (ingress >= egress) addCycles(vector, ingressAt(level), ingress)
  else addCycles(vector, egressAt(level), egress)
}

function chargeLevel(table: i32, level: i32, overlap: i32): void {
  const record = levelAt(table, level)
  const rows = i32At(table + Table.RowRegion)
  const end = i32At(record + LevelRecord.Bytes + LevelRecord.RowStart)
  const exposed = exposedEnd(record, overlap)
  for (let row = i32At(record + LevelRecord.RowStart); row < end; row++)
    chargeRow(table, level, rows + (row << Row.Shift), row, overlap, row < exposed)
  const boxes = i32At(table + Table.BoxRegion)
  const boxEnd = i32At(record + LevelRecord.Bytes + LevelRecord.BoxStart)
  let row = i32At(record + LevelRecord.EntryEnd)
  for (let box = i32At(record + LevelRecord.BoxStart); box < boxEnd; box++) {
    const vector = boxCharges + box * vectorBytes
    clear(vector)
    if (overlap !== Overlap.AcrossRuns) putF64(vector + fillAt(level), skewOf(record, linksAt(links, level)))
    const rowEnd = i32At(boxes + (box << Box.Shift) + Box.RowEnd)
    for (; row < rowEnd; row++)
      add(vector, rowCharges + row * vectorBytes, f64At(rows + (row << Row.Shift) + Row.PerRun))
  }
}

/** Writes the charges of a table into `Charges`. It must have been timed in this call of the host, over the same links. */
export function charge(table: i32, over: i32, overlap: i32): void {
  links = over
  levels = i32At(table + Table.Levels)
  vectorBytes = (1 + 3 * levels) << 3
  rowCharges = reserve(Scratch.RowCharges, i32At(table + Table.Rows) * vectorBytes)
  boxCharges = reserve(Scratch.BoxCharges, i32At(table + Table.Boxes) * vectorBytes)
  for (let level = levels - 1; level >= 0; level--) chargeLevel(table, level, overlap)
  clear(Output.Charges)
  add(Output.Charges, rowCharges, 1)
  add(Output.Charges, boxCharges, 1)
  const channels = i32At(table + Table.Channels)
  for (let level: i32 = 0; level < levels; level++) {
    const record = levelAt(table, level)
    addCycles(Output.Charges, egressAt(level), drainCycles(record, linksAt(links, level), channels))
    if (overlap === Overlap.AcrossRuns)
      addCycles(Output.Charges, fillAt(level), skewOf(record, linksAt(links, level)))
  }
}
