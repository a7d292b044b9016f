/** What the steps of each level take, and what they demand of its network: the least, the most and the total. */
import { Delay, Output, Scratch } from './layout'
import type { f64, i32 } from './memory'
import { f64At, i32At, putF64 } from './memory'
import { Words } from './project'
import { LevelRecord, levelAt, Row, Table } from './step-table'
import { egressOf, ingressOf, linksAt, RowTime } from './time'

/** Takes a value into a least, a most and a total that follow one another. */
function gather(at: i32, value: f64, times: f64): void {
  if (value < f64At(at)) putF64(at, value)
  if (value > f64At(at + 8)) putF64(at + 8, value)
  putF64(at + 16, f64At(at + 16) + times * value)
}

function begin(at: i32): void {
  for (let i: i32 = 0; i < Delay.Bytes; i += 8) putF64(at + i, 0)
  putF64(at + Delay.IngressLeast, Infinity)
  putF64(at + Delay.EgressLeast, Infinity)
  putF64(at + Delay.InnerLeast, Infinity)
}

/** Words of a row over all channels: in, or out, whichever is more. */
function demandOf(words: i32, channels: i32): f64 {
  let arriving: f64 = 0
  let leaving: f64 = 0
  for (let at = words; at < words + (channels << Words.Shift); at += Words.Bytes) {
    arriving += f64At(at + Words.In)
    leaving += f64At(at + Words.Out)
  }
  return arriving > leaving ? arriving : leaving
}

/** Writes the delays of a table into `Delays`. It must have been timed in this call of the host, over the same links. */
export function delays(table: i32, links: i32): void {
  const levels = i32At(table + Table.Levels)
  const channels = i32At(table + Table.Channels)
  const rowBytes = i32At(table + Table.RowBytes)
  const rows = i32At(table + Table.RowRegion)
  const rowTimes = i32At(Scratch.RowTimes)
  const allWords = i32At(table + Table.WordRegion)
  for (let level: i32 = 0; level < levels; level++) {
    const record = levelAt(table, level)
    const own = linksAt(links, level)
    const at: i32 = Output.Delays + level * Delay.Bytes
    begin(at)
    const end = i32At(record + LevelRecord.Bytes + LevelRecord.RowStart)
    for (let row = i32At(record + LevelRecord.RowStart); row < end; row++) {
      const words = allWords + row * (channels << Words.Shift)
      const times = f64At(rows + row * rowBytes + Row.Count)
      const inner = f64At(rowTimes + (row << RowTime.Shift) + RowTime.Inner)
      gather(at + Delay.IngressLeast, ingressOf(words, own, channels), times)
      gather(at + Delay.EgressLeast, egressOf(words, own, channels), times)
      gather(at + Delay.InnerLeast, inner, times)
      const demand = demandOf(words, channels)
      const rate = demand / inner
      if (rate > f64At(at + Delay.Peak)) putF64(at + Delay.Peak, rate)
      putF64(at + Delay.Demanded, f64At(at + Delay.Demanded) + times * demand)
    }
  }
}
