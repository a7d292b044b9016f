/** Published figures as pictures: every figure is a mark, and every shape counts once among the errors. */
import { describe, expect, it } from 'vitest'
import { type Json, type VegaLiteSpec, validationErrorsSpec, validationSpec } from '../../src/report'
import type { Validation } from '../../src/validation'
import { drawn } from './drawn'
import { validations } from './pictured'

type Datum = { readonly [field: string]: Json }

const pointsIn = (spec: VegaLiteSpec): readonly Datum[] =>
  (spec as unknown as { layer: readonly { data: { values: readonly Datum[] } }[] }).layer[1]!.data.values // as the picture makes it

const binsIn = (spec: VegaLiteSpec): readonly Datum[] =>
  (spec['data'] as { readonly values: readonly Datum[] }).values // as the picture makes it

const said = (spec: VegaLiteSpec): string => {
  const { text, subtitle } = spec['title'] as { text: string; subtitle: string }
  expect(text).toBe('No picture')
  return subtitle
}

describe('published figures against estimates', () => {
  it('are all there but those that a logarithmic axis cannot show, those of small sources last', () => {
    const points = pointsIn(validationSpec(validations))
    expect(points.map(({ published, ours }) => [published, ours])).toEqual([
      [100, 98],
      [100, 112],
      [2000, 1500],
      [5, 15],
      [100, 100],
      [2000, 1990],
    ])
  })

  it('are called by source, with the variant where there are several', () => {
    const names = new Set(pointsIn(validationSpec(validations)).map(({ name }) => name))
    expect([...names].sort()).toEqual(['A chip, as documented', 'A chip, as is', 'A design'])
    const [first] = pointsIn(validationSpec(validations.slice(0, 1)))
    expect(first?.['name']).toBe('A chip')
  })

  it('lie on the dashed line where they are equal', async () => {
    const { svg } = await drawn(validationSpec(validations))
    const marks = [
      ...svg.matchAll(
        /of its source: ([\d.]+); estimated: ([\d.]+); name[^>]*translate\(([\d.]+),([\d.]+)\)/g,
      ),
    ].map(([, published, ours, x, y]) => ({ published, ours, x: Number(x), y: Number(y) }))
    expect(marks).toHaveLength(6)
    for (const { published, ours, x, y } of marks)
      if (published === ours) expect(x + y).toBeCloseTo(520, 6)
      else expect(Math.abs(x + y - 520)).toBeGreaterThan(0.1)
  })

  it('have a mark of their own for every source', () => {
    const many = Array.from(
      { length: 12 },
      (_, i): Validation => ({ ...validations[0]!, title: `chip ${i}` }),
    )
    const { color, shape } = (
      validationSpec(many) as unknown as {
        layer: readonly { encoding: Readonly<Record<string, { scale: { range: readonly string[] } }>> }[]
      }
    ).layer[1]!.encoding // as the picture makes it
    const marks = color!.scale.range.map((each, i) => `${each} ${shape!.scale.range[i]}`)
    expect(new Set(marks).size).toBe(12)
  })
})

describe('errors of estimates', () => {
  it('are shares of distinct shapes, in the steps that they round to', () => {
    const bins = binsIn(validationErrorsSpec(validations))
    expect(bins.map(({ name, error, share, shapes }) => [name, error, share, shapes])).toEqual([
      // -0.25 of b, and 0.05 of the two of a
      ['A chip, as is', -0.25, 0.5, 1],
      ['A chip, as is', 0.05, 0.5, 1],
      ['A chip, as documented', 0, 1, 2],
      // -1 of e; 2 of c and infinity of d are beyond the last step
      ['A design', -1, 1 / 3, 1],
      ['A design', 1, 2 / 3, 2],
    ])
    for (const { error, from, to } of bins) {
      expect(Number(to) - Number(from)).toBeCloseTo(0.05, 12)
      expect((Number(to) + Number(from)) / 2).toBeCloseTo(Number(error), 12)
    }
  })

  it('say that there are some beyond the last step, where there are', () => {
    expect(JSON.stringify(validationErrorsSpec(validations)['title'])).toContain('beyond 100 %')
    expect(JSON.stringify(validationErrorsSpec(validations.slice(0, 2))['title'])).not.toContain('beyond')
  })

  it('are drawn in a panel for each source, in the order given', async () => {
    const { svg } = await drawn(validationErrorsSpec(validations))
    const texts = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text)
    const titles = ['A chip, as is', 'A chip, as documented', 'A design']
    expect(texts.filter((text) => titles.includes(text ?? ''))).toEqual(titles)
    expect(texts).toEqual(expect.arrayContaining(['−50 %', '0 %', '+50 %', 'error of an estimate']))
  })
})

describe.each([validationSpec, validationErrorsSpec])('what is no comparison', (spec) => {
  it('is named in place of a picture', () => {
    const hint = 'Pass orThrow(validate()), or some of its list.'
    expect(said(spec(null as never))).toBe(`validations must be a list, but it is null. ${hint}`)
    expect(said(spec([]))).toBe('There are no comparisons to show.')
    expect(said(spec({ _tag: 'Right', right: [] } as never))).toContain('pass orThrow(…) of it')
    expect(said(spec([7] as never))).toContain('validations[0] must be a comparison with published figures')
    for (const change of [{ rows: 3 }, { rows: [3] }, { rows: [{ layer: 'a' }] }, { title: undefined }])
      expect(said(spec([{ ...validations[0], ...change }] as never))).toContain('validations[0] must be')
  })
})
