/** A step table as one block of words that is not the kernel's, and back: much faster than plain data, and as opaque as a table. */
import type { SavedSchedule } from '../step-types'
import type { Backend } from './backend'
import { Box, LevelRecord, Row, Run, Table, volumeBytes } from './step-table'

/** What a table holds: its sizes, and the words of its regions. */
type Saved = {
  readonly tensors: number
  readonly inputs: number
  readonly levels: number
  readonly rows: number
  readonly runs: number
  readonly boxes: number
  readonly drains: number
  readonly words: Int32Array
}

/** The last words of a table itself, which are not a region. */
const ownWords = (Table.Bytes - Table.Streamed) >> 2

type Sizes = Omit<Saved, 'words'>

/** The regions that hold a schedule, and their words. What was projected is not among them. */
const regionsOf = ({ tensors, levels, rows, runs, boxes, drains }: Sizes) =>
  [
    [Table.LevelRegion, ((levels + 1) * LevelRecord.Bytes) >> 2],
    [Table.RowRegion, (rows * Row.Bytes) >> 2],
    [Table.VolumeRegion, (rows * volumeBytes(tensors)) >> 2],
    [Table.RunRegion, (runs * Run.Bytes) >> 2],
    [Table.BoxRegion, (boxes * Box.Bytes) >> 2],
    [Table.DrainRegion, drains * (tensors << 2)],
  ] as const

export const saveSchedule = ({ views }: Backend, table: number): SavedSchedule => {
  const { integers } = views()
  const of = (field: number): number => integers[(table + field) >> 2]!
  const sizes: Sizes = {
    tensors: of(Table.Tensors),
    inputs: of(Table.Inputs),
    levels: of(Table.Levels),
    rows: of(Table.Rows),
    runs: of(Table.Runs),
    boxes: of(Table.Boxes),
    drains: of(Table.Drains),
  }
  const regions = regionsOf(sizes)
  const words = new Int32Array(regions.reduce((sum, [, length]) => sum + length, ownWords))
  const own = (table + Table.Streamed) >> 2
  words.set(integers.subarray(own, own + ownWords))
  let at = ownWords
  for (const [field, length] of regions) {
    const from = of(field) >> 2
    words.set(integers.subarray(from, from + length), at)
    at += length
  }
  const saved: Saved = { ...sizes, words }
  // Opaque for everyone else.
  return saved as unknown as SavedSchedule
}

export const restoreSchedule = ({ kernel, views }: Backend, table: number, of: SavedSchedule): void => {
  const saved = of as unknown as Saved // only `saveSchedule` makes one
  const { tensors, inputs, levels, rows, runs, boxes, drains, words } = saved
  kernel.reserveTable(table, tensors, inputs, levels, rows, runs, boxes, drains)
  const { integers } = views()
  integers.set(words.subarray(0, ownWords), (table + Table.Streamed) >> 2)
  let at = ownWords
  for (const [field, length] of regionsOf(saved)) {
    integers.set(words.subarray(at, at + length), integers[(table + field) >> 2]! >> 2)
    at += length
  }
  // Only now does the table hold a schedule.
  integers[(table + Table.Levels) >> 2] = levels
}
