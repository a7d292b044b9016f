/** Quantities that depend on the clock, as numbers for an accelerator. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import { optional, optionsOf, type Read } from '../internal/readers'
import { type Decimal, decimal } from './mathjs'
import { readClock, readCycles, readElementBytes, readElementsPerCycle } from './read-rate'
import { accepted, type Refusal } from './refusal'

/**
 * The values that convert seconds to cycles and bytes to elements: the clock in Hz, and the bytes of an element (1 when
 * absent), as numbers or as texts. Without a clock, only rates per cycle can be read.
 *
 * @since 0.1.0
 * @category quantities
 */
export type Timing = {
  /** The clock in Hz, or as `'1 GHz'`; without it only rates per cycle can be read. */
  readonly clock?: number | string
  /** Bytes of an element, or a text such as `'2 B'`; 1 by default. */
  readonly elementBytes?: number | string
}

const one = (): Decimal => decimal(1)

type Quantities = { readonly clock: Decimal | undefined; readonly elementBytes: Decimal | undefined }

/** An option; 1 replaces a faulty one, whose fault is reported. */
const quantity =
  (read: (value: unknown) => Decimal | Refusal): Read<Decimal> =>
  (value, path, key, report) =>
    accepted(read(value), { tag: 'Malformed', path: path + key, report }) ?? one()

const readOwnClock = /* @__PURE__ */ optional(/* @__PURE__ */ quantity(readClock), undefined)
const readBytes = /* @__PURE__ */ optional(/* @__PURE__ */ quantity(readElementBytes), undefined)

const readClockAndBytes: Read<Partial<Quantities>> = /* @__PURE__ */ optionsOf<Quantities>({
  clock: readOwnClock,
  elementBytes: readBytes,
})
const readClockAlone: Read<Partial<Quantities>> = /* @__PURE__ */ optionsOf<Pick<Quantities, 'clock'>>({
  clock: readOwnClock,
})

const rate =
  (readTiming: Read<Partial<Quantities>>, read: typeof readElementsPerCycle) =>
  (text: string, timing: Timing = {}): Either<EstimateErrors, number> =>
    attempt((report) => {
      const { clock, elementBytes = one() } = readTiming(timing, '', 'timing', report)
      const value = read(text, { clock, elementBytes })
      return accepted(value, { tag: 'Malformed', path: '', report })?.toNumber()
    })

/**
 * A bandwidth in elements per cycle, as networks and the off-chip link take it.
 *
 * @param text - The bandwidth, such as `'32 GB/s'` or `'4 elements/cycle'`.
 * @param timing - The clock and the size of an element, which convert seconds and bytes.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { elementsPerCycle } from 'maestro-dataflow/units'
 *
 * orThrow(elementsPerCycle('32 GB/s', { clock: '1 GHz' })) // => 32
 * orThrow(elementsPerCycle('25.6 GB/s', { clock: 200e6, elementBytes: 2 })) // => 64
 * orThrow(elementsPerCycle('64 B/cycle', { elementBytes: '16 b' })) // => 32
 * orThrow(elementsPerCycle('4 elements/cycle')) // => 4
 * ```
 * @function
 * @since 0.1.0
 * @category quantities
 */
export const elementsPerCycle: (text: string, timing?: Timing) => Either<EstimateErrors, number> =
  /* @__PURE__ */ rate(readClockAndBytes, readElementsPerCycle)

/**
 * A time in whole cycles, rounded up, as the latency of a network.
 *
 * @param text - The time, such as `'10 ns'` or `'3 cycles'`.
 * @param timing - The clock, which converts seconds.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { cycles } from 'maestro-dataflow/units'
 *
 * orThrow(cycles('3 ns', { clock: '1 GHz' })) // => 3
 * orThrow(cycles('2.5 ns', { clock: '1 GHz' })) // => 3
 * orThrow(cycles('2 cycles')) // => 2
 * ```
 * @function
 * @since 0.1.0
 * @category quantities
 */
export const cycles: (text: string, timing?: Pick<Timing, 'clock'>) => Either<EstimateErrors, number> =
  /* @__PURE__ */ rate(readClockAlone, readCycles)
