/** The axes of a design space and the parameters of its dataflow, from untrusted lists of values. */
import type { ErrorTag, Report } from '../error/error'
import { isNonNegativeInteger, isPositiveInteger } from '../internal/arithmetic'
import { mostPositions } from '../internal/limits'
import { readList, type UnknownRecord } from '../internal/read'
import { mapOf, optional, type Read, unwanted, type Wanted } from '../internal/readers'
import type { Plan } from './plan'

export const axisNames = ['pes', 'simd', 'bandwidth', 'l1', 'l2'] as const

type Kind = Wanted & { readonly isSound: (value: unknown) => value is number }

export const isReal = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)
const isPositive = (value: unknown): value is number => isReal(value) && value > 0

const count: Kind = {
  tag: 'InvalidHardware',
  expected: 'a positive integer',
  hint: 'Give whole numbers, 1 or more.',
  isSound: isPositiveInteger,
}
const rate: Kind = {
  tag: 'InvalidHardware',
  expected: 'a positive number',
  hint: 'Give elements per cycle, more than 0.',
  isSound: isPositive,
}
const capacity: Kind = {
  tag: 'InvalidHardware',
  expected: 'a non-negative integer',
  hint: 'Give whole bytes.',
  isSound: isNonNegativeInteger,
}
const parameter: Kind = {
  tag: 'InvalidSize',
  expected: 'a number',
  hint: 'Give finite numbers; the dataflow function interprets them.',
  isSound: isReal,
}

/** The number of faulty values of an axis that are reported. */
const mostFaults = 10

const noValues = (tag: ErrorTag, path: string): Wanted => ({
  tag,
  expected: 'a list of at least one value',
  hint: `Give values, or leave ${path} out. A range that ends before it begins, or of more than 2^24 values, is empty.`,
})

/** The sound values of an axis, which may be very long. */
const axisOfKind =
  (kind: Kind): Read<readonly number[]> =>
  (value, path, key, report) => {
    const place = path + key
    const list = readList(value, place, mostPositions, kind.tag, report)
    if (list?.length === 0) report.push(unwanted(place, noValues(kind.tag, place), value))
    const values: number[] = []
    let faults = 0
    for (let i = 0; list !== undefined && i < list.length && faults < mostFaults; i++) {
      const given = list[i]
      if (kind.isSound(given)) values.push(given)
      else {
        faults++
        report.push(unwanted(`${place}[${i}]`, kind, given))
      }
    }
    return values
  }

/** Parameters may have any name. */
const readParameters = /* @__PURE__ */ mapOf(/* @__PURE__ */ axisOfKind(parameter))

export const parametersIn = (value: unknown, report: Report): Plan['parameters'] =>
  value === undefined
    ? []
    : Array.from(readParameters(value, '', 'parameters', report), ([name, values]) => ({ name, values }))

export type Axes = { readonly [N in (typeof axisNames)[number]]: readonly number[] | undefined }

export const readAxes = (space: UnknownRecord, report: Report): Axes => {
  const read = (name: (typeof axisNames)[number], kind: Kind) =>
    optional(axisOfKind(kind), undefined)(space[name], '', name, report)
  return {
    pes: read('pes', count),
    simd: read('simd', count),
    bandwidth: read('bandwidth', rate),
    l1: read('l1', capacity),
    l2: read('l2', capacity),
  }
}
