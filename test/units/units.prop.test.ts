import * as fc from 'fast-check'
import { type Either, isLeft, isRight, right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { type EstimateErrors, orThrow } from '../../src/index'
import * as units from '../../src/units'
import { scaled } from '../support/generators/bulk'
import { junk } from './support'

const {
  bytes,
  bytesPerSecond,
  cycles,
  elementsPerCycle,
  hertz,
  joules,
  milliwatts,
  picojoules,
  seconds,
  squareMicrometres,
} = units

type Reader = (text: string) => Either<EstimateErrors, number>

/** Every reader, and the unit that its numbers are in. */
const inOwnUnit: readonly (readonly [unit: string, read: Reader])[] = [
  ['B', bytes],
  ['B/s', bytesPerSecond],
  ['Hz', hertz],
  ['s', seconds],
  ['J', joules],
  ['pJ', picojoules],
  ['um^2', squareMicrometres],
  ['mW', milliwatts],
  ['elements/cycle', elementsPerCycle],
  ['B/cycle', elementsPerCycle],
]

const anyReader = fc.constantFrom(...inOwnUnit)
const amount = fc.double({ min: 0, max: 1e250, noNaN: true }).map((value) => value + 0)
/** Still exact after multiplication by the largest prefix. */
const whole = fc.integer({ min: 0, max: 2 ** 20 })

describe('reading quantities', () => {
  it('gives back what was written, to the last bit', () =>
    fc.assert(
      fc.property(anyReader, amount, ([unit, read], value) => {
        expect(read(`${value} ${unit}`)).toEqual(right(value))
      }),
      { numRuns: scaled(1000) },
    ))

  it('is linear in the number', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...(['B', 'KiB', 'kB', 'MiB', 'b', 'Gb'] as const).map((unit) => [unit, bytes] as const),
          ...(['GB/s', 'MiB/s', 'B/ms'] as const).map((unit) => [unit, bytesPerSecond] as const),
          ...(['GHz', 'kHz'] as const).map((unit) => [unit, hertz] as const),
          ...(['mm^2', 'um^2'] as const).map((unit) => [unit, squareMicrometres] as const),
        ),
        fc.integer({ min: 0, max: 2 ** 20 }),
        fc.integer({ min: 0, max: 64 }),
        ([unit, read], value, times) => {
          const once = orThrow(read(`${value} ${unit}`))
          expect(orThrow(read(`${value * times} ${unit}`))).toBe(once * times)
        },
      ),
    ))

  it('counts bytes in eight bits, Ki in 1024s and k in thousands', () =>
    fc.assert(
      fc.property(
        whole,
        fc.constantFrom<readonly [string, number]>(
          ['k', 1e3],
          ['M', 1e6],
          ['G', 1e9],
          ['Ki', 2 ** 10],
          ['Mi', 2 ** 20],
          ['Gi', 2 ** 30],
        ),
        (value, [prefix, factor]) => {
          const plain = orThrow(bytes(`${value} B`))
          expect(orThrow(bytes(`${value * 8} b`))).toBe(plain)
          expect(orThrow(bytes(`${value * 8} ${prefix}b`))).toBe(orThrow(bytes(`${value} ${prefix}B`)))
          expect(orThrow(bytes(`${value} ${prefix}B`))).toBe(plain * factor)
          expect(orThrow(bytesPerSecond(`${value * 8} ${prefix}b/s`))).toBe(plain * factor)
        },
      ),
    ))

  it('makes no difference between a prefix and its power of ten', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom<readonly [Reader, string]>(
          [hertz, 'Hz'],
          [joules, 'J'],
          [seconds, 's'],
          [milliwatts, 'W'],
        ),
        fc.constantFrom(['n', 'e-9'], ['u', 'e-6'], ['m', 'e-3'], ['k', 'e3'], ['M', 'e+6'], ['G', 'e9']),
        (value, [read, unit], [prefix, power]) => {
          const result = read(`${value} ${prefix}${unit}`)
          // No clock is that slow, and nothing of a chip that large: mHz is a misspelt MHz, MW a misspelt mW.
          if (unit === 'Hz' ? 'num'.includes(prefix) : 'MG'.includes(prefix))
            expect(isLeft(result)).toBe(true)
          else expect(orThrow(result)).toBe(orThrow(read(`${value}${power} ${unit}`)))
        },
      ),
    ))

  it('turns bandwidths into elements per cycle as the clock and the element say', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e4 }),
        fc.constantFrom(1, 2, 4, 8),
        (megabytes, megahertz, elementBytes) => {
          const timing = { clock: `${megahertz} MHz`, elementBytes }
          const expected = megabytes / megahertz / elementBytes
          expect(orThrow(elementsPerCycle(`${megabytes} MB/s`, timing))).toBe(expected)
          expect(
            orThrow(elementsPerCycle(`${megabytes * 8} Mb/s`, { ...timing, clock: megahertz * 1e6 })),
          ).toBe(expected)
        },
      ),
    ))

  it('turns times into cycles, rounded up', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 4000 }), (ps, megahertz) => {
        expect(orThrow(cycles(`${ps} ps`, { clock: `${megahertz} MHz` }))).toBe(
          Math.ceil((ps * megahertz) / 1e6),
        )
      }),
    ))
})

