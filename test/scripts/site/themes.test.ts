import { expect, it } from 'vitest'
import { inBothThemes } from '../../../scripts/site/themes'
import { darkTheme } from '../../../src/report'
import { drawn } from '../../report/drawn'
import { pictures } from '../../report/pictured'

const mark = (fill: string, stroke: string) => `<svg><path fill="${fill}" stroke="${stroke}"/></svg>`

it('a drawing has a rule for each colour that is another one on a dark page', () => {
  expect(inBothThemes(mark('#ffffff', '#999999'), mark('#161b22', '#999999'))).toBe(
    '<svg><style>@media(prefers-color-scheme:dark){[fill="#ffffff"]{fill:#161b22}}</style><path fill="#ffffff" stroke="#999999"/></svg>',
  )
})

it('has its own names of clips', () => {
  expect(inBothThemes('<svg id="clip3"></svg>', '<svg id="clip4"></svg>')).toContain('<svg id="clip3">')
})

it('drawings that differ in more than colours are rejected', () => {
  expect(() => inBothThemes('<svg><g/></svg>', '<svg></svg>')).toThrow('the drawings differ')
})

it.each(Object.entries(pictures))('%s has both', async (_, spec) => {
  const both = inBothThemes((await drawn(spec)).svg, (await drawn(darkTheme(spec))).svg)
  expect(both).toContain('[fill="#ffffff"]{fill:#161b22}')
})
