import { right } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/index'
import {
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
} from '../../src/units'
import { stumbles } from '../support/errors'
import { processorTime } from '../support/processor-time'
import { errorOf, errorsOf, junk } from './support'

describe('quantities are read as numbers in one unit', () => {
  it.each([
    ['108 KiB', 110592],
    ['108KiB', 110592],
    ['  108   KiB ', 110592],
    ['108 kB', 108000],
    ['1 MiB', 2 ** 20],
    ['1 MB', 1e6],
    ['1 GiB', 2 ** 30],
    ['1.5 GB', 1.5e9],
    ['.5 B', 0.5],
    ['5. B', 5],
    ['1e3 B', 1000],
    ['+1 B', 1],
    ['0 B', 0],
    ['-0 B', 0],
    ['8 b', 1],
    ['8 Kib', 1024],
    ['8 kb', 1000],
    ['3 bytes', 3],
    ['16 bits', 2],
    ['2 kibibytes', 2048],
  ])('%j is %d bytes', (text, value) => expect(bytes(text)).toEqual(right(value)))

  it.each([
    [bytesPerSecond, '32 GB/s', 32e9],
    [bytesPerSecond, '8 Gb/s', 1e9],
    [bytesPerSecond, '1 MiB / ms', 2 ** 20 * 1000],
    [bytesPerSecond, '8 Gbit/s', 1e9],
    [bytesPerSecond, '8 Gbits/s', 1e9],
    [bytesPerSecond, '8 Gbps', 1e9],
    [bytesPerSecond, '8 Gibps', 2 ** 30],
    [bytesPerSecond, '32 GBps', 32e9],
    [bytesPerSecond, '32 GByte/s', 32e9],
    [bytesPerSecond, '8 bps', 1],
    [bytes, '8 Mbit', 1e6],
    [bytes, '2 MiByte', 2 ** 21],
    [hertz, '1 GHz', 1e9],
    [hertz, '200 MHz', 2e8],
    [seconds, '3 ns', 3e-9],
    [seconds, '1 min', 60],
    [joules, '0.5 pJ', 0.5e-12],
    [picojoules, '0.3 pJ', 0.3],
    [picojoules, '640 fJ', 0.64],
    [squareMicrometres, '16 mm^2', 16e6],
    [squareMicrometres, '1200 µm²', 1200],
    [squareMicrometres, '1200 μm^2', 1200],
    [milliwatts, '0.45 W', 450],
    [milliwatts, '3 J/s', 3000],
  ])('%o reads %j as %d', (read, text, value) => expect(read(text)).toEqual(right(value)))

  it('rounds once: no conversion adds an error of its own', () => {
    for (const digits of ['0.1', '0.2', '0.3', '0.7', '1.1', '2.675', '1.005', '123.456789']) {
      expect(picojoules(`${digits} pJ`)).toEqual(right(Number(digits)))
      expect(joules(`${digits} pJ`)).toEqual(right(Number(`${digits}e-12`)))
      expect(seconds(`${digits} ns`)).toEqual(right(Number(`${digits}e-9`)))
      expect(bytesPerSecond(`${digits} GB/s`)).toEqual(right(Number(`${digits}e9`)))
    }
  })
})