describe('whatever is given, an answer comes back', () => {
  const readers: readonly ((given: never) => Either<EstimateErrors, unknown>)[] = [
    bytes,
    bytesPerSecond,
    elementsPerCycle,
    cycles,
    hertz,
    joules,
    milliwatts,
    picojoules,
    seconds,
    squareMicrometres,
    units.datasheet,
  ]
  const isSound = (result: Either<EstimateErrors, unknown>): boolean =>
    isLeft(result)
      ? result.left.length > 0
      : typeof result.right === 'object' || (Number.isFinite(result.right) && (result.right as number) >= 0)

  it('for any value', () =>
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (given) => {
        for (const read of readers) expect(isSound(read(junk(given)))).toBe(true)
      }),
      { numRuns: scaled(500) },
    ))

  it('for any text that looks like a quantity', () => {
    const piece = fc.constantFrom(
      ...'0123456789.eE+-*/^() µ²'.split(''),
      'GB',
      's',
      'KiB',
      'Hz',
      'pJ',
      'cycle',
      '1e9',
    )
    const pieces = fc.array(piece, { maxLength: 12 })
    // Some are quantities, so that answers are sound, too, and not only errors.
    const quantity = fc.tuple(fc.nat(999), fc.constantFrom(' GB', ' s', ' KiB', ' Hz', ' pJ', ' µ', ''))
    const text = fc.oneof(pieces, pieces, quantity).map((parts) => parts.join(''))
    let read = 0
    fc.assert(
      fc.property(text, (given) => {
        for (const reader of readers) {
          const result = reader(junk(given))
          if (isRight(result)) read++
          expect(isSound(result)).toBe(true)
        }
      }),
      { numRuns: scaled(3000) },
    )
    expect(read).toBeGreaterThan(20)
  })

  it('for datasheets with any values in them', () => {
    const quantity = fc.oneof(
      fc.constantFrom('32 GB/s', '108 KiB', '1 GHz', '0.5 pJ', '2 cycles', '1 mm^2', '3 mW', '1 KB', ''),
      fc.double(),
      fc.anything(),
    )
    const part = fc.oneof(
      quantity,
      fc.dictionary(fc.constantFrom('capacity', 'bandwidth', 'latency', 'read', 'write', 'points'), quantity),
      fc.array(quantity, { maxLength: 3 }),
    )
    const keys = ['l1', 'l2', 'clusters', 'noc', 'offchip', 'clock', 'elementBytes', 'energy', 'area', 'simd']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), part), (given) => {
        expect(isSound(units.datasheet(junk({ pes: 4, ...given })))).toBe(true)
      }),
      { numRuns: scaled(2000) },
    )
  })
})
