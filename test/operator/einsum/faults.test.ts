/** What authors of malformed einsums are told: the words, and carets under the place. */
import { describe, expect, it } from 'vitest'
import {
  dataflow,
  einsum,
  estimate,
  type Layer,
  renderErrors,
  spatialMap,
  toEinsum,
} from '../../../src/index'
import { errorsOf, inShort, junk, stumbles } from '../../support/errors'
import type { Malformed } from './malformed'
import { malformedArrows } from './malformed-arrows'
import { malformedTensors } from './malformed-tensors'
import { unsound } from './unsound'

const flow = dataflow('m', [spatialMap(1, 1, 'm')])
const errorsFor = (layer: Layer) => errorsOf(estimate(layer, flow, { pes: 4 }))

const sizesOf = (names: string): Readonly<Record<string, number>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, 4]))

/** The text that is printed, with the kind of error alone as its heading. */
const printed = (layer: Layer): string =>
  renderErrors(errorsFor(layer)).replace(/^-- ([A-Z ]*?) -+ layer\.einsum$/gm, '$1')

describe.each([
  ['signs in the form of arrows', malformedArrows],
  ['signs in the form that names tensors', malformedTensors],
  ['products that are not sound', unsound],
] as const)('%s', (_family, rows: readonly Malformed[]) => {
  it.each(rows)('$what', ({ text, names = 'm k n', told }) => {
    const layer = einsum(text, sizesOf(names))
    expect(`\n${printed(layer)}`).toBe(told)
    expect(errorsFor(layer).flatMap(stumbles)).toEqual([])
  })
})

describe('faults', () => {
  const wrong = einsum('m k, k n', { m: 2, k: 2, n: 2 })

  it('are plain data in a frozen layer', () => {
    expect(JSON.parse(JSON.stringify(wrong))).toEqual(wrong)
    expect(Object.isFrozen(wrong)).toBe(true)
    expect(errorsFor(JSON.parse(JSON.stringify(wrong)))).toEqual(errorsFor(wrong))
  })

  it('name their place in the text as a part of the layer', () => {
    expect(inShort(errorsFor(wrong))).toEqual(['Malformed layer.einsum'])
    expect(errorsOf(toEinsum(wrong))).toEqual(errorsFor(wrong))
  })

  it('are reported with those of the name, without those that follow from them', () => {
    const layer = einsum('m k, k n', junk({ m: -1 }), { name: junk(5) })
    expect(inShort(errorsFor(layer))).toEqual(['Malformed layer.name', 'Malformed layer.einsum'])
  })

  it('of the sizes are those of any layer', () => {
    const short = (sizes: unknown) => inShort(errorsFor(einsum('m -> m', junk(sizes))))
    expect(short(5)).toEqual(['Malformed layer.sizes'])
    expect(short(null)).toEqual(['Malformed layer.sizes'])
    expect(short([4])).toEqual(['Malformed layer.sizes'])
    expect(short({ m: 0 })).toEqual(['InvalidExtent layer.sizes.m'])
    expect(short({ m: 4, q: 2 })).toEqual(['Malformed layer.sizes.q'])
    expect(errorsFor(einsum('m -> m', junk({ _tag: 'Right', right: { m: 4 } })))[0]?.hint).toBe(
      'This is an Either: pass orThrow(…) of it.',
    )
  })

  it('of an extent that is undefined are those of one that is missing', () => {
    expect(inShort(errorsFor(einsum('m -> m', junk({ m: undefined }))))).toEqual([
      'UnknownDimension layer.einsum',
    ])
  })

  it('at the end are shown before the spaces that follow', () => {
    expect(errorsFor(einsum(' m k \n\n ', sizesOf('m k')))[0]?.excerpt).toBe('  1 |  m k\n    |     ^')
  })

  it('are at most 16', () => {
    const names = Array.from({ length: 8 }, (_, i) => `d${i}`)
    const text = `${names.map((name) => `${name}+${name}`).join(' ')} -> ${names.map((name) => `${name}+${name}`).join(' ')}`
    expect(errorsFor(einsum(text, {}))).toHaveLength(16)
  })

  it('say that a text is too long without reading it', () => {
    const [error] = errorsFor(einsum('m'.repeat(10_001), {}))
    expect(error?.message).toBe('The einsum has 10001 characters; at most 10000 are read.')
    expect(inShort(errorsFor(einsum('m'.repeat(10_000), {})))).toEqual(['Malformed layer.einsum'])
  })
})

describe('what is no text', () => {
  it.each([
    [5, '5'],
    [undefined, 'missing'],
    [null, 'null'],
    [{}, 'an empty object'],
    [['m -> m'], 'a list of 1'],
    [() => 'm -> m', 'a function'],
  ])('%s', (text, shown) => {
    const [error, ...others] = errorsFor(einsum(junk(text), { m: 4 }))
    expect(others).toEqual([])
    expect(error?.message).toBe(`The einsum must be a text, but it is ${shown}.`)
    expect(error?.excerpt).toBeUndefined()
  })
})

describe('faults that a layer from elsewhere carries', () => {
  const carrying = (refused: unknown): Layer => junk({ ...einsum('m -> m', { m: 4 }), refused })

  it('are shown as texts, whatever they are', () => {
    const errors = errorsFor(carrying([{ _tag: 'Einsum', fault: 'Made up', excerpt: 5, hint: {} }]))
    expect(inShort(errors)).toEqual(['Malformed layer.einsum'])
    expect(errors[0]).toMatchObject({ message: 'missing', hint: 'an empty object' })
    expect(errors[0]?.excerpt).toBeUndefined()
  })

  it('have no other properties, and no endless excerpt', () => {
    const [error] = errorsFor(carrying([{ _tag: 'Einsum', excerpt: 'x'.repeat(1e6) }]))
    expect(error?.excerpt).toHaveLength(2000)
    expect(inShort(errorsFor(carrying([{ _tag: 'Einsum', more: 1 }])))).toContain(
      'Malformed layer.refused.more',
    )
  })
})

describe('forms that there are not', () => {
  const layer = einsum('m -> m', { m: 4 })

  it.each([
    [{ form: 'tensor' }, 'options.form', "Did you mean tensors? Write form: 'arrow' or form: 'tensors'."],
    [{ form: 5 }, 'options.form', "Write form: 'arrow' or form: 'tensors'."],
    [{ forms: 'arrow' }, 'options.forms', 'Did you mean form? Rename or remove "forms".'],
    [5, 'options', 'Write options as an object.'],
  ])('%j', (options, path, hint) => {
    expect(errorsOf(toEinsum(layer, junk(options)))).toMatchObject([{ _tag: 'Malformed', path, hint }])
  })
})