describe('rates take a clock and the size of an element', () => {
  it.each([
    ['32 GB/s', { clock: '1 GHz' }, 32],
    ['32 GB/s', { clock: 1e9 }, 32],
    ['32 GB/s', { clock: '500 MHz', elementBytes: 2 }, 32],
    ['32 GB/s', { clock: '1 GHz', elementBytes: '4 b' }, 64],
    ['0.3 GB/s', { clock: '1 GHz' }, 0.3],
    ['64 B/cycle', {}, 64],
    ['64 B / cycle', { elementBytes: '16 b' }, 32],
    ['512 b/cycle', {}, 64],
    ['1 KiB/cycles', {}, 1024],
    ['4 elements/cycle', {}, 4],
    ['1 element/cycle', { elementBytes: 8 }, 1],
  ])('%j with %j is %d elements per cycle', (text, timing, value) =>
    expect(elementsPerCycle(text, timing)).toEqual(right(value)),
  )

  it.each([
    ['3 ns', '1 GHz', 3],
    ['3.1 ns', '1 GHz', 4],
    ['0 s', '1 GHz', 0],
    ['0.1 us', '30 MHz', 3],
    ['1 cycle', undefined, 1],
    ['2.5 cycles', undefined, 3],
  ])('%j at %j is %d cycles', (text, clock, value) =>
    expect(cycles(text, clock === undefined ? {} : { clock })).toEqual(right(value)),
  )

  it('need a clock for a rate per second', () => {
    const { message, hint } = errorOf(elementsPerCycle('32 GB/s'))
    expect(message).toBe("'32 GB/s' needs a clock, but none is given.")
    expect(hint).toContain("'32 elements/cycle'")
    expect(errorOf(cycles('2 ns')).message).toContain('needs a clock')
  })

  it('report everything that is wrong with the timing together', () => {
    const errors = errorsOf(elementsPerCycle('32 GB', { clock: '1 GB', elementBytes: 0 }))
    expect(errors.map(({ path }) => path)).toEqual(['timing.clock', 'timing.elementBytes', ''])
    expect(errors.flatMap(stumbles)).toEqual([])
  })

  it('know no other option', () => {
    const { path, hint } = errorOf(elementsPerCycle('32 GB/s', junk({ clok: 1e9, clock: 1e9 })))
    expect([path, hint]).toEqual(['timing.clok', 'Did you mean clock? Rename or remove "clok".'])
    expect(errorOf(cycles('1 ns', junk({ clock: 1e9, elementBytes: 1 }))).path).toBe('timing.elementBytes')
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, null, '0 Hz', '-1 Hz', [], {}])(
    'refuse the clock %j',
    (clock) => expect(errorOf(elementsPerCycle('1 GB/s', junk({ clock }))).path).toBe('timing.clock'),
  )
})

