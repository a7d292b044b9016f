/** Cuts a mapping file into its layers, so that the public tool can be given one layer alone, or many copies of it. */
import { scan, type Token } from '../../src/notation/scan'

/** The text of each Layer block, and what stands before the first and after the last. */
export type MappingText = {
  readonly before: string
  readonly layers: readonly string[]
  readonly after: string
}

/** The token that closes the block which opens next; −1 where none does. */
const closingToken = (tokens: readonly Token[], from: number): number => {
  let depth = 0
  return tokens.findIndex(({ kind, text }, i) => {
    if (i < from || kind !== 'mark' || (text !== '{' && text !== '}')) return false
    depth += text === '{' ? 1 : -1
    return text === '}' && depth === 0
  })
}

/** Null where a Layer block does not close, or there is none. */
export const cutMapping = (text: string): MappingText | null => {
  const tokens = scan(text)
  const blocks: { readonly start: number; readonly end: number }[] = []
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.kind !== 'word' || tokens[i]!.text !== 'Layer') continue
    const last = closingToken(tokens, i)
    if (last < 0) return null
    blocks.push({ start: tokens[i]!.start, end: tokens[last]!.end })
    i = last
  }
  const [first] = blocks
  return first === undefined
    ? null
    : {
        before: text.slice(0, first.start),
        layers: blocks.map(({ start, end }) => text.slice(start, end)),
        after: text.slice(blocks.at(-1)!.end),
      }
}

/** The mapping file with one of its layers only, so many times. */
export const copiesOfLayer = (
  { before, layers, after }: MappingText,
  layer: number,
  copies: number,
): string => before + `${layers[layer]}\n`.repeat(copies) + after
