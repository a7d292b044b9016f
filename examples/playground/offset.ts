/** Where the offset of a directive stands in a text. */
import type { Stretch } from './problem'

/** From the first character that is no space to after the last. */
const trimmed = (text: string, from: number, to: number): Stretch => {
  const inside = text.slice(from, to)
  return { from: from + inside.length - inside.trimStart().length, to: from + inside.trimEnd().length }
}

/** The second argument of a directive that begins at a place; null if it has none. */
export const offsetAt = (text: string, from: number): Stretch | null => {
  let depth = 0
  let comma = -1
  for (let i = from; i < text.length && text[i] !== ';'; i++) {
    if (text[i] === '(') depth += 1
    if (text[i] === ')') depth -= 1
    if (text[i] === ',' && depth === 1 && comma < 0) comma = i
    if (text[i] === ')' && depth === 0) return comma < 0 ? null : trimmed(text, comma + 1, i)
  }
  return null
}