describe('a text that is no such quantity is refused with its repair', () => {
  it('of another kind', () => {
    expect(errorOf(bytes('32 GB/s'))).toEqual({
      _tag: 'Malformed',
      path: '',
      expected: "a capacity, such as '108 KiB'",
      given: "'32 GB/s', which is a bandwidth",
      hint: "Write a capacity, such as '108 KiB'.",
      message: "'32 GB/s' is a bandwidth; a capacity is expected, such as '108 KiB'.",
    })
  })

  it.each([
    [bytesPerSecond, '32 GB', 'a capacity'],
    [bytes, '1 GHz', 'a frequency'],
    [hertz, '3 ns', 'a time'],
    [seconds, '3 Hz', 'a frequency'],
    [bytes, '64 K', 'a number with a prefix only'],
    [bytes, '300 cd', 'a quantity of another kind'],
    [bytesPerSecond, '64 K', 'a temperature'],
    [milliwatts, '5 mJ', 'an energy'],
    [joules, '5 W', 'a power'],
    [squareMicrometres, '5 um', 'a length'],
    [joules, '20 pJ/b', 'an energy per bit'],
    [bytes, '2 mol', 'a quantity of another kind'],
    [bytes, '1 cycle', 'a number of cycles'],
    [bytesPerSecond, '64 B/cycle', 'a volume of data per cycle'],
    [bytes, '12', 'a number without a unit'],
    [bytes, 'KiB', 'not a number with a unit'],
    [bytes, '', 'not a number with a unit'],
    [bytes, '-5 GB', 'negative'],
    [bytes, '1e999 GB', 'beyond the range of a number'],
    [bytes, '1e-999 GB', 'beyond the range of a number'],
    [bytes, '1e99999999999999999999 GB', 'beyond the range of a number'],
    [bytes, '1e-99999999999999999999 B', 'beyond the range of a number'],
    [cycles, '0.1e-99999999999999999999 cycles', 'beyond the range of a number'],
    [bytes, '9007199254740993 B', 'a whole number that is not kept exactly'],
    [cycles, '9007199254740993 cycles', 'a whole number that is not kept exactly'],
  ])('%o of %j, which is %s', (read, text, what) => {
    const error = errorOf(read(text))
    expect(error.given).toBe(`'${text}', which is ${what}`)
    expect(stumbles(error)).toEqual([])
  })

  it.each([
    [bytes, '108 KB', 'Did you mean kB, KiB, kb or Kib? k is 1000 and Ki 1024; B are bytes and b bits.'],
    [bytes, '1 gb', 'Did you mean GB, GiB, Gb or Gib?'],
    [bytes, '64K', 'Did you mean KiB or kB? k is 1000 and Ki 1024.'],
    [bytes, '2 M', 'Did you mean MiB or MB?'],
    [bytes, '8Gi', 'Did you mean GiB or GB?'],
    [bytes, '1 mB', 'Did you mean MB,'],
    [bytesPerSecond, '32 GBPS', 'Did you mean GB/s,'],
    [bytesPerSecond, '32 Kbps', 'Did you mean kB/s,'],
    [hertz, '200 mHz', 'Did you mean MHz?'],
    [hertz, '1 uHz', 'Did you mean Hz?'],
    [picojoules, '0.5 PJ', 'Did you mean pJ?'],
    [joules, '3 MJ', 'Did you mean mJ?'],
    [milliwatts, '5 MW', 'Did you mean mW?'],
    [seconds, '2 Ms', 'Did you mean ms?'],
    [elementsPerCycle, '1/cycle', "Write elements or bytes per cycle, such as '32 elements/cycle'."],
    [elementsPerCycle, '1 KB/cycle', 'Did you mean kB, KiB, kb or Kib?'],
    [elementsPerCycle, '32 words/cycle', 'Did you mean elements/cycle?'],
    [elementsPerCycle, '32 words / clk', 'Did you mean elements/cycle?'],
    [elementsPerCycle, '32 elements/clk', 'Did you mean elements/cycle?'],
    [elementsPerCycle, '64 B/clock', 'Did you mean B/cycle?'],
    [cycles, '1 clk', 'Did you mean cycles?'],
    [cycles, '2 clock cycles', 'Did you mean cycles?'],
    [hertz, '1 Ghz', 'Did you mean GHz?'],
    [picojoules, '1 pj', 'Did you mean pJ?'],
    [milliwatts, '1 mw', 'Did you mean mW?'],
    [seconds, '1 nsec', 'Did you mean ns?'],
  ])('%o of %j suggests %s', (read, text, hint) => {
    const error = errorOf(read(text))
    expect(error.hint).toContain(hint)
    expect(stumbles(error)).toEqual([])
  })

  it('but zeros, and numbers that a double holds, however large, are read', () => {
    const read = ['0 B', '0.000e-99999999999999999999 B', '9007199254740992 B', '1 EiB', '1e300 B', '0.1 EB']
    expect(read.map((text) => orThrow(bytes(text)))).toEqual([0, 0, 2 ** 53, 2 ** 60, 1e300, 1e17])
  })

  it('of a rate per cycle, whose message asks for a bandwidth', () => {
    for (const text of ['1/cycle', '1 J/cycle', '1 KB/cycle', '4 /cycle'])
      expect(errorOf(elementsPerCycle(text)).message).toContain("a bandwidth, such as '32 elements/cycle'")
  })

  it('whatever else it holds: nothing is evaluated', () => {
    const texts = [
      '1 sqrt(4) B',
      'a = 3 B',
      '1 B; 2 B',
      'f(x) = x',
      '1 f(x)',
      'sqrt(4)',
      '2 * 3 B',
      '1 2 B',
      '1 B + 1 B',
      '1 B^999999999',
      '1 __proto__',
      '1 constructor',
      '1 toString',
      '1 (B)',
      '1 B # comment',
      '1,000 B',
      '1_000 B',
      '0x10 B',
      '1 B\u0000',
      'NaN B',
      'Infinity B',
      '1 💥',
      '[1, 2] B',
      '1 B to b',
      '1 B in b',
      '5 %',
      'import("x")',
    ]
    for (const text of texts) {
      const error = errorOf(bytes(text))
      expect(stumbles(error)).toEqual([])
    }
  })

  it('and values that are no texts', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('hostile')
        },
        ownKeys: () => {
          throw new Error('hostile')
        },
      },
    )
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    const given = [
      undefined,
      null,
      5,
      Number.NaN,
      true,
      3n,
      Symbol('B'),
      [],
      {},
      cyclic,
      hostile,
      () => '1 B',
    ]
    for (const value of given)
      for (const read of [bytes, hertz, elementsPerCycle, cycles])
        expect(stumbles(errorOf(read(junk(value))))).toEqual([])
    expect(errorOf(bytes(junk(5))).message).toBe("A text such as '108 KiB' is expected, but it is 5.")
  })

  it('and texts of a million letters, quickly', () => {
    const million = 1_000_000
    const texts = [
      '1'.repeat(million),
      ' '.repeat(million),
      `1 ${'B'.repeat(million)}`,
      '1 B / '.repeat(million / 5),
    ]
    const start = processorTime()
    for (const text of texts) {
      const error = errorOf(bytes(text))
      expect(error.given).toBe(`a text of ${text.length} letters`)
      expect(stumbles(error)).toEqual([])
    }
    for (const text of [`1 ${'B '.repeat(48)}`, `1 ${'B/ '.repeat(32)}!`, `1${' '.repeat(95)}!`])
      errorOf(bytes(text))
    expect(processorTime() - start).toBeLessThan(5_000)
  })
})
