/**
 * The colours of pictures on a light and on a dark background. Text has a contrast of 4.5 or more with what is behind it, marks of
 * 3 or more, and people with any colour vision tell the marks apart.
 */

type Theme = {
  readonly paper: string
  readonly ink: string
  readonly faint: string
  readonly hairline: string
  /** One after the other, for what is told apart by its colour. */
  readonly palette: readonly string[]
  /** From a small to a large number. */
  readonly ramp: readonly string[]
  /** Behind text: a tile that is new, one that is new in part, and one that is reused. */
  readonly tiles: readonly [fresh: string, partly: string, reused: string]
  /** Behind text: the first and the last of the parts of a tensor. */
  readonly shades: readonly [first: string, last: string]
}

export const light: Theme = {
  paper: '#ffffff',
  ink: '#1f2328',
  faint: '#6e7781',
  hairline: '#e7ebef',
  palette: ['#0072b2', '#da7901', '#24502c', '#772b75', '#3899cd', '#aa6149', '#8f8f8f', '#645d00'],
  ramp: ['#20a386', '#23878e', '#2f6c8e', '#3d4e8a', '#482a79', '#440154'],
  tiles: ['#56b4e9', '#bfe1f6', '#e9ecef'],
  shades: ['#e3f0fa', '#56b4e9'],
}

const dark: Theme = {
  paper: '#161b22',
  ink: '#e6edf3',
  faint: '#9198a1',
  hairline: '#2f363f',
  palette: ['#4f9ef0', '#f3ab23', '#99e5d9', '#95606d', '#2b73c1', '#df6717', '#a8a8a8', '#d3dc8c'],
  ramp: ['#2a788e', '#20958c', '#2cb17e', '#62cb5f', '#aedd30', '#fde725'],
  tiles: ['#1a6396', '#1d4a6b', '#2b3139'],
  shades: ['#1f3a52', '#1a6396'],
}

const listOf = ({ paper, ink, faint, hairline, ...lists }: Theme): readonly string[] => [
  ...[paper, ink, faint, hairline],
  ...[...lists.palette, ...lists.ramp, ...lists.tiles, ...lists.shades],
]

const darkColours = listOf(dark)
const darkened: ReadonlyMap<string, string> = new Map(
  listOf(light).map((colour, i) => [colour, darkColours[i] ?? colour]),
)

/** The colour on a dark background in place of one on a light background; any other text as it is. */
export const inDark = (colour: string): string => darkened.get(colour) ?? colour
