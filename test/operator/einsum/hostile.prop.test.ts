/** Any text is an einsum or has errors with carets in it; and no input makes a constructor or an estimate throw. */
import fc from 'fast-check'
import { isRight } from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import {
  type Dataflow,
  dataflow,
  type EstimateError,
  einsum,
  estimate,
  type Layer,
  orThrow,
  renderErrors,
  spatialMap,
  toEinsum,
} from '../../../src/index'
import { errorsOf, inShort, junk, stumbles } from '../../support/errors'
import { scaled } from '../../support/generators/bulk'

const flow: Dataflow = dataflow('m', [spatialMap(1, 1, 'm')])
const sizes = { m: 4, k: 4, n: 4, y: 4, r: 2 }

/** Of tokens and what is like them: most of these texts are nearly einsums. */
const pieces = [
  ...['m', 'k', 'n', 'y', 'r', "m'", 'A', 'B', 'C', '2', '0', '1.5', ' ', ' ', '\n', '\t'],
  ...[',', ',', '->', '=', '+', '*', '[', ']', '(', ')', ';', '-', '/', '...', '→', '·', '’', '_', '"'],
  ...['é', '\ud800', '\u202e', '\u0000', '𝒜', '__proto__', 'constructor', 'm'.repeat(120), '9'.repeat(120)],
]

const sound = [
  'm k, k n -> m n',
  'C[m, n] = A[m, k] * B[k, n]',
  'O[2y+3r] = I[y] * F[r]',
  'm, () -> (); k n',
  'S[m], T[n] = A[m, n] * A[n, m]',
]

/** A sound einsum with a few changes. */
const changed = fc
  .tuple(
    fc.constantFrom(...sound),
    fc.array(fc.tuple(fc.nat(40), fc.nat(2), fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [at, gone, piece]) => now.slice(0, at) + piece + now.slice(at + gone), text),
  )

const texts = fc.oneof(
  changed,
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((of) => of.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** The characters above the carets, which are shown as they are or as escapes. */
const isAtPlace = ({ excerpt = '' }: EstimateError, text: string): boolean => {
  if (text.trim() === '') return true // of a text without anything to show
  const [line = '', carets = ''] = excerpt.split('\n')
  return /^ +\d+ \| \S?/.test(line) && /^ +\| *\^+$/.test(carets) && carets.length <= line.length + 1
}

/** Errors are at a place of the text, or of the sizes; they are sentences. */
const isHelp = (error: EstimateError, text: string): boolean => {
  expect(stumbles({ ...error, given: 'any', message: error.message.replace(/ {2}/g, ' ') })).toEqual([])
  return error.path === 'layer.einsum' ? isAtPlace(error, text) : error.path.startsWith('layer.sizes')
}

const areErrors = (layer: Layer, text: string): boolean => {
  const errors = errorsOf(estimate(layer, flow, { pes: 4 }))
  expect(errors.length).toBeGreaterThan(0)
  expect(renderErrors(errors)).not.toBe('')
  return errors.filter(({ path }) => path.startsWith('layer')).every((error) => isHelp(error, text))
}

describe('a text', () => {
  it('is an einsum that is printed and read again, or has errors that help', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const layer = einsum(text, sizes)
        if ('refused' in layer) return areErrors(layer, text)
        const used = Object.fromEntries(layer.operator.dimensions.map((name) => [name, 2]))
        const made = einsum(text, used)
        expect(orThrow(toEinsum(made, { form: text.includes('[') ? 'tensors' : 'arrow' }))).toBe(layer.name)
        expect(einsum(layer.name, used)).toEqual(made)
        return true
      }),
      { numRuns: scaled(20_000) },
    )
  })
})

describe('dimensions with the names of what every object has', () => {
  const own = JSON.parse('{"__proto__": 3, "constructor": 4, "valueOf": 5}')
  const text =
    '__proto__[constructor, __proto__] = toString[constructor, valueOf] * hasOwnProperty[valueOf+__proto__]'

  it('are dimensions like others', () => {
    const layer = einsum(text, own)
    const { macs, levels } = orThrow(
      estimate(layer, dataflow('p', [spatialMap(1, 1, '__proto__')]), { pes: 3 }),
    )
    expect(macs).toBe(60)
    expect(Object.keys(levels[0]?.tensors ?? {})).toEqual(['toString', 'hasOwnProperty', '__proto__'])
    expect(orThrow(toEinsum(layer))).toBe(text)
  })

  it('have no extent that no size gives them', () => {
    const errors = errorsOf(estimate(einsum('m toString __proto__ -> m', { m: 4 }), flow, { pes: 4 }))
    expect(errors.map(({ message }) => message)).toEqual([
      'The dimension toString has no extent.',
      'The dimension __proto__ has no extent.',
    ])
  })
})

const fail = (): never => {
  throw new Error('a hostile property')
}

const unreadable: readonly unknown[] = [
  new Proxy({}, { get: fail, ownKeys: fail, has: fail, getPrototypeOf: fail }),
  Object.defineProperties({}, { m: { get: fail, enumerable: true }, name: { get: fail, enumerable: true } }),
]

describe('what cannot be read', () => {
  it.each(unreadable.map((value) => [value]))('makes a layer with an error: %#', (value) => {
    for (const layer of [
      einsum('m -> m', junk(value)),
      einsum('m -> m', { m: 4 }, junk(value)),
      einsum(junk(value), sizes),
    ])
      expect(isRight(estimate(layer, flow, { pes: 4 }))).toBe(false)
    expect(isRight(toEinsum(junk(value)))).toBe(false)
    expect(isRight(toEinsum(einsum('m -> m', { m: 4 }), junk(value)))).toBe(false)
  })

  it('of a text with faults leaves the faults', () => {
    const [value] = unreadable
    expect(inShort(errorsOf(estimate(einsum('m ->> m', junk(value)), flow, { pes: 4 })))).toEqual([
      'Malformed layer.einsum',
    ])
  })

  it('once is not read again', () => {
    let reads = 0
    const fickle = Object.defineProperty({}, 'm', { get: () => (++reads === 1 ? 4 : -1), enumerable: true })
    const layer = einsum('m -> m', junk(fickle))
    expect(
      orThrow(estimate(layer, flow, { pes: 4 })).macs + orThrow(estimate(layer, flow, { pes: 4 })).macs,
    ).toBe(8)
    expect(reads).toBe(1)
  })
})

describe('huge inputs', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `d${i}`)
  const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`size${i}`, 1]))
  const tagsOf = (text: string): ReadonlySet<string> =>
    new Set(inShort(errorsOf(estimate(einsum(text, many), flow, { pes: 4 }))))

  it('have their faults', () => {
    const twice = names
      .map((name) => `${name}+${name}`)
      .join(' ')
      .slice(0, 9000)
    expect(tagsOf(`${names.join(' ').slice(0, 9000)} ->`)).toContain('UnknownDimension layer.einsum')
    expect(tagsOf(`${twice} -> m`)).toContain('UnsupportedCoupling layer.einsum')
    expect(tagsOf(`${'m+'.repeat(4000)}m -> m`)).toContain('UnsupportedCoupling layer.einsum')
    expect(tagsOf(`m -> m; ${'m '.repeat(4000)}`)).toContain('UnsupportedCoupling layer.einsum')
    expect(tagsOf(`${'m, '.repeat(3000)}m -> m`)).toContain('TooComplex layer.einsum')
    expect(tagsOf(`${'m'.repeat(9000)} -> ${'m'.repeat(900)}`)).toContain('UnknownDimension layer.einsum')
  })
})
