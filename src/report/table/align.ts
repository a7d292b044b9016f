/** Text in columns: how wide it is on a terminal, and lines that line up. */
import { visible } from '../../internal/visible'

/** Characters that take no room of their own, and those that take two places. */
const joined = /\p{Mn}|\p{Me}|\u200d|\ufe0f/u
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
// Line breaks and tabs would tear a line apart.
const breaks = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu

const characterWidth = (character: string): number =>
  joined.test(character) ? 0 : wide.test(character) ? 2 : 1

/** Places that a text takes on a line. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** A text that stays on its line. */
export const onOneLine = (text: string): string => visible(text.replace(breaks, ' '))

export type Alignment = 'left' | 'right'

const padded = (text: string, width: number, alignment: Alignment): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return alignment === 'left' ? text + space : space + text
}

/** Lines whose cells line up, two spaces between columns; the first line is the head and is ruled off. */
export const aligned = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): readonly string[] => {
  const lines = [head, ...rows].map((cells) => cells.map(onOneLine))
  const widths = head.map((_, column) =>
    lines.reduce((most, cells) => Math.max(most, widthOf(cells[column] ?? '')), 0),
  )
  const [first = '', ...others] = lines.map((cells) =>
    widths
      .map((width, column) => padded(cells[column] ?? '', width, alignments[column] ?? 'left'))
      .join('  ')
      .trimEnd(),
  )
  return [first, widths.map((width) => '-'.repeat(width)).join('  '), ...others]
}
