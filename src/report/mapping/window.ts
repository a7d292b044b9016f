/** Which part of a schedule is looked at. */
import { fault, type Report } from '../../error/error'
import { show } from '../../error/show'
import { isNonNegativeInteger, isPositiveInteger } from '../../internal/arithmetic'
import { isRecord, readRecord } from '../../internal/read'

/**
 * A stretch of units or steps: the first (0 when absent), and how many (8 when absent); what lies beyond the end is left
 * out.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type Stretch = { readonly from?: number; readonly count?: number }

/**
 * Which part of a schedule a mapping view shows, on so many PEs: the units and steps of a level (the last, the PEs, when
 * absent), numbered over all its parents and runs.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type MappingWindow = {
  readonly pes: number
  readonly level?: number
  readonly units?: Stretch
  readonly steps?: Stretch
}

type Part = { readonly from: number; readonly count: number }

export type ReadWindow = {
  readonly pes: number
  readonly level: number | null
  readonly units: Part
  readonly steps: Part
}

const shownByDefault = 8
/** A view is for looking at: so many cells, units × steps. */
export const mostCells = 4096

const readNumber = (value: unknown, path: string, absent: number, least: 0 | 1, report: Report): number => {
  if (value === undefined) return absent
  const isSound = least === 0 ? isNonNegativeInteger : isPositiveInteger
  if (isSound(value)) return value
  const expected = least === 0 ? 'a whole number, 0 or more' : 'a whole number, 1 or more'
  report.push(fault('Malformed', path, { expected, given: show(value), hint: `Leave it out for ${absent}.` }))
  return absent
}

const readStretch = (value: unknown, path: string, report: Report): Part => {
  const record = value === undefined ? {} : readRecord(value, path, ['from', 'count'], 'Malformed', report)
  const given = record ?? {}
  return {
    from: readNumber(given['from'], `${path}.from`, 0, 0, report),
    count: readNumber(given['count'], `${path}.count`, shownByDefault, 1, report),
  }
}

const readPes = (value: unknown, report: Report): number => {
  if (isPositiveInteger(value)) return value
  const hint = 'Give the number of PEs, 1 or more.'
  report.push(
    fault('InvalidHardware', 'window.pes', { expected: 'a positive integer', given: show(value), hint }),
  )
  return 1
}

const readLevel = (value: unknown, report: Report): number | null =>
  value === undefined ? null : readNumber(value, 'window.level', 0, 0, report)

export const readWindow = (given: unknown, report: Report): ReadWindow | undefined => {
  const record = readRecord(given, 'window', ['pes', 'level', 'units', 'steps'], 'Malformed', report)
  if (record === undefined || !isRecord(record)) return undefined
  const window = {
    pes: readPes(record['pes'], report),
    level: readLevel(record['level'], report),
    units: readStretch(record['units'], 'window.units', report),
    steps: readStretch(record['steps'], 'window.steps', report),
  }
  const cells = window.units.count * window.steps.count
  if (cells <= mostCells) return window
  report.push(
    fault('TooComplex', 'window', {
      expected: `at most ${mostCells} cells, units times steps`,
      given: show(cells),
      hint: 'Show fewer units or fewer steps; move the window with from.',
    }),
  )
  return undefined
}

const beyond = (path: string, total: number, given: number, what: string) =>
  fault('Malformed', path, {
    expected: `less than ${total}, the number of ${what}`,
    given: show(given),
    hint: `Count from 0: the last one is ${total - 1}.`,
  })

/** The numbers of a stretch that are there; a stretch that begins beyond the end is a fault. */
export const numbersIn = (
  { from, count }: Part,
  total: number,
  what: 'units' | 'steps',
  report: Report,
): readonly number[] => {
  if (from >= total) report.push(beyond(`window.${what}.from`, total, from, what))
  return Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, i) => from + i)
}

export const levelIn = ({ level }: ReadWindow, levels: number, report: Report): number => {
  if (level === null || level < levels) return level ?? levels - 1
  report.push(beyond('window.level', levels, level, 'levels'))
  return levels - 1
}
