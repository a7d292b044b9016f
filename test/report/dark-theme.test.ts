/** Pictures on light and on dark: all that is drawn has enough contrast, and colours are told apart with any colour vision. */
import { describe, expect, it } from 'vitest'
import { accelerator, estimate, gemm, orThrow } from '../../src/index'
import { darkTheme, energySpec, type Json, rooflineSpec, type VegaLiteSpec } from '../../src/report'
import { light } from '../../src/report/spec/colours'
import { contrast, type Drawing, drawingsIn, separation } from './contrast'
import { drawn } from './drawn'
import { pictures } from './pictured'
import { rows } from './subjects'

/** Lines behind the marks help the eye, and nothing is lost without them. */
const isGrid = ({ role }: Drawing): boolean => role.includes('role-axis-grid')

const leastOf = ({ tag }: Drawing): number => (tag === 'text' ? 4.5 : 3)

const themes: readonly (readonly [theme: string, inTheme: (spec: VegaLiteSpec) => VegaLiteSpec])[] = [
  ['light', (spec) => spec],
  ['dark', darkTheme],
]

describe.each(themes)('%s pictures', (theme, inTheme) => {
  it.each(Object.entries(pictures))('of %s have enough contrast', async (_, spec) => {
    const { svg, logged } = await drawn(inTheme(spec))
    expect(logged).toEqual([])
    const [background, ...drawings] = drawingsIn(svg)
    const paper = background?.colours[0] ?? ''
    expect(contrast(paper, '#000000') > 15).toBe(theme === 'light')
    expect(drawings.length).toBeGreaterThan(0)
    // Of a filled mark with an outline, one of both is seen.
    const pale = drawings
      .filter((each) => !isGrid(each))
      .filter((each) => Math.max(...each.colours.map((colour) => contrast(colour, paper))) < leastOf(each))
    expect(pale).toEqual([])
  })

  it.each(['array', 'array-of-clusters', 'mapping'])(
    'of %s have text that is read in its cell',
    async (name) => {
      const drawings = drawingsIn((await drawn(inTheme(pictures[name]!))).svg)
      const ofMarks = (kind: string) =>
        drawings
          .filter(({ role }) => role.includes(`mark-${kind} role-mark`))
          .flatMap(({ colours: [first] }) => first ?? [])
      const [texts, cells] = [ofMarks('text'), ofMarks('rect')]
      expect(new Set(cells).size).toBeGreaterThan(1)
      expect(texts.length).toBeGreaterThan(0)
      for (const text of new Set(texts))
        for (const cell of new Set(cells)) expect(contrast(text, cell)).toBeGreaterThan(4.5)
    },
  )

  it('have colours that people with any colour vision tell apart', () => {
    const { config } = inTheme(pictures['energy']!) as unknown as {
      config: { range: { category: readonly string[] } }
    } // as every picture has
    const { category } = config.range
    const pairs = category.flatMap((one, i) => category.slice(0, i).map((other) => separation(one, other)))
    expect(pairs.length).toBe(28)
    // Colours of Okabe and Ito, the common choice, are 0.02 apart.
    expect(Math.min(...pairs)).toBeGreaterThan(0.07)
  })
})

describe('a dark picture', () => {
  const withoutColours = (json: Json): unknown =>
    JSON.parse(JSON.stringify(json), (_, value) => (/^#[0-9a-f]{6}$/.test(String(value)) ? 'colour' : value))

  it.each(Object.entries(pictures))('of %s differs in its colours alone', (_, spec) => {
    const dark = darkTheme(spec)
    expect(dark).not.toEqual(spec)
    expect(withoutColours(dark)).toEqual(withoutColours(spec))
    expect(darkTheme(dark)).toEqual(dark)
  })

  it('keeps names that look like a colour', () => {
    const hardware = accelerator({ pes: 4, offchip: { bandwidth: 1 } })
    const estimates = light.palette.map((name) =>
      orThrow(estimate(gemm({ M: 4, N: 4, K: 4, name }), { ...rows, name: light.ink }, hardware)),
    )
    const names = (spec: VegaLiteSpec) => JSON.stringify(spec).match(/"(?:name|label)":"#[^"]+"/g)
    const spec = rooflineSpec(estimates, hardware)
    expect(names(spec)?.length).toBeGreaterThanOrEqual(light.palette.length)
    expect(names(darkTheme(spec))).toEqual(names(spec))
    const titled = energySpec(estimates[0]!, { title: light.ink })
    expect(darkTheme(titled)['title']).toEqual(titled['title'])
  })

  it('keeps the colours of others', () => {
    const spec = { ...pictures['energy']!, background: '#123456' }
    expect(darkTheme(spec)['background']).toBe('#123456')
  })

  it('says that something else is no picture', () => {
    const said = (given: unknown) => JSON.stringify(darkTheme(given as never)['title']) // what types reject
    expect(said({ _tag: 'Right', right: pictures['energy'] })).toContain('pass orThrow(…) of it')
    expect(said('picture')).toContain('spec must be a picture')
    expect(said(undefined)).toContain('spec is required: a picture')
  })
})
