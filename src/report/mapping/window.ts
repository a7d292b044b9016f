/** Which part of a schedule is looked at. */
import { fault, type Report } from '../../error/error'
import { show } from '../../error/show'
import { isNonNegativeInteger, isPositiveInteger } from '../../internal/arithmetic'
import { isRecord } from '../../internal/read'
import { integer, ofKind, optionsOf, type Read, recordOf } from '../../internal/readers'

/**
 * A stretch of units or steps: the first (0 when absent), and how many (8 when absent); numbers beyond the end are left
 * out.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type Stretch = {
  /** The number of the first one; 0 by default. */
  readonly from?: number
  /** The limit of those that are shown; 8 by default. */
  readonly count?: number
}

/**
 * The part of a schedule that a mapping view shows, and the number of PEs: units and steps of a level, numbered over all its
 * parents and runs. The default level is the last one, the PEs.
 *
 * @since 0.1.0
 * @category mapping view
 */
export type MappingWindow = {
  /** Processing elements (PEs): a positive integer. */
  readonly pes: number
  /** The level to show: 0 is the outermost; the innermost, which is the PEs, by default. */
  readonly level?: number
  /** The units to show; the first 8 by default. */
  readonly units?: Stretch
  /** The steps to show; the first 8 by default. */
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
/** The most cells of a view, units × steps: it is made for reading. */
export const mostCells = 4096

const number = <B>(least: 0 | 1, instead: number, absent: B): Read<number | B> =>
  ofKind(
    least === 0 ? isNonNegativeInteger : isPositiveInteger,
    instead,
    { tag: 'Malformed', expected: `a whole number, ${least} or more`, hint: `Leave it out for ${instead}.` },
    absent,
  )

const readStretch = /* @__PURE__ */ optionsOf<Part>({
  from: /* @__PURE__ */ number(0, 0, 0),
  count: /* @__PURE__ */ number(1, shownByDefault, shownByDefault),
})

const readWhole = /* @__PURE__ */ recordOf<ReadWindow>('Malformed', {
  pes: /* @__PURE__ */ integer(1, 'InvalidHardware', 'Give the number of PEs, 1 or more.'),
  level: /* @__PURE__ */ number(0, 0, null),
  units: readStretch,
  steps: readStretch,
})

export const readWindow = (given: unknown, report: Report): ReadWindow | undefined => {
  const window = readWhole(given, '', 'window', report)
  if (!isRecord(given)) return undefined
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
