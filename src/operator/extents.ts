/**
 * The extents of a layer: reading them, and the arithmetic of a window that slides over a padded input
 * (docs/spec.md, section 1).
 */
import { fault, type Report } from '../error/error'
import { show } from '../error/show'
import { floorDivide, isPositiveInteger, largestCount } from '../internal/arithmetic'
import type { UnknownRecord } from '../internal/read'

/** An axis along which a window slides. */
export type Sliding = {
  readonly input: 'Y' | 'X'
  readonly output: "Y'" | "X'"
  readonly window: 'R' | 'S'
  readonly stride: number
  readonly dilation: number
}

/** Rows from the first to the last that a window of `extent` rows touches. */
export const reach = (extent: number, dilation: number): number => dilation * (extent - 1) + 1

/** Outputs of a window of the given reach over `rows` rows, padding included. */
export const outputsOf = (rows: number, windowReach: number, stride: number): number =>
  floorDivide(rows - windowReach, stride) + 1

/** Rows read for a number of outputs, padding included. */
export const rowsOf = (outputs: number, windowReach: number, stride: number): number =>
  stride * (outputs - 1) + windowReach

/** Rows read along an axis for a number of outputs of a window. */
export const touchedBy = (outputs: number, windowExtent: number, { stride, dilation }: Sliding): number =>
  rowsOf(outputs, reach(windowExtent, dilation), stride)

const repairOf = (name: string, value: unknown): string => {
  if (value === undefined) return `Add ${name} with its extent.`
  if (typeof value === 'string') return `Write ${name} as a number, without quotes.`
  if (typeof value !== 'number' || Number.isNaN(value)) return `Write ${name} as a number such as 1.`
  if (value > largestCount) return `Extents go up to ${largestCount}; split the layer.`
  const [below, above] = [Math.floor(Math.abs(value)), Math.ceil(Math.abs(value))]
  const meant = below === above || below === 0 ? `${Math.max(1, above)}` : `${below} or ${name}: ${above}`
  return `Write ${name}: ${meant}, or another positive integer.`
}

const invalidExtent = (path: string, name: string, value: unknown) =>
  fault('InvalidExtent', path, {
    expected: 'a positive integer',
    given: show(value),
    hint: repairOf(name, value),
  })

const repairOfStep = (name: string, value: unknown): string => {
  if (value === undefined) return `Give ${name} too, as in { y: 2, x: 2 }.`
  if (typeof value !== 'number') return `Write ${name} as a number, or as { y: 2, x: 2 }.`
  return `Write ${name}: 1, or an integer above it.`
}

/** The fault of a value that is not a stride or dilation. */
export const invalidStep = (path: string, name: string, value: unknown) =>
  fault('InvalidExtent', path, {
    expected: 'a positive integer',
    given: show(value),
    hint: repairOfStep(name, value),
  })

/** A required extent; 1 stands in for a faulty one. */
export const readExtent = (value: unknown, name: string, report: Report): number => {
  if (isPositiveInteger(value)) return value
  report.push(invalidExtent(`layer.sizes.${name.slice(0, 60)}`, name.slice(0, 60), value))
  return 1
}

const emptyOutput = (
  { input, output, window }: Sliding,
  given: number,
  zeros: number,
  windowReach: number,
) => {
  const padded = zeros === 0 ? '' : ` (${given + zeros} with padding)`
  return fault('EmptyOutput', `layer.sizes.${input}`, {
    expected: `at least ${windowReach - zeros}`,
    given: `${given}`,
    hint: `Enlarge ${input}, add padding, or shrink ${window} or its dilation.`,
    message: `The window spans ${windowReach} of ${input}, which has only ${given}${padded}, so ${output} is empty.`,
  })
}

const conflictingExtents = ({ input, output, ...sliding }: Sliding, derived: number, given: number) =>
  fault('ConflictingExtents', `layer.sizes.${output}`, {
    expected: `${derived}, which follows from ${input}`,
    given: show(given),
    hint: `Leave out ${output}, or write ${output}: ${derived}.`,
    message: `With stride ${sliding.stride}, dilation ${sliding.dilation} and the padding, ${input} gives ${output} = ${derived}, but the sizes have ${output} = ${given}.`,
  })

/** The outputs along an axis that is padded with `zeros` rows, from the input extent, the output extent, or both if they agree. */
export const readOutputs = (
  sizes: UnknownRecord,
  sliding: Sliding,
  windowExtent: number,
  zeros: number,
  report: Report,
): number => {
  const { input, output, stride } = sliding
  const outputs = sizes[output]
  const inputs = sizes[input]
  if (inputs === undefined && outputs !== undefined) return readExtent(outputs, output, report)
  const before = report.length
  const given = readExtent(inputs, input, report)
  const stated = outputs === undefined ? undefined : readExtent(outputs, output, report)
  if (report.length > before) return 1
  const windowReach = reach(windowExtent, sliding.dilation)
  const derived = outputsOf(given + zeros, windowReach, stride)
  if (derived < 1) report.push(emptyOutput(sliding, given, zeros, windowReach))
  else if (stated !== undefined && stated !== derived)
    report.push(conflictingExtents(sliding, derived, stated))
  return Math.max(1, derived)
}
