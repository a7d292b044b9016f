/** SCALE-Sim's configuration: the array, its memories and what stays in it. */
import type { ScaleSimDataflow } from '../../catalog/scale-sim'
import { distance } from '../../error/nearest'
import { shorten } from '../../error/show'
import { isPositiveInteger } from '../../internal/arithmetic'
import { numberOf, timesCount } from '../source/counts'
import { leaveAside, readAs, report, reportMeant, type Source } from '../source/source'
import { entriesOf, type IniEntry } from '../table/ini'

export type ScaleSimConfig = {
  readonly rows: number
  readonly columns: number
  readonly dataflow: ScaleSimDataflow
  /** Of the three memories together, in bytes; null where none has a size. */
  readonly capacity: number | null
  /** Words per cycle off-chip; null where it is whatever is needed. */
  readonly bandwidth: number | null
  readonly isSparse: boolean
}

const memoryKeys = ['IfmapSramSzkB', 'FilterSramSzkB', 'OfmapSramSzkB']
const usedKeys = [
  'ArrayHeight',
  'ArrayWidth',
  'Dataflow',
  'Bandwidth',
  'InterfaceBandwidth',
  'SparsitySupport',
  ...memoryKeys,
]
const memories = memoryKeys.map((key) => key.toLowerCase())
const used = usedKeys.map((key) => key.toLowerCase())
const kinds: readonly ScaleSimDataflow[] = ['os', 'ws', 'is']

type Entries = ReadonlyMap<string, IniEntry>

const isKind = (value: string): value is ScaleSimDataflow => kinds.some((kind) => kind === value)

const wrong = (source: Source, { key, value, valueAt }: IniEntry, expected: string): void =>
  report(source, 'InvalidNumber', valueAt, {
    expected,
    given: `\`${shorten(value)}\``,
    hint: `Write ${key} : and ${expected}.`,
    message: `${key} must be ${expected}, but it is \`${shorten(value)}\`.`,
  })

const required = (source: Source, entries: Entries, key: string): IniEntry | undefined => {
  const entry = entries.get(key.toLowerCase())
  if (entry === undefined)
    report(
      source,
      'MissingEntry',
      { start: 0, end: 1 },
      {
        expected: key,
        given: 'nothing',
        hint: `Write ${key} : into [architecture_presets].`,
        message: `The configuration has no ${key}.`,
      },
    )
  return entry
}

const countOf = (source: Source, entry: IniEntry | undefined): number | undefined => {
  const number = entry === undefined ? undefined : numberOf(entry.value)
  if (isPositiveInteger(number)) return number
  if (entry !== undefined) wrong(source, entry, 'a positive integer')
  return undefined
}

const capacityOf = (source: Source, entries: Entries): number | null => {
  const given = memories.flatMap((key) => entries.get(key) ?? [])
  const [first] = given
  if (first === undefined) return null
  const kilobytes = given.map((entry) => countOf(source, entry) ?? 0)
  readAs(
    source,
    first.at,
    'The memories of inputs, filters and outputs are one shared buffer with the sum of their capacities: a tensor may use the space that another one leaves.',
  )
  const all = kilobytes.reduce((sum, size) => sum + size, 0)
  return all === 0 ? 0 : timesCount(source, first.at, 'bytes', all, 1024)
}

/** Where the interface calculates its bandwidth, it is what the array needs; else each memory has its own words per cycle. */
const bandwidthOf = (source: Source, entries: Entries): number | null => {
  const given = entries.get('bandwidth')
  if (given === undefined) return null
  const isCalculated = entries.get('interfacebandwidth')?.value.toUpperCase() !== 'USER'
  if (isCalculated) {
    leaveAside(
      source,
      given.at,
      'The interface calculates its bandwidth (CALC), so that the array never waits.',
    )
    return null
  }
  const number = numberOf(given.value)
  if (number === undefined || !(number > 0 && Number.isFinite(number))) {
    wrong(source, given, 'a positive number')
    return null
  }
  readAs(
    source,
    given.at,
    'Each of the three memories has this bandwidth in SCALE-Sim; here inputs and filters share it, and outputs have it for themselves.',
  )
  return number
}

const dataflowOf = (source: Source, entry: IniEntry | undefined): ScaleSimDataflow | undefined => {
  if (entry === undefined) return undefined
  const kind = entry.value.toLowerCase()
  if (isKind(kind)) return kind
  report(source, 'UnknownWord', entry.valueAt, {
    expected: 'os, ws or is',
    given: `\`${shorten(entry.value)}\``,
    hint: 'Write the operand that stays in the array: outputs (os), weights (ws) or inputs (is).',
  })
  return undefined
}

/** A key that is read must stand in one section only: which of two counts would be a guess. */
const reportElsewhere = (source: Source, entries: readonly IniEntry[]): void => {
  const known = new Set<string>()
  for (const { key, at, section } of entries) {
    const name = key.toLowerCase()
    if (used.includes(name) && known.has(name))
      report(source, 'RepeatedEntry', at, {
        expected: 'each key in one section',
        given: `${shorten(key)} again, in [${shorten(section)}]`,
        hint: 'Remove one of the two.',
        message: `${shorten(key)} is in two sections.`,
      })
    known.add(name)
  }
}

/** The key that was meant, by two letters at most: `IfmapSramSz` of older versions, too. */
const meantBy = (key: string): string | undefined =>
  usedKeys.find((each) => distance(key.slice(0, 40).toLowerCase(), each.toLowerCase()) <= 2)

const noteOthers = (source: Source, entries: readonly IniEntry[]): void => {
  for (const { key, at, section } of entries) {
    if (used.includes(key.toLowerCase()) || section === 'general') continue
    const meant = meantBy(key)
    if (meant === undefined)
      leaveAside(
        source,
        at,
        `${shorten(key)} places data in memories, banks and files: no figure here depends on it.`,
      )
    else reportMeant(source, at, { key, meant: `Did you mean ${meant}? `, what: 'The configuration' })
  }
}

/** The configuration; undefined where the array is not said. */
export const readConfig = (source: Source): ScaleSimConfig | undefined => {
  const listed = entriesOf(source)
  reportElsewhere(source, listed)
  const entries: Entries = new Map(listed.map((entry) => [entry.key.toLowerCase(), entry]))
  const rows = countOf(source, required(source, entries, 'ArrayHeight'))
  const columns = countOf(source, required(source, entries, 'ArrayWidth'))
  const dataflow = dataflowOf(source, required(source, entries, 'Dataflow'))
  const capacity = capacityOf(source, entries)
  const bandwidth = bandwidthOf(source, entries)
  const isSparse = entries.get('sparsitysupport')?.value.toLowerCase() === 'true'
  noteOthers(source, listed)
  const array = entries.get('arrayheight')
  if (rows !== undefined && columns !== undefined && array !== undefined)
    timesCount(source, array.valueAt, 'PEs', rows, columns)
  return rows === undefined || columns === undefined || dataflow === undefined
    ? undefined
    : { rows, columns, dataflow, capacity, bandwidth, isSparse }
}
