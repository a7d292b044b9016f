/** Quantities written as text, as numbers in one unit each. */
import type { Either } from 'fp-ts/Either'
import { attempt } from '../error/attempt'
import type { EstimateErrors } from '../error/error'
import type { Kind } from './kinds'
import { readIn } from './read-quantity'
import { accepted } from './refusal'

/**
 * Reads a text as a number in one unit. Returns a Left for a text that is not a quantity, is of another kind, is
 * negative, or has a value that a number cannot hold.
 *
 * @since 0.1.0
 * @category quantities
 */
export type QuantityReader = (text: string) => Either<EstimateErrors, number>

const reader =
  (kind: Kind, unit: string): QuantityReader =>
  (text) =>
    attempt((report) => {
      const value = accepted(readIn(text, kind, unit), { tag: 'Malformed', path: '', report })
      return value?.toNumber()
    })

/**
 * A capacity in bytes. `B` are bytes and `b` bits; `k`, `M`, `G` count in thousands and `Ki`, `Mi`, `Gi` in 1024s.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { bytes } from 'maestro-dataflow/units'
 *
 * orThrow(bytes('108 KiB')) // => 110592
 * orThrow(bytes('108 kB')) // => 108000
 * orThrow(bytes('8 Kib')) // => 1024
 *
 * const wrong = bytes('32 GB/s')
 * wrong._tag === 'Left' ? wrong.left[0].message : '' // => "'32 GB/s' is a bandwidth; a capacity is expected, such as '108 KiB'."
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const bytes: QuantityReader = /* @__PURE__ */ reader('capacity', 'B')

/**
 * A bandwidth in bytes per second.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { bytesPerSecond } from 'maestro-dataflow/units'
 *
 * orThrow(bytesPerSecond('25.6 GB/s')) // => 25.6e9
 * orThrow(bytesPerSecond('8 Gb/s')) // => 1e9
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const bytesPerSecond: QuantityReader = /* @__PURE__ */ reader('bandwidth', 'B/s')

/**
 * A width in bits, such as those of the elements of a layer or of an accelerator.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { bits } from 'maestro-dataflow/units'
 *
 * orThrow(bits('4 bit')) // => 4
 * orThrow(bits('2 B')) // => 16
 * ```
 * @since 0.2.0
 * @category quantities
 */
export const bits: QuantityReader = /* @__PURE__ */ reader('width', 'b')

/**
 * A frequency in Hz, such as the `clock` of an accelerator.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { hertz } from 'maestro-dataflow/units'
 *
 * orThrow(hertz('200 MHz')) // => 200e6
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const hertz: QuantityReader = /* @__PURE__ */ reader('frequency', 'Hz')

/**
 * A time in seconds.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { seconds } from 'maestro-dataflow/units'
 *
 * orThrow(seconds('3 ns')) // => 3e-9
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const seconds: QuantityReader = /* @__PURE__ */ reader('time', 's')

/**
 * An energy in joules.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { joules } from 'maestro-dataflow/units'
 *
 * orThrow(joules('0.5 pJ')) // => 0.5e-12
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const joules: QuantityReader = /* @__PURE__ */ reader('energy', 'J')

/**
 * An energy in picojoules.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { picojoules } from 'maestro-dataflow/units'
 *
 * orThrow(picojoules('0.3 pJ')) // => 0.3
 * orThrow(picojoules('1.2 nJ')) // => 1200
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const picojoules: QuantityReader = /* @__PURE__ */ reader('energy', 'pJ')

/**
 * An area in µm², as in an area table.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { squareMicrometres } from 'maestro-dataflow/units'
 *
 * orThrow(squareMicrometres('16 mm^2')) // => 16e6
 * orThrow(squareMicrometres('1200 µm²')) // => 1200
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const squareMicrometres: QuantityReader = /* @__PURE__ */ reader('area', 'um^2')

/**
 * A power in mW, as in an area table.
 *
 * @example
 * ```ts
 * import { orThrow } from 'maestro-dataflow'
 * import { milliwatts } from 'maestro-dataflow/units'
 *
 * orThrow(milliwatts('0.45 W')) // => 450
 * ```
 * @since 0.1.0
 * @category quantities
 */
export const milliwatts: QuantityReader = /* @__PURE__ */ reader('power', 'mW')
