/** One SVG for light and dark pages. */

const painted = / (fill|stroke)="(#[0-9a-f]{3,8}|rgb\([^"]*\)|white|black)"/gi

type Paint = readonly [property: string, colour: string]

const paintsOf = (svg: string): readonly Paint[] =>
  [...svg.matchAll(painted)].map(([, property = '', colour = '']) => [property, colour])

/** All but the colours, and the names of clips, which Vega counts from drawing to drawing. */
const shapesOf = (svg: string): string => svg.replace(painted, '').replace(/\bclip\d+/g, 'clip')

/**
 * The first drawing, in the colours of the second one on a dark page; the reader's browser chooses. Both must draw the same, so
 * that colours at the same place belong together. Of shades so close that they are one on light, the first counts.
 */
export const inBothThemes = (light: string, dark: string): string => {
  if (shapesOf(light) !== shapesOf(dark)) throw new Error('the drawings differ')
  const others = paintsOf(dark)
  const inDark = new Map<string, string>()
  for (const [i, [property, colour]] of paintsOf(light).entries()) {
    const selector = `[${property}="${colour}"]`
    if (!inDark.has(selector)) inDark.set(selector, `${property}:${others[i]?.[1] ?? colour}`)
  }
  const changes = [...inDark].filter(([selector, rule]) => selector !== `[${rule.replace(':', '="')}"]`)
  const rules = changes.map(([selector, rule]) => `${selector}{${rule}}`).join('')
  return light.replace('>', `><style>@media(prefers-color-scheme:dark){${rules}}</style>`)
}
